import {
  type ExpenseGroup,
  type ExpenseRules,
  gatherExpenses,
  groupFacts,
  nothingToPost,
} from '../../accounting/expense-groups.ts'
import { readExpenseId } from '../../accounting/expense-id.ts'
import type { ExpenseFacts } from '../../accounting/export.ts'
import type { PsaExpenseEntry, UnpostedRecord } from '../psa-facts.ts'
import type { Client } from './client.ts'
import { inLists } from './conditions.ts'
import { malformed } from './errors.ts'
import { unpostedExpenseFields as fields, type UnpostedExpenseRow, zUnpostedExpense } from './expense-form.ts'
import { type Standing, standingsOf } from './expense-status.ts'
import { classificationOf } from './expenses.ts'
import { numeric } from './invoices.ts'
import { pages, selected } from './paging.ts'

const list = 'the unposted expenses'
const pageSize = 1_000

/** All pages are read before the first record is told: a week's entries need not follow one another. */
export async function* unpostedExpenses(
  client: Client,
  rules: ExpenseRules,
): AsyncGenerator<UnpostedRecord[]> {
  const rows: UnpostedExpenseRow[] = []
  for await (const page of pages(client, list, zUnpostedExpense, (api, { query, header }) =>
    api.GET('/finance/accounting/unpostedexpenses', { params: { query: { ...query, fields }, header } }),
  ))
    rows.push(...page)
  const records = gatherExpenses(await withStandings(client, rows), rules).map(recordOf)
  for (let at = 0; at < records.length; at += pageSize) yield records.slice(at, at + pageSize)
}

/** By record id; what is open, batched or gathered in another way by now is not in the answer. */
export async function expensesNamed(
  client: Client,
  recordIds: readonly string[],
  rules: ExpenseRules,
): Promise<ExpenseGroup[]> {
  if (recordIds.length === 0) return []
  const ids = recordIds.map(readExpenseId)
  const entries = ids.flatMap(id => (id.kind === 'entry' ? numeric(id.detailId) : []))
  const byId = await rowsWhere(client, 'expenseDetailId', entries)
  const members = [
    ...ids.flatMap(id => (id.kind === 'week' ? id.memberId : [])),
    // What a week takes along, and which of two that say the same is which, is seen only among all of its member's.
    ...byId.flatMap(({ member }) => member.id || []),
  ]
  const ofMembers = await rowsWhere(client, 'member/id', [...new Set(members)].map(numeric))
  const rows = new Map([...byId, ...ofMembers].map(row => [row.expenseDetailId, row]))
  const asked = new Set(recordIds)
  const groups = gatherExpenses(await withStandings(client, [...rows.values()]), rules)
  return groups.filter(({ recordId }) => asked.has(recordId))
}

/** The one in which an entry of a member stands, by the id that its own screen has: among all that waits of that member. */
export async function recordOfEntry(
  client: Client,
  entry: Pick<PsaExpenseEntry, 'id' | 'memberId'>,
  rules: ExpenseRules,
): Promise<UnpostedRecord | null> {
  if (entry.memberId === '') return null
  const rows = await rowsWhere(client, 'member/id', [numeric(entry.memberId)])
  const standings = await standingsOf(client, rows)
  const own = [...standings].find(([, standing]) => standing.entryId === entry.id)?.[0]
  const facts = rows.map(row => factsOf(row, standings.get(row.expenseDetailId)))
  const group = gatherExpenses(facts, rules).find(({ entries }) => entries.some(({ id }) => id === own))
  return group ? recordOf(group) : null
}

/** How the list tells what becomes of a record. */
const words: Readonly<Record<ExpenseGroup['outcome'], string>> = {
  reimbursable: 'Reimbursable',
  'company-paid': 'Company paid',
  private: 'Private',
  nothing: nothingToPost,
}

export function recordOf({ recordId, number, outcome, reason, entries }: ExpenseGroup): UnpostedRecord {
  const { date, currency, total, member } = groupFacts(entries)
  const [first] = entries
  const closed = entries.map(({ dateClosed }) => dateClosed).toSorted()
  return {
    recordId,
    exportId: recordId,
    number,
    kind: 'expense',
    // What comes to 0.00 may still be marked.
    billingType: outcome === 'nothing' && total.isZero() ? 'Zero' : words[outcome],
    parentId: '',
    customer: { ...member, name: member.name || member.identifier },
    date,
    dueDate: null,
    total,
    currency,
    dateClosed: closed.at(-1) ?? '',
    locationId: first.locationId,
    statusName: [...new Set(entries.map(({ status }) => status))].toSorted().join(', '),
    ...(outcome === 'nothing' && { nothing: reason }),
  }
}

function rowsWhere(client: Client, field: string, literals: string[]): Promise<UnpostedExpenseRow[]> {
  return selected(client, list, zUnpostedExpense, inLists(field, literals, fields), (api, query) =>
    api.GET('/finance/accounting/unpostedexpenses', { params: { query: { ...query, fields } } }),
  )
}

async function withStandings(client: Client, rows: UnpostedExpenseRow[]): Promise<ExpenseFacts[]> {
  const standings = await standingsOf(client, rows)
  return rows.map(row => factsOf(row, standings.get(row.expenseDetailId)))
}

function factsOf(row: UnpostedExpenseRow, standing: Standing | undefined): ExpenseFacts {
  if (row.dateExpense === null) throw malformed(list, 'dateExpense: expected a day')
  return {
    id: row.expenseDetailId,
    entryId: standing?.unsure === false ? standing.entryId : '',
    member: row.member,
    date: row.dateExpense,
    amount: row.total,
    currency: row.currency,
    type: row.expenseType.name,
    description: row.chargeDescription,
    paymentType: row.paymentMethod,
    classification: classificationOf(row.classification),
    billable: row.billableAmount?.isZero() === false,
    project: row.project.name || row.project.id,
    taxType: standing?.taxType ?? '',
    status: standing?.status ?? '',
    approver: standing?.approver ?? '',
    locationId: row.locationId ?? '',
    dateClosed: row.dateClosed,
  }
}
