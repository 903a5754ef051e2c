import { and, eq, inArray } from 'drizzle-orm'
import { postingEvents, postingNeeds, postingSources, postings } from '../../../drizzle/schema/postings.ts'
import { newId } from '../../std/id.ts'
import { type PostingRow, type Scope, typed } from '../postings/store.ts'
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
  // In one order everywhere: two transactions that want the same sources wait for each other, never crosswise.
  const rows = wanted
    .map(posting => ({ posting, id: newId(), key: sourceKey(posting.source) }))
    .toSorted((a, b) => (a.key < b.key ? -1 : 1))
  await scope.tx.insert(postings).values(rows.map(({ posting, id }) => postingValues(scope, posting, id)))
  const kept = await takeSources(scope, rows)
  const lost = rows.filter(row => !kept.has(row.id))
  if (lost.length > 0) {
    const ids = lost.map(row => row.id)
    await scope.tx.delete(postings).where(inArray(postings.id, ids))
  }
  const won = rows.filter(row => kept.has(row.id))
  await insertNeedsAndEvents(scope, won)
  const existing = await livePostings(
    scope,
    lost.map(row => row.posting.source),
  )
  const ids = new Map([...won.map(row => [row.key, row.id] as const), ...existing])
  // The one that held a source may have ended between the insert and the look: then it is free.
  const freed = await insertPostings(
    scope,
    lost.map(row => row.posting).filter(posting => !ids.has(sourceKey(posting.source))),
  )
  return { ids: new Map([...ids, ...freed.ids]), existing: new Map([...existing, ...freed.existing]) }
}

async function takeSources(scope: Scope, rows: { posting: NewPosting; id: string }[]): Promise<Set<string>> {
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
  return new Set(taken.map(row => row.postingId))
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

/** Replaces what these postings need. */
export async function setNeeds(
  scope: Scope,
  postingIds: string[],
  needs: { postingId: string; needsId: string }[],
): Promise<void> {
  if (postingIds.length === 0) return
  await scope.tx.delete(postingNeeds).where(inArray(postingNeeds.postingId, postingIds))
  if (needs.length === 0) return
  await scope.tx.insert(postingNeeds).values(needs.map(need => ({ accountId: scope.accountId, ...need })))
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

/** The posted documents that these marks confirm. */
export async function documentsMarkedBy(
  scope: Scope,
  markIds: string[],
): Promise<{ document: PostingRow; markId: string }[]> {
  const rows = await scope.tx
    .select({ posting: postings, markId: postingNeeds.postingId })
    .from(postingNeeds)
    .innerJoin(postings, eq(postings.id, postingNeeds.needsId))
    .where(and(inArray(postingNeeds.postingId, markIds), eq(postings.state, 'posted')))
  return rows.map(({ posting, markId }) => ({ document: typed(posting), markId }))
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
