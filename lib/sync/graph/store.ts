import { and, eq, inArray, sql } from 'drizzle-orm'
import { postingEvents, postingNeeds, postingSources, postings } from '../../../drizzle/schema/postings.ts'
import { records } from '../../../drizzle/schema/reference.ts'
import { newId } from '../../std/id.ts'
import { change, type PostingRow, type Scope, typed } from '../postings/store.ts'
import type { PostingState } from '../states.ts'

export interface NewPosting {
  target: 'ledger' | 'psa'
  operation: 'create'
  kind: string
  source: { kind: string; sourceId: string; part: string }
  title: string
  origin: string
  requestedBy: string | null
  previewHash: string | null
  state: PostingState
  payload?: unknown
  needs?: string[]
}

/** Posting ids by source key; `existing` are those that were live already. */
export interface Inserted {
  ids: Map<string, string>
  existing: Map<string, string>
}

/**
 * One live posting per source, over all companies: whoever comes second gets the existing one. Rows go in first, then the
 * sources with `on conflict do nothing`; a posting whose source was already taken is removed in the same transaction.
 */
export async function insertPostings(scope: Scope, wanted: NewPosting[]): Promise<Inserted> {
  if (wanted.length === 0) return { ids: new Map(), existing: new Map() }
  const rows = wanted.map(posting => ({ posting, id: newId() }))
  await scope.tx.insert(postings).values(rows.map(({ posting, id }) => postingValues(scope, posting, id)))
  const taken = await scope.tx
    .insert(postingSources)
    .values(
      rows.map(({ posting, id }) => ({
        accountId: scope.accountId,
        postingId: id,
        origin: 'psa',
        ...posting.source,
      })),
    )
    .onConflictDoNothing()
    .returning({ postingId: postingSources.postingId })
  const kept = new Set(taken.map(row => row.postingId))
  const lost = rows.filter(row => !kept.has(row.id))
  if (lost.length > 0) {
    await scope.tx.delete(postings).where(
      inArray(
        postings.id,
        lost.map(row => row.id),
      ),
    )
  }
  await insertNeedsAndEvents(
    scope,
    rows.filter(row => kept.has(row.id)),
  )
  const found = await livePostings(
    scope,
    lost.map(row => row.posting.source),
  )
  const ids = new Map(
    rows.filter(row => kept.has(row.id)).map(row => [sourceKey(row.posting.source), row.id]),
  )
  for (const [key, id] of found) ids.set(key, id)
  return { ids, existing: found }
}

export function sourceKey(source: { kind: string; sourceId: string; part: string }): string {
  return `${source.kind}/${source.sourceId}/${source.part}`
}

function postingValues(scope: Scope, posting: NewPosting, id: string): typeof postings.$inferInsert {
  return {
    accountId: scope.accountId,
    id,
    companyId: scope.companyId,
    target: posting.target,
    operation: posting.operation,
    kind: posting.kind,
    state: posting.state,
    title: posting.title,
    origin: posting.origin,
    requestedBy: posting.requestedBy,
    previewHash: posting.previewHash,
    payload: posting.payload ?? null,
  }
}

async function insertNeedsAndEvents(
  scope: Scope,
  kept: { posting: NewPosting; id: string }[],
): Promise<void> {
  if (kept.length === 0) return
  const needs = kept.flatMap(({ posting, id }) =>
    (posting.needs ?? []).map(needsId => ({ accountId: scope.accountId, postingId: id, needsId })),
  )
  if (needs.length > 0) await scope.tx.insert(postingNeeds).values(needs).onConflictDoNothing()
  await scope.tx.insert(postingEvents).values(
    kept.map(({ posting, id }) => ({
      accountId: scope.accountId,
      postingId: id,
      event: 'requested',
      toState: posting.state,
      message: posting.origin,
    })),
  )
}

/** Live postings by their sources. */
export async function livePostings(
  scope: Pick<Scope, 'tx'>,
  sources: { kind: string; sourceId: string; part: string }[],
): Promise<Map<string, string>> {
  if (sources.length === 0) return new Map()
  const rows = await scope.tx
    .select()
    .from(postingSources)
    .where(
      and(
        eq(postingSources.origin, 'psa'),
        eq(postingSources.live, true),
        inArray(
          postingSources.sourceId,
          sources.map(source => source.sourceId),
        ),
      ),
    )
  const wanted = new Set(sources.map(sourceKey))
  return new Map(rows.filter(row => wanted.has(sourceKey(row))).map(row => [sourceKey(row), row.postingId]))
}

/** Replaces what a posting needs; a need on itself would never be met. */
export async function setNeeds(scope: Scope, postingId: string, needsIds: string[]): Promise<void> {
  await scope.tx.delete(postingNeeds).where(eq(postingNeeds.postingId, postingId))
  if (needsIds.length === 0) return
  await scope.tx
    .insert(postingNeeds)
    .values(needsIds.map(needsId => ({ accountId: scope.accountId, postingId, needsId })))
}

/** Mark postings whose document stands in the ledger and is waiting for them. */
export async function needersOf(scope: Scope, postingId: string): Promise<PostingRow[]> {
  const rows = await scope.tx
    .select({ posting: postings })
    .from(postingNeeds)
    .innerJoin(postings, eq(postings.id, postingNeeds.postingId))
    .where(eq(postingNeeds.needsId, postingId))
  return rows.map(row => typed(row.posting))
}

/** Ledger ids of the contacts that these documents need, from the contacts' own postings: psa id → ledger id. */
export async function neededContacts(scope: Scope, documentIds: string[]): Promise<Map<string, string>> {
  const rows = await scope.tx
    .select({ psaId: postingSources.sourceId, ledgerId: postings.remoteId })
    .from(postingNeeds)
    .innerJoin(postings, eq(postings.id, postingNeeds.needsId))
    .innerJoin(postingSources, eq(postingSources.postingId, postings.id))
    .where(and(inArray(postingNeeds.postingId, documentIds), eq(postings.kind, 'contact')))
  return new Map(rows.flatMap(row => (row.ledgerId ? [[row.psaId, row.ledgerId] as const] : [])))
}

/** Ready postings that need this one go back to planned. */
export async function replanNeeders(scope: Scope, postingId: string, message: string): Promise<void> {
  for (const needer of await needersOf(scope, postingId)) {
    if (needer.state === 'ready')
      await change(scope, needer, 'ready', 'planned', { event: 'replan', message })
  }
}

/** What this posting needs: the document of a mark. */
export async function neededBy(scope: Scope, postingId: string): Promise<PostingRow[]> {
  const rows = await scope.tx
    .select({ posting: postings })
    .from(postingNeeds)
    .innerJoin(postings, eq(postings.id, postingNeeds.needsId))
    .where(eq(postingNeeds.postingId, postingId))
  return rows.map(row => typed(row.posting))
}

export async function sourceOf(
  scope: Scope,
  postingId: string,
): Promise<{ kind: string; sourceId: string } | null> {
  const rows = await scope.tx
    .select({ kind: postingSources.kind, sourceId: postingSources.sourceId })
    .from(postingSources)
    .where(eq(postingSources.postingId, postingId))
    .limit(1)
  return rows[0] ?? null
}

/** Ids of the ConnectWise records behind these postings: posting id → record id. */
export async function recordIdsOf(
  scope: Pick<Scope, 'tx'>,
  rows: { id: string }[],
): Promise<Map<string, string>> {
  if (rows.length === 0) return new Map()
  const sources = await scope.tx
    .select({ postingId: postingSources.postingId, sourceId: postingSources.sourceId })
    .from(postingSources)
    .where(
      inArray(
        postingSources.postingId,
        rows.map(row => row.id),
      ),
    )
  return new Map(sources.map(source => [source.postingId, source.sourceId]))
}

/** Confirmed documents whose record was seen on the unposted list after they were confirmed. */
export async function offeredAgain(scope: Scope, limit: number): Promise<PostingRow[]> {
  const rows = await scope.tx
    .select({ posting: postings })
    .from(postings)
    .innerJoin(postingSources, eq(postingSources.postingId, postings.id))
    .innerJoin(
      records,
      and(eq(records.kind, postingSources.kind), eq(records.sourceId, postingSources.sourceId)),
    )
    .where(
      and(
        eq(postings.companyId, scope.companyId),
        eq(postings.state, 'confirmed'),
        eq(postings.target, 'ledger'),
        eq(records.unposted, true),
        sql`${records.seenAt} > ${postings.updatedAt}`,
      ),
    )
    .limit(limit)
  return rows.map(row => typed(row.posting))
}
