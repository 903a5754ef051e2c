import { addDays, type CalendarDate } from '../../std/clock.ts'
import type { Client } from './client.ts'
import { inLists } from './conditions.ts'
import {
  type ApprovedEntry,
  approvedEntryFields,
  approverFields,
  type UnpostedExpenseRow,
  zApprovedEntry,
  zApprover,
} from './expense-form.ts'
import { numeric } from './invoices.ts'
import { pages, selected } from './paging.ts'

export interface Standing {
  status: string
  taxType: string
  approver: string
  /** what expense/entries calls it, '' where none was found */
  entryId: string
  /** another entry says the same, and which of them it is cannot be told */
  unsure: boolean
}

/** Beyond so many members their names make the address long, and most of the days' entries are theirs anyway. */
const membersNamed = 40
const done: ReadonlySet<string> = new Set(['ReadyToBill', 'Billed', 'BilledAgreement', 'WrittenOff'])

/** By expenseDetailId: where the approval of each stands, and who is to give it. */
export async function standingsOf(
  client: Client,
  rows: readonly UnpostedExpenseRow[],
): Promise<Map<string, Standing>> {
  const entries = await entriesBeside(client, rows)
  const found = matched(rows, entries)
  const waiting = rows.filter(row => !done.has(found.entries.get(row.expenseDetailId)?.status ?? ''))
  const approvers = await approversOf(client, new Set(waiting.flatMap(({ member }) => member.id || [])))
  return new Map(
    rows.map(({ expenseDetailId, member }) => {
      const entry = found.entries.get(expenseDetailId)
      const [type, ...others] = new Set(entry?.taxes.map(tax => tax.type.name))
      return [
        expenseDetailId,
        {
          status: entry?.status ?? '',
          taxType: others.length === 0 ? (type ?? '') : '',
          approver: approvers.get(member.id) ?? '',
          entryId: entry?.id ?? '',
          unsure: found.unsure.has(expenseDetailId),
        },
      ]
    }),
  )
}

/**
 * Entries of the same members and days. A day before and after is asked for as well: the server compares in its own zone
 * (knowledge/connectwise.md §3).
 */
async function entriesBeside(client: Client, rows: readonly UnpostedExpenseRow[]): Promise<ApprovedEntry[]> {
  const days = rows.flatMap(({ dateExpense }) => dateExpense ?? []).toSorted()
  const [first, last] = [days[0], days.at(-1)]
  if (first === undefined || last === undefined) return []
  const members = new Set(rows.flatMap(({ member }) => member.id || []))
  const named = members.size > membersNamed ? '' : `member/id in (${[...members].map(numeric).join()}) and `
  const conditions = `${members.size === 0 ? '' : named}date > [${moment(first, -2)}] and date < [${moment(last, 2)}]`
  const found: ApprovedEntry[] = []
  for await (const page of pages(client, 'expenses', zApprovedEntry, (api, { query, header }) =>
    api.GET('/expense/entries', {
      params: { query: { ...query, conditions, fields: approvedEntryFields }, header },
    }),
  ))
    found.push(...page)
  return found
}

function moment(day: CalendarDate, days: number): string {
  return `${addDays(day, days)}T00:00:00Z`
}

const rejected: ReadonlySet<string> = new Set(['Rejected', 'RejectBySecondTier'])

/**
 * The unposted list names no entry by the id that it has in expense/entries: they are matched by what both say, and those that say
 * the same in the order of their ids. Of more entries than rows the rejected ones are not meant, and what then is still open is
 * taken for the one that is least far: what was not approved must not go.
 */
function matched(
  rows: readonly UnpostedExpenseRow[],
  entries: readonly ApprovedEntry[],
): { entries: Map<string, ApprovedEntry>; unsure: Set<string> } {
  const likely = Map.groupBy(entries, keyOfEntry)
  const found = new Map<string, ApprovedEntry>()
  const unsure = new Set<string>()
  for (const [key, alike] of Map.groupBy(rows, keyOfRow)) {
    const all = (likely.get(key) ?? []).toSorted((a, b) => Number(a.id) - Number(b.id))
    const standing = all.filter(({ status }) => !rejected.has(status))
    const meant = standing.length < alike.length ? all : standing
    const sorted = alike.toSorted((a, b) => Number(a.expenseDetailId) - Number(b.expenseDetailId))
    const least = meant.toSorted((a, b) => order.indexOf(a.status) - order.indexOf(b.status))
    for (const [place, row] of sorted.entries()) {
      const entry = meant.length === alike.length ? meant[place] : least[0]
      if (entry) found.set(row.expenseDetailId, entry)
      if (meant.length !== alike.length) unsure.add(row.expenseDetailId)
    }
  }
  return { entries: found, unsure }
}

/** From the farthest back; a word that is none of them is farther back still. */
const order = [
  'Rejected',
  'RejectBySecondTier',
  'Open',
  'PendingApproval',
  'ErrorsCorrected',
  'PendingProjectApproval',
  'ApprovedByTierOne',
  'ApprovedByTierTwo',
  'ReadyToBill',
  'Billed',
  'BilledAgreement',
  'WrittenOff',
]

function keyOfRow(row: UnpostedExpenseRow): string {
  const { member, dateExpense, total, expenseType, paymentMethod, chargeDescription, locationId } = row
  return JSON.stringify([
    ...[member.id, dateExpense, total.toFixedText(2), expenseType.id, paymentMethod.id],
    ...[chargeDescription.trim(), locationId ?? ''],
  ])
}

function keyOfEntry(entry: ApprovedEntry): string {
  const { member, date, amount, type, paymentMethod, notes, locationId } = entry
  return JSON.stringify([
    ...[member.id, date, amount.toFixedText(2), type.id, paymentMethod.id],
    ...[notes.trim(), locationId ?? ''],
  ])
}

/** Who approves a member's expenses, else whom the member reports to. */
async function approversOf(client: Client, memberIds: ReadonlySet<string>): Promise<Map<string, string>> {
  if (memberIds.size === 0) return new Map()
  const conditions = inLists('id', [...memberIds].map(numeric), approverFields)
  const rows = await selected(client, 'members', zApprover, conditions, (api, query) =>
    api.GET('/system/members', { params: { query: { ...query, fields: approverFields } } }),
  )
  return new Map(
    rows.map(({ id, expenseApprover, reportsTo }) => {
      const approver = expenseApprover.id === '' ? reportsTo : expenseApprover
      return [id, approver.name || approver.identifier]
    }),
  )
}
