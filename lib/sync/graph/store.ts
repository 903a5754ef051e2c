import { and, eq, inArray, sql } from 'drizzle-orm'
import { postingNeeds, postingSources, postings } from '../../../drizzle/schema/postings.ts'
import { newId } from '../../std/id.ts'
import { writeJson } from '../../std/json.ts'
import { type PostingRow, type Scope, typed } from '../postings/store.ts'
import type { PostingState } from '../states.ts'

export interface NewPosting {
  target: 'ledger' | 'psa'
  /** `rebill`: a new document in place of one that was credited; `credit`: the credit note that takes that one back */
  operation: 'create' | 'update' | 'void' | 'delete' | 'allocate' | 'rebill' | 'credit'
  kind: string
  source: { kind: string; sourceId: string; part: string }
  title: string
  origin: string
  requestedBy: string | null
  previewHash: string | null
  state: PostingState
  payload?: unknown
  needs?: string[]
  /** why it is not sent, where it is only marked */
  reason?: string
  revision?: number
  supersedes?: string
}

/** Posting ids by source key; `existing` are those that were live already. */
export interface Inserted {
  ids: Map<string, string>
  existing: Map<string, string>
}

/**
 * One live posting per source, over all companies: whoever comes second gets the existing one. The sources go in first, with
 * `on conflict do nothing`; a posting is made only where its source was taken, in the same statement.
 */
export async function insertPostings(scope: Scope, wanted: NewPosting[]): Promise<Inserted> {
  if (wanted.length === 0) return { ids: new Map(), existing: new Map() }
  // In one order everywhere: two transactions that want the same sources wait for each other, never crosswise.
  const rows = wanted
    .map(posting => ({ posting, id: newId(), key: sourceKey(posting.source) }))
    .toSorted((a, b) => (a.key < b.key ? -1 : 1))
  const made = await takeSources(scope, rows)
  const lost = rows.filter(row => !made.has(row.id)).map(row => row.posting)
  const existing = await livePostings(
    scope,
    lost.map(posting => posting.source),
  )
  const won = rows.filter(row => made.has(row.id)).map(row => [row.key, row.id] as const)
  const ids = new Map([...won, ...existing])
  // The one that held a source may have ended between the insert and the look: then it is free.
  const freed = await insertPostings(
    scope,
    lost.filter(posting => !ids.has(sourceKey(posting.source))),
  )
  return { ids: new Map([...ids, ...freed.ids]), existing: new Map([...existing, ...freed.existing]) }
}

export function sourceKey(source: { kind: string; sourceId: string; part: string }): string {
  return `${source.kind}/${source.sourceId}/${source.part}`
}

/** Sources, postings, needs and the first event of each, in one statement. Returns the ids that were made. */
async function takeSources(scope: Scope, rows: { posting: NewPosting; id: string }[]): Promise<Set<string>> {
  const { accountId, companyId } = scope
  const list = writeJson(rows.map(({ posting, id }) => flat(posting, id)))
  const made = await scope.tx.execute(sql`
    with v as (
      select * from jsonb_to_recordset(${list}::jsonb) as v(id uuid, target text, operation text, kind text, state text,
        title text, origin text, requested_by uuid, preview_hash text, payload jsonb, source_kind text, source_id text, part text,
        needs uuid[], reason text, revision int, supersedes uuid)),
    taken as (
      insert into posting_sources (account_id, posting_id, origin, kind, source_id, part)
      select ${accountId}, id, 'psa', source_kind, source_id, part from v order by source_kind, source_id, part
      on conflict do nothing returning posting_id),
    made as (
      insert into postings (account_id, id, company_id, target, operation, kind, state, title, origin, requested_by, preview_hash, payload, reason, revision, supersedes)
      select ${accountId}, id, ${companyId}, target, operation, kind, state, title, origin, requested_by, preview_hash, payload, reason, revision, supersedes
      from v join taken on posting_id = id),
    needed as (
      insert into posting_needs (account_id, posting_id, needs_id)
      select ${accountId}, id, unnest(needs) from v join taken on posting_id = id),
    noted as (
      insert into posting_events (account_id, posting_id, event, to_state, message)
      select ${accountId}, id, case when operation in ('void', 'delete') then 'undo-requested' when origin = 'amend' and operation in ('update', 'rebill') then 'amend-requested' else 'requested' end, state, origin from v join taken on posting_id = id)
    select posting_id from taken`)
  return new Set(made.map(row => String(row.posting_id)))
}

function flat(posting: NewPosting, id: string) {
  const { source, needs, requestedBy, previewHash, payload } = posting
  const { target, operation, kind, state, title, origin } = posting
  return {
    ...{ id, target, operation, kind, state, title, origin },
    requested_by: requestedBy,
    preview_hash: previewHash,
    payload: payload ?? null,
    source_kind: source.kind,
    source_id: source.sourceId,
    part: source.part,
    needs: needs ?? [],
    reason: posting.reason ?? '',
    revision: posting.revision ?? 1,
    supersedes: posting.supersedes ?? null,
  }
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

/** What needs this posting: the mark of a document, credit between two of them, documents of a contact. */
export async function needersOf(scope: Scope, postingId: string): Promise<PostingRow[]> {
  const rows = await scope.tx
    .select({ posting: postings })
    .from(postingNeeds)
    .innerJoin(postings, eq(postings.id, postingNeeds.postingId))
    .where(eq(postingNeeds.needsId, postingId))
  return rows.map(row => typed(row.posting))
}

/** What this posting needs. */
export async function neededBy(scope: Scope, postingId: string): Promise<PostingRow[]> {
  const rows = await scope.tx
    .select({ posting: postings })
    .from(postingNeeds)
    .innerJoin(postings, eq(postings.id, postingNeeds.needsId))
    .where(eq(postingNeeds.postingId, postingId))
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
