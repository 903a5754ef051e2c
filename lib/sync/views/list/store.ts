import {
  and,
  asc,
  count,
  desc,
  eq,
  ilike,
  inArray,
  isNotNull,
  isNull,
  lte,
  max,
  ne,
  not,
  or,
  type SQL,
  sql,
} from 'drizzle-orm'
import type { Transaction } from '../../../../drizzle/client.ts'
import { settings } from '../../../../drizzle/schema/accounts.ts'
import { postingSources, postings } from '../../../../drizzle/schema/postings.ts'
import { mappings, records, referenceLists } from '../../../../drizzle/schema/reference.ts'
import { type RecordSource, recordSources } from '../../../accounting/record-id.ts'
import { Decimal } from '../../../std/decimal.ts'
import { type PostingRow, typed } from '../../postings/store.ts'
import type { RecordRow } from '../../records/store.ts'
import { bills, creditMemos, expenses, movements, needsFix, signedSum } from '../store.ts'

export interface ListFilter {
  companyId: string
  /** part of a number or of a customer's name; '' = all */
  search: string
  /** last day, '' = all */
  to: string
  /** held: what somebody holds, open records among them; free: what nobody does and was not undone; '' = the list as it is */
  show: '' | 'held' | 'free'
  /** ConnectWise location, '' = all */
  location: string
  /** sales or purchases, '' = both */
  source: RecordSource | ''
}

export function wholeList(companyId: string): ListFilter {
  return { companyId, search: '', to: '', show: '', location: '', source: '' }
}

export interface ListedRecord {
  record: RecordRow
  document: PostingRow | null
}

/** Records on ConnectWise's unposted list with the posting that carries each, newest first. */
export async function unpostedRows(
  tx: Transaction,
  filter: ListFilter,
  page: { limit: number; offset: number },
): Promise<ListedRecord[]> {
  const rows = await tx
    .select()
    .from(records)
    .where(listed(filter))
    .orderBy(desc(records.date), desc(records.number), asc(records.sourceId))
    .limit(page.limit)
    .offset(page.offset)
  return withDocuments(tx, rows)
}

/**
 * The live document of each, looked up for these records alone: joined to all that wait, the database pairs every record with
 * every posting while it does not know yet how many there are.
 */
async function withDocuments(tx: Transaction, rows: readonly RecordRow[]): Promise<ListedRecord[]> {
  if (rows.length === 0) return []
  const found = await tx
    .select({ recordId: postingSources.sourceId, posting: postings })
    .from(postingSources)
    .innerJoin(
      postings,
      and(eq(postings.accountId, postingSources.accountId), eq(postings.id, postingSources.postingId)),
    )
    .where(
      and(
        eq(postingSources.origin, 'psa'),
        inArray(postingSources.kind, recordSources),
        eq(postingSources.part, 'document'),
        eq(postingSources.live, true),
        inArray(
          postingSources.sourceId,
          rows.map(row => row.sourceId),
        ),
      ),
    )
  const documents = new Map(found.map(row => [row.recordId, typed(row.posting)]))
  return rows.map(record => ({ record, document: documents.get(record.sourceId) ?? null }))
}

/** It goes again only when a person sends it by itself. A value, as it is looked up record by record (see withDocuments). */
const wasUndone = sql`coalesce((
  select p.kind = 'undo' from posting_sources s join postings p on p.account_id = s.account_id and p.id = s.posting_id
  where s.account_id = ${records.accountId} and s.origin = 'psa' and s.kind = ${records.kind}
    and s.source_id = ${records.sourceId} and s.part = 'document' and s.live limit 1), false)`

/** What was bought stands on one list with what only moved: both are procurement. */
const listedUnder: Readonly<Record<RecordSource, readonly RecordSource[]>> = {
  invoice: ['invoice'],
  purchase: ['purchase', 'stock'],
  stock: ['stock'],
  expense: ['expense'],
}

function listed(filter: ListFilter): SQL | undefined {
  const like = `%${filter.search.replace(/[\\%_]/g, character => `\\${character}`)}%`
  return and(
    inArray(records.kind, filter.source === '' ? recordSources : listedUnder[filter.source]),
    eq(records.companyId, filter.companyId),
    filter.show === 'held' ? isNotNull(records.hold) : eq(records.unposted, true),
    filter.show === 'free' ? and(isNull(records.hold), not(wasUndone)) : undefined,
    filter.location === '' ? undefined : eq(records.locationId, filter.location),
    filter.search === '' ? undefined : or(ilike(records.number, like), ilike(records.customerName, like)),
    filter.to === '' ? undefined : lte(records.date, filter.to),
  )
}

export interface CurrencyTotal {
  currency: string
  count: number
  /** those of them that are credit memos, which take away from the total */
  credits: number
  /** those of them that are of vendors: then all are */
  bills: number
  /** those of them that are of stock: then all are */
  movements: number
  expenses: number
  total: Decimal
}

/** Never summed across currencies, nor what is owed to us with what we owe. */
export async function unpostedTotals(tx: Transaction, filter: ListFilter): Promise<CurrencyTotal[]> {
  const rows = await tx
    .select({
      currency: records.currency,
      count: count(),
      credits: creditMemos,
      bills,
      movements,
      expenses,
      total: signedSum,
    })
    .from(records)
    .where(listed(filter))
    .groupBy(records.kind, records.currency)
    .orderBy(records.kind, records.currency)
  return rows.map(row => ({ ...row, total: Decimal.parse(row.total ?? '0') }))
}

/** Where records on the list come from; those without a location are left out. */
export async function listedLocations(tx: Transaction, companyId: string): Promise<string[]> {
  const rows = await tx
    .selectDistinct({ id: records.locationId })
    .from(records)
    .where(and(listed(wholeList(companyId)), ne(records.locationId, '')))
  return rows.map(row => row.id)
}

/** By the database clock, those that came first before the others. */
export async function heldPastDay(
  tx: Transaction,
  companyId: string,
): Promise<{ recordId: string; number: string }[]> {
  return tx
    .select({ recordId: records.sourceId, number: records.number })
    .from(records)
    .where(
      and(
        inArray(records.kind, recordSources),
        eq(records.companyId, companyId),
        isNotNull(records.hold),
        lte(records.holdEndsAt, sql`clock_timestamp()`),
      ),
    )
    .orderBy(asc(records.holdEndsAt), asc(records.sourceId))
    .limit(1_000)
}

/** How many wait of each kind. */
export async function listedSources(
  tx: Transaction,
  companyId: string,
): Promise<{ source: string; count: number }[]> {
  return tx
    .select({ source: records.kind, count: count() })
    .from(records)
    .where(listed(wholeList(companyId)))
    .groupBy(records.kind)
}

/** When the list was last read, and a text that changes when the list does. */
export async function listState(
  tx: Transaction,
  companyId: string,
): Promise<{ readAt: Date | null; version: string }> {
  const [seen] = await tx
    .select({ at: max(records.seenAt), count: count() })
    .from(records)
    .where(listed(wholeList(companyId)))
  const [moved] = await tx
    .select({ at: max(postings.updatedAt) })
    .from(postings)
    .where(eq(postings.companyId, companyId))
  const version = [seen?.count ?? 0, seen?.at?.getTime() ?? 0, moved?.at?.getTime() ?? 0].join('.')
  return { readAt: seen?.at ?? null, version }
}

/** Records of that very number, whatever became of them. */
export async function recordsByNumber(
  tx: Transaction,
  companyId: string,
  number: string,
): Promise<ListedRecord[]> {
  const rows = await tx
    .select()
    .from(records)
    .where(and(eq(records.companyId, companyId), eq(sql`lower(${records.number})`, number.toLowerCase())))
    .limit(5)
  return withDocuments(tx, rows)
}

/** For the rail: what waits on the list, and what needs somebody. */
export async function railRow(
  tx: Transaction,
  companyId: string,
): Promise<{ unposted: number; fix: number; look: number }> {
  const [listedNow] = await tx
    .select({ unposted: count() })
    .from(records)
    .where(listed(wholeList(companyId)))
  const [waiting] = await tx
    .select({
      fix: sql<number>`(count(*) filter (where ${needsFix}))::int`,
      look: sql<number>`(count(*) filter (where ${inArray(postings.state, ['mismatch', 'drifted'])}))::int`,
    })
    .from(postings)
    .where(and(eq(postings.companyId, companyId), orAlone, eq(postings.live, true)))
  return { unposted: listedNow?.unposted ?? 0, fix: waiting?.fix ?? 0, look: waiting?.look ?? 0 }
}

/** Documents, and marks that stand in for one. */
const orAlone = or(eq(postings.target, 'ledger'), ne(postings.reason, ''))

/** When something was last changed that a check of the company's records depends on. */
export async function checksSince(tx: Transaction, companyId: string): Promise<Date | null> {
  const [decided] = await tx
    .select({ at: max(mappings.decidedAt) })
    .from(mappings)
    .where(eq(mappings.companyId, companyId))
  const [set] = await tx.select({ at: max(settings.updatedAt) }).from(settings)
  const [read] = await tx
    .select({ at: max(referenceLists.refreshedAt) })
    .from(referenceLists)
    .where(eq(referenceLists.ownerId, companyId))
  const moments = [decided?.at, set?.at, read?.at].flatMap(at => (at ? [at.getTime()] : []))
  return moments.length === 0 ? null : new Date(Math.max(...moments))
}
