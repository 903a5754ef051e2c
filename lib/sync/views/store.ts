import { and, desc, eq, inArray, max, or, sql } from 'drizzle-orm'
import type { Transaction } from '../../../drizzle/client.ts'
import { connections, grants, memberships, settings } from '../../../drizzle/schema/accounts.ts'
import { postingEvents, postingNeeds, postingSources, postings } from '../../../drizzle/schema/postings.ts'
import { mappings, records } from '../../../drizzle/schema/reference.ts'
import { recordSources } from '../../accounting/record-id.ts'
import type { Decimal } from '../../std/decimal.ts'
import { isAmending } from '../amending.ts'
import { type PostingRow, typed } from '../postings/store.ts'
import type { RecordRow } from '../records/store.ts'
import { isUndoing } from '../undone.ts'
import { creditType, type ListedKind } from './sign.ts'

export type EventRow = typeof postingEvents.$inferSelect

/** What the engine made of one record: the latest of each part, a live one before one whose life has ended. */
export interface RecordPostings {
  document: PostingRow | null
  mark: PostingRow | null
  /** the last try to undo or to amend that document, where it was refused */
  refused: PostingRow | null
}

export async function postingsOfRecords(
  tx: Transaction,
  recordIds: string[],
): Promise<Map<string, RecordPostings>> {
  const found = new Map<string, RecordPostings>(
    recordIds.map(id => [id, { document: null, mark: null, refused: null }]),
  )
  if (recordIds.length === 0) return found
  const rows = await tx
    .select({ recordId: postingSources.sourceId, part: postingSources.part, posting: postings })
    .from(postingSources)
    .innerJoin(postings, eq(postings.id, postingSources.postingId))
    .where(
      and(
        eq(postingSources.origin, 'psa'),
        inArray(postingSources.kind, recordSources),
        inArray(postingSources.sourceId, recordIds),
        inArray(postingSources.part, ['document', 'mark']),
      ),
    )
    .orderBy(desc(postingSources.live), desc(postings.createdAt), desc(postings.id))
  for (const row of rows) {
    const parts = found.get(row.recordId)
    if (!parts) continue
    const posting = typed(row.posting)
    if (row.part === 'mark') parts.mark ??= posting
    else if (parts.document === null) parts.document = posting
    else if (isRefusal(posting, parts.document)) parts.refused ??= posting
  }
  return found
}

function isRefusal(posting: PostingRow, document: PostingRow): boolean {
  if (posting.supersedes !== document.id) return false
  if (isUndoing(posting)) return posting.state === 'rejected'
  return isAmending(posting) && (posting.state === 'rejected' || posting.state === 'withdrawn')
}

export async function postingById(tx: Transaction, id: string): Promise<PostingRow | null> {
  const [row] = await tx.select().from(postings).where(eq(postings.id, id))
  return row ? typed(row) : null
}

/** The ConnectWise record behind a posting. */
export async function recordIdOf(tx: Transaction, postingId: string): Promise<string | null> {
  const [row] = await tx
    .select({ sourceId: postingSources.sourceId })
    .from(postingSources)
    .where(and(eq(postingSources.postingId, postingId), inArray(postingSources.kind, recordSources)))
    .limit(1)
  return row?.sourceId ?? null
}

export async function recordRow(tx: Transaction, recordId: string): Promise<RecordRow | null> {
  const rows = await tx
    .select()
    .from(records)
    .where(and(inArray(records.kind, recordSources), eq(records.sourceId, recordId)))
  return rows[0] ?? null
}

/** The contact that a document waits for, when it has to be made first. */
export async function contactNeededBy(tx: Transaction, postingId: string): Promise<PostingRow | null> {
  const [row] = await tx
    .select({ posting: postings })
    .from(postingNeeds)
    .innerJoin(postings, eq(postings.id, postingNeeds.needsId))
    .where(and(eq(postingNeeds.postingId, postingId), eq(postings.kind, 'contact')))
    .limit(1)
  return row ? typed(row.posting) : null
}

export async function eventsOf(tx: Transaction, postingIds: string[], limit = 500): Promise<EventRow[]> {
  if (postingIds.length === 0) return []
  return tx
    .select()
    .from(postingEvents)
    .where(inArray(postingEvents.postingId, postingIds))
    .orderBy(desc(postingEvents.id))
    .limit(limit)
}

/** Counts up with every change of these postings: what a stream compares. */
export async function lastEventOf(tx: Transaction, postingIds: string[]): Promise<number> {
  if (postingIds.length === 0) return 0
  const [row] = await tx
    .select({ last: max(postingEvents.id) })
    .from(postingEvents)
    .where(inArray(postingEvents.postingId, postingIds))
  return row?.last ?? 0
}

/** Changes with every decision, setting or consent that a plan of the company depends on. */
export async function groundsOf(tx: Transaction, companyId: string): Promise<string> {
  const text = sql<string>`coalesce((select max(${mappings.decidedAt}) from ${mappings} where ${mappings.companyId} = ${companyId})::text, '')
    || coalesce((select max(${settings.updatedAt}) from ${settings})::text, '')
    || coalesce((select string_agg(${connections.id}::text || coalesce(${grants.deadAt}::text, ''), ',' order by ${connections.id})
         from ${connections} join ${grants} on ${grants.accountId} = ${connections.accountId} and ${grants.id} = ${connections.grantId}
        where ${connections.companyId} = ${companyId} and ${connections.disconnectedAt} is null), '')`
  const [row] = await tx.execute<{ grounds: string }>(sql`select ${text} as grounds`)
  return row?.grounds ?? ''
}

/** Of records, in the sign of a list (sign.ts). */
export const signedSum = sql<
  string | null
>`sum(case when ${records.billingType} = ${creditType} then -${records.total} else ${records.total} end)`
export const creditMemos = sql<number>`(count(*) filter (where ${records.billingType} = ${creditType}))::int`
export const bills = sql<number>`(count(*) filter (where ${records.kind} = 'purchase'))::int`
export const movements = sql<number>`(count(*) filter (where ${records.kind} = 'stock'))::int`
export const expenses = sql<number>`(count(*) filter (where ${records.kind} = 'expense'))::int`

/** What a posting on a list is of, whatever became of it (sign.ts says the same of a record). */
export const listedKind = sql<ListedKind | null>`(
  select case when r.kind = 'purchase' then case when r.total < 0 then 'vendor-credit' else 'bill' end
              when r.kind = 'expense' then 'expense'
              when r.billing_type = ${creditType} then 'credit-memo' else 'invoice' end
  from posting_sources s
  join records r on r.account_id = s.account_id and r.kind = s.kind and r.source_id = s.source_id
  where s.account_id = postings.account_id and s.posting_id = postings.id limit 1)`

export interface ListedPosting {
  posting: PostingRow
  kind: ListedKind
}

/** Somebody has to mend something: stopped or refused, and not merely for coming to 0.00 (views/pill.ts says the same). */
export const needsFix = sql`(${postings.state} in ('blocked','rejected') and ${postings.problems} <> '[{"code":"zero-total"}]'::jsonb
  and not (${postings.state} = 'blocked' and ${postings.problems} @> '[{"code":"expense-waiting"}]'::jsonb))`

/** Names of people for foot lines. */
export async function nameOf(tx: Transaction, userId: string | null): Promise<string> {
  if (userId === null) return ''
  const [row] = await tx
    .select({ name: memberships.name })
    .from(memberships)
    .where(eq(memberships.userId, userId))
  return row?.name ?? ''
}

/** Every posting of a record, whether it lives or not, with its part; the contact made for it among them. */
export async function recordPostingIds(tx: Transaction, recordId: string): Promise<Map<string, string>> {
  const own = await tx
    .select({ id: postingSources.postingId, part: postingSources.part })
    .from(postingSources)
    .where(and(inArray(postingSources.kind, recordSources), eq(postingSources.sourceId, recordId)))
  const found = new Map(own.map(row => [row.id, row.part]))
  if (own.length === 0) return found
  const needed = await tx
    .select({ id: postingNeeds.needsId })
    .from(postingNeeds)
    .where(inArray(postingNeeds.postingId, [...found.keys()]))
  for (const { id } of needed) if (!found.has(id)) found.set(id, 'contact')
  return found
}

export async function recordsOfCustomer(
  tx: Transaction,
  customerId: string,
  limit: number,
): Promise<RecordRow[]> {
  return tx
    .select()
    .from(records)
    .where(and(eq(records.kind, 'invoice'), eq(records.customerId, customerId)))
    .orderBy(desc(records.date), desc(records.number))
    .limit(limit)
}

/** Records that stand on the screen of another one: the packing slips of a purchase order. */
export async function recordsOfParent(tx: Transaction, parentId: string): Promise<RecordRow[]> {
  return tx
    .select()
    .from(records)
    .where(eq(records.parentId, parentId))
    .orderBy(desc(records.date), desc(records.number))
}

/** Of a member, among these ids or of that day and total. */
export async function expensesOfMember(
  tx: Transaction,
  memberId: string,
  asked: { ids: readonly string[]; day: string; total: Decimal },
): Promise<RecordRow[]> {
  return tx
    .select()
    .from(records)
    .where(
      and(
        eq(records.kind, 'expense'),
        eq(records.customerId, memberId),
        or(
          inArray(records.sourceId, [...asked.ids]),
          and(eq(records.date, asked.day), eq(records.total, asked.total)),
        ),
      ),
    )
}
