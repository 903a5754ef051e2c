import { and, eq, inArray, isNotNull, ne, or, sql } from 'drizzle-orm'
import { postingSources, postings } from '../../../drizzle/schema/postings.ts'
import { recordSources } from '../../accounting/record-id.ts'
import { type PostingRow, type Scope, typed } from '../postings/store.ts'
import { numbersOfRebill } from '../renumber.ts'

/**
 * Marks that stand confirmed give up their source to a next revision; they keep their state until it is through (design §4).
 * One that somebody else is taking over at this moment is waited for and then left out.
 */
export async function takeOver(scope: Scope, postingIds: readonly string[]): Promise<PostingRow[]> {
  if (postingIds.length === 0) return []
  const rows = await scope.tx
    .update(postings)
    .set({ live: false })
    .where(
      and(
        eq(postings.companyId, scope.companyId),
        inArray(postings.id, [...postingIds].toSorted()),
        eq(postings.state, 'confirmed'),
        eq(postings.target, 'psa'),
        eq(postings.kind, 'batch'),
        ne(postings.reason, ''),
        eq(postings.live, true),
      ),
    )
    .returning()
  await setLiveSources(scope, rows, false)
  return rows.map(typed)
}

/** Held to the end of the transaction. */
export async function lockedPosting(scope: Scope, id: string): Promise<PostingRow | null> {
  const [row] = await scope.tx
    .select()
    .from(postings)
    .where(and(eq(postings.companyId, scope.companyId), eq(postings.id, id)))
    .for('update')
  return row ? typed(row) : null
}

/** Nobody has taken its source over since it was read; held to the end of the transaction. */
export async function isStillLive(scope: Scope, { id, fence }: PostingRow): Promise<boolean> {
  const now = await lockedPosting(scope, id)
  return now?.live === true && now.fence === fence
}

/** Who read it before must not change it any more: its fence moves with it. */
export async function giveUpSource(scope: Scope, list: readonly { id: string }[]): Promise<void> {
  const ids = list.map(({ id }) => id)
  await scope.tx
    .update(postings)
    .set({ live: false, fence: sql`${postings.fence} + 1` })
    .where(inArray(postings.id, ids))
  await setLiveSources(scope, list, false)
}

/** What is taken out of the ledger is what an earlier revision put there. */
export async function copyRemote(scope: Scope, from: PostingRow, toId: string): Promise<void> {
  const { remoteId, remoteNumber, remoteTotal, remoteUrl, remoteStatus, expectedTotal, currency } = from
  await scope.tx
    .update(postings)
    .set({ remoteId, remoteNumber, remoteTotal, remoteUrl, remoteStatus, expectedTotal, currency })
    .where(eq(postings.id, toId))
}

/**
 * Records that were undone are let go, so that a person may send or mark them anew: record id → the undoing that held the
 * source, for the next revision. One that somebody else lets go at this moment is waited for and then left out.
 */
export async function releaseUndone(
  scope: Scope,
  recordIds: readonly string[],
): Promise<Map<string, PostingRow>> {
  if (recordIds.length === 0) return new Map()
  const held = await scope.tx
    .select({ id: postings.id, recordId: postingSources.sourceId, part: postingSources.part })
    .from(postings)
    .innerJoin(postingSources, eq(postingSources.postingId, postings.id))
    .where(
      and(
        eq(postings.companyId, scope.companyId),
        eq(postings.kind, 'undo'),
        eq(postings.state, 'confirmed'),
        eq(postings.live, true),
        inArray(postingSources.kind, recordSources),
        inArray(postingSources.sourceId, [...recordIds]),
      ),
    )
  const recordOf = new Map(held.map(({ id, recordId }) => [id, recordId]))
  const documents = new Set(held.flatMap(({ id, part }) => (part === 'document' ? id : [])))
  if (recordOf.size === 0) return new Map()
  const rows = await scope.tx
    .update(postings)
    .set({ live: false })
    .where(and(inArray(postings.id, [...recordOf.keys()].toSorted()), eq(postings.live, true)))
    .returning()
  await setLiveSources(scope, rows, false)
  return new Map(
    rows.filter(({ id }) => documents.has(id)).map(row => [recordOf.get(row.id) ?? '', typed(row)]),
  )
}

/**
 * How many numbers after its own each of these records has used up: one when it was undone, two when it was credited and billed
 * again. Record id → numbers; absent where it is none.
 */
export async function numbersUsed(
  scope: Pick<Scope, 'tx'>,
  recordIds: readonly string[],
): Promise<Map<string, number>> {
  if (recordIds.length === 0) return new Map()
  const rows = await scope.tx
    .select({ recordId: postingSources.sourceId, used: numbers })
    .from(postingSources)
    .innerJoin(postings, eq(postings.id, postingSources.postingId))
    .where(
      and(
        eq(postingSources.origin, 'psa'),
        inArray(postingSources.kind, recordSources),
        inArray(postingSources.sourceId, [...recordIds]),
        eq(postingSources.part, 'document'),
        or(
          and(eq(postings.kind, 'undo'), eq(postings.state, 'confirmed')),
          and(eq(postings.operation, 'rebill'), isNotNull(postings.postedAt)),
        ),
      ),
    )
    .groupBy(postingSources.sourceId)
  return new Map(rows.map(({ recordId, used }) => [recordId, Number(used)]))
}

const numbers = sql<string>`sum(case ${postings.operation} when 'rebill' then ${numbersOfRebill}::int else 1 end)`

/** A revision that is through, and whose object is gone: nothing holds the source any more. */
export async function letGo(scope: Scope, list: readonly { id: string }[]): Promise<void> {
  if (list.length === 0) return
  const ids = list.map(({ id }) => id)
  await scope.tx.update(postings).set({ live: false }).where(inArray(postings.id, ids))
  await setLiveSources(scope, list, false)
}

/** A revision that is given up: the one before it has the source again. */
export async function giveBack(scope: Scope, revision: PostingRow): Promise<void> {
  await letGo(scope, [revision])
  if (revision.supersedes === null) return
  await scope.tx.update(postings).set({ live: true }).where(eq(postings.id, revision.supersedes))
  await setLiveSources(scope, [{ id: revision.supersedes }], true)
}

async function setLiveSources(scope: Scope, list: readonly { id: string }[], live: boolean): Promise<void> {
  if (list.length === 0) return
  await scope.tx
    .update(postingSources)
    .set({ live })
    .where(
      inArray(
        postingSources.postingId,
        list.map(({ id }) => id),
      ),
    )
}
