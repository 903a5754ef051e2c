import { z } from 'zod'
import { addDays, type CalendarDate } from '../../std/clock.ts'
import { zDecimal } from '../../std/json.ts'
import type { PsaExpense, PsaPaymentType } from '../psa-facts.ts'
import type { Client } from './client.ts'
import {
  type Described,
  fieldsOf,
  zCompany,
  zCurrency,
  zDay,
  zFlag,
  zMaybeText,
  zName,
  zNumericId,
} from './fields.ts'
import { all, pages } from './paging.ts'

const zPaymentType = z.object({
  id: zNumericId,
  name: z.string(),
  classification: zName,
  companyFlag: zFlag,
} satisfies Described<'PaymentType'>)

export async function paymentTypes(client: Client): Promise<PsaPaymentType[]> {
  const rows = await all(client, 'expense payment types', zPaymentType, (api, params) =>
    api.GET('/expense/paymentTypes', { params }),
  )
  return rows.map(row => ({
    id: row.id,
    name: row.name,
    company: row.companyFlag,
    classification: classificationOf(row.classification.name),
  }))
}

const zExpense = z.object({
  id: zNumericId,
  company: zCompany.nullish(),
  type: zName,
  member: z
    .object({
      id: zNumericId.nullish(),
      identifier: zMaybeText,
      name: zMaybeText,
    } satisfies Described<'MemberReference'>)
    .nullish(),
  paymentMethod: zName,
  classification: zName,
  amount: zDecimal,
  billableOption: zMaybeText,
  date: zDay,
  locationId: zNumericId.nullish(),
  notes: zMaybeText,
  currency: zCurrency,
  status: zMaybeText,
} satisfies Described<'ExpenseEntry'>)

const expenseFields = fieldsOf(zExpense)

/**
 * What members entered since that day, whatever became of it. A day earlier is asked for and cut off here: the server
 * compares in its own zone, and one refused `>=` with a day of its own (knowledge/connectwise.md §3).
 */
export async function expenses(client: Client, since: CalendarDate): Promise<PsaExpense[]> {
  const conditions = `date > [${addDays(since, -2)}T00:00:00Z]`
  const rows: PsaExpense[] = []
  for await (const page of pages(client, 'expenses', zExpense, (api, { query, header }) =>
    api.GET('/expense/entries', {
      params: { query: { ...query, conditions, fields: expenseFields }, header },
    }),
  ))
    rows.push(...page.filter(row => row.date >= since).map(expenseOf))
  return rows
}

function expenseOf(row: z.output<typeof zExpense>): PsaExpense {
  return {
    id: row.id,
    date: row.date,
    member: {
      id: row.member?.id ?? '',
      identifier: row.member?.identifier ?? '',
      name: row.member?.name ?? '',
    },
    customer: row.company ?? null,
    type: row.type.name,
    paymentType: row.paymentMethod,
    classification: classificationOf(row.classification.name),
    amount: row.amount,
    currency: row.currency,
    billable: row.billableOption === 'Billable',
    description: row.notes,
    locationId: row.locationId ?? '',
    status: row.status,
  }
}

/** By name: the entry has no other mark of it. The words are those of the unposted list's own enumeration. */
export function classificationOf(name: string): PsaExpense['classification'] {
  const plain = name.toLowerCase().replace(/[^a-z]/g, '')
  if (plain === 'reimbursable') return 'reimbursable'
  if (plain === 'nonreimbursable') return 'non-reimbursable'
  return plain === 'personal' ? 'personal' : null
}
