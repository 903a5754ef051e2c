import { z } from 'zod'
import { expenseId } from '../../../lib/accounting/expense-id.ts'
import { present } from '../../../lib/std/assert.ts'
import type { ExpenseSpec } from '../../simulators/connectwise/seed-expenses.ts'
import { type Asked, type Kind, type ManageRecord, type SeedSpec, zEntries } from './kind.ts'

/** Of every eight: four bills of a member, three journals of what the company paid, one credit of what was spent privately. */
export const expenses: Kind = {
  unit: 'expenses',
  writes: { document: '"EXP-', batch: '"EB-E' },
  async seed({ connectwise }, spec) {
    const specs = Array.from({ length: spec.count }, () => expenseOf(spec))
    const made = zMade.parse(
      await connectwise.call('POST', 'expenses', { tenant: spec.tenant, expenses: specs }),
    )
    return made.expenses.map(({ detailId }) => askedOf(detailId))
  },
  read: books => zBooks.parse(books).expenses.map(recordOf),
}

const zMade = z.object({ expenses: z.array(z.object({ detailId: z.int() })) })

const zBooks = z.object({
  expenses: z.array(
    z.object({
      detailId: z.int(),
      classification: z.enum(['Reimbursable', 'NonReimbursable', 'Personal']),
      amount: z.string(),
      entries: zEntries,
    }),
  ),
})

function askedOf(detailId: number): Asked {
  return { id: expenseId(String(detailId)), number: `EXP-${detailId}` }
}

const standsAs = { Reimbursable: 'bill', NonReimbursable: 'journal', Personal: 'vendor-credit' } as const

function recordOf({
  detailId,
  classification,
  amount,
  entries,
}: z.output<typeof zBooks>['expenses'][number]): ManageRecord {
  const { id, number } = askedOf(detailId)
  const documents = [{ kind: standsAs[classification], number, total: amount }]
  return { id, closed: true, customer: '', entries, documents }
}

let serial = 0

function expenseOf({ location, parties: { employees } }: SeedSpec): ExpenseSpec {
  serial += 1
  const net = 1_250 + ((serial * 1_237) % 48_000)
  // As members type it: what the rate makes of it, to the cent.
  const tax = serial % 3 === 0 ? Math.floor((net + 5) / 10) : 0
  const common = {
    member: present(employees[serial % employees.length], 'a member').identifier,
    daysAgo: 3 + ((serial * 5) % 120),
    location,
  }
  const spent = { amount: money(net + tax), ...(tax > 0 && { tax: money(tax) }) }
  switch (serial % 8) {
    case 1:
    case 4:
      return { ...common, ...spent, on: 'travel', paidBy: 'companyVisa' }
    case 6:
      return { ...common, ...spent, on: 'fuel', paidBy: 'fuelCard' }
    case 7:
      return { ...common, amount: money(net), on: 'meals', paidBy: 'companyVisa', as: 'personal' }
    default:
      return { ...common, ...spent, on: serial % 2 === 0 ? 'parking' : 'hotel', paidBy: 'ownCard' }
  }
}

function money(cents: number): string {
  return `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`
}
