import type { Transaction } from '../../../drizzle/client.ts'
import type { ExclusionCode } from '../../accounting/exclusion.ts'
import { type Problem, parseProblems, severityOf } from '../../accounting/problems.ts'
import type { RecordSource } from '../../accounting/record-id.ts'
import { ledgerNameOf } from '../../accounts/connections.ts'
import { psaItems } from '../../reference/reference.ts'
import { offerOf } from './anyway.ts'
import { type HoldFacts, holdFacts } from './held.ts'
import {
  type CurrencyTotal,
  checksSince,
  heldPastDay,
  type ListedRecord,
  type ListFilter,
  listedLocations,
  listedSources,
  listState,
  railRow,
  unpostedRows,
  unpostedTotals,
  wholeList,
} from './list/store.ts'
import { type Pill, pillOf, type Standing } from './pill.ts'
import { standingOf } from './several.ts'
import { amountText, type ShownProblem, showProblems } from './shown.ts'
import { kindOf, type ListedKind, signed } from './sign.ts'
import { isSendable } from './whole.ts'

export { type ListFilter, wholeList } from './list/store.ts'

export const pageSize = 50

export interface SyncRow {
  recordId: string
  kind: ListedKind
  number: string
  customer: string
  date: string
  /** negative of a credit memo */
  total: string
  currency: string
  standing: Standing
  /** may be ticked to be sent */
  sendable: boolean
  pill: Pill
  problem: ShownProblem | null
  /** further findings */
  more: number
  /** the rule that keeps it out, where a person may send it anyway */
  anyway: ExclusionCode | null
  /** who holds it; null: nobody */
  hold: HoldFacts | null
}

export interface SyncList {
  rows: SyncRow[]
  page: number
  pages: number
  count: number
  totals: ShownTotal[]
  /** of the whole list, without the filter and without what is held or was undone: what Sync All takes */
  all: ShownTotal[]
  /** how many wait of each kind: the tabs */
  sources: Record<RecordSource, number>
  /** held records whose day has come */
  due: number
  /** rows on this page that no plan has looked at, or only before a mapping, setting or list changed */
  toCheck: string[]
  readAt: string | null
  version: string
}

export type ShownTotal = Omit<CurrencyTotal, 'total'> & { total: string }

/** What ConnectWise still offers, a page at a time however long it is. */
export async function syncList(tx: Transaction, filter: ListFilter, wanted: number): Promise<SyncList> {
  // First: what changes while the rest is read is then seen as a change, and not taken for shown.
  const { readAt, version } = await listState(tx, filter.companyId)
  const totals = await unpostedTotals(tx, filter)
  const all = await unpostedTotals(tx, { ...wholeList(filter.companyId), show: 'free' })
  const count = totals.reduce((whole, one) => whole + one.count, 0)
  const pages = Math.max(1, Math.ceil(count / pageSize))
  const page = Math.min(Math.max(1, wanted), pages)
  const rows = await unpostedRows(tx, filter, { limit: pageSize, offset: (page - 1) * pageSize })
  const since = await checksSince(tx, filter.companyId)
  const ledger = await ledgerNameOf(tx, filter.companyId)
  return {
    rows: rows.map(row => syncRow(row, ledger)),
    page,
    pages,
    count,
    totals: totals.map(textTotal),
    all: all.map(textTotal),
    sources: await sourcesOf(tx, filter.companyId),
    due: (await heldPastDay(tx, filter.companyId)).length,
    toCheck: rows.filter(row => isUnchecked(row, since)).map(row => row.record.sourceId),
    readAt: readAt?.toISOString() ?? null,
    version,
  }
}

async function sourcesOf(tx: Transaction, companyId: string): Promise<Record<RecordSource, number>> {
  const counts = new Map((await listedSources(tx, companyId)).map(one => [one.source, one.count]))
  const count = (source: RecordSource) => counts.get(source) ?? 0
  return {
    invoice: count('invoice'),
    purchase: count('purchase'),
    stock: count('stock'),
    expense: count('expense'),
  }
}

/** A record that has a posting is planned by the worker. */
function isUnchecked({ record, document }: ListedRecord, since: Date | null): boolean {
  if (document?.live) return false
  return record.checkedAt === null || (since !== null && record.checkedAt < since)
}

export function syncRow({ record, document }: ListedRecord, ledger: string): SyncRow {
  const problems = parseProblems(document?.live ? document.problems : record.problems)
  const standing = standingOf(record, document)
  const shown = shownOf(standing, problems)
  const kind = kindOf(record)
  return {
    recordId: record.sourceId,
    kind,
    number: record.number,
    customer: record.customerName,
    date: record.date,
    total: amountText(signed(record.total, kind)),
    currency: record.currency,
    standing,
    sendable: isSendable(standing),
    pill: pillOf(standing, ledger),
    problem: showProblems(shown, ledger)[0] ?? null,
    more: Math.max(0, shown.length - 1),
    anyway: offerOf(standing, record, document, problems),
    hold: holdFacts(record),
  }
}

function shownOf(standing: Standing, problems: Problem[]): Problem[] {
  if (standing === 'undone') return [{ code: 'undone' }]
  return standing === 'unchecked' || standing === 'held'
    ? []
    : problems.filter(problem => severityOf(problem) !== 'check')
}

function textTotal(total: CurrencyTotal): ShownTotal {
  return { ...total, total: amountText(total.total) }
}

export interface RailCounts {
  unposted: number
  fix: number
  look: number
}

export async function railCounts(tx: Transaction, companyId: string): Promise<RailCounts> {
  return railRow(tx, companyId)
}

/** For CSV: all that the filter leaves, so many at a time. */
export async function syncRows(tx: Transaction, filter: ListFilter, offset: number): Promise<SyncRow[]> {
  const ledger = await ledgerNameOf(tx, filter.companyId)
  const rows = await unpostedRows(tx, filter, { limit: 1_000, offset })
  return rows.map(row => syncRow(row, ledger))
}

export async function listVersion(tx: Transaction, companyId: string): Promise<string> {
  return (await listState(tx, companyId)).version
}

export interface ListPlace {
  id: string
  name: string
}

/** ConnectWise locations of the records on the list, by name. */
export async function listPlaces(tx: Transaction, companyId: string): Promise<ListPlace[]> {
  const ids = await listedLocations(tx, companyId)
  if (ids.length < 2) return []
  const names = new Map((await psaItems(tx, ['psa-location'])).map(({ id, name }) => [id, name]))
  return ids
    .map(id => ({ id, name: names.get(id) ?? `Location ${id}` }))
    .toSorted((a, b) => a.name.localeCompare(b.name))
}
