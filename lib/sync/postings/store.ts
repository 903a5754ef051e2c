import { and, asc, eq, inArray, isNull, lte, or, type SQL, sql } from 'drizzle-orm'
import type { Transaction } from '../../../drizzle/client.ts'
import { postingEvents, postingNeeds, postingSources, postings } from '../../../drizzle/schema/postings.ts'
import { assert } from '../../std/assert.ts'
import { newId } from '../../std/id.ts'
import { allowed, isState, type NextState, type PostingState } from '../states.ts'

export type PostingRow = Omit<typeof postings.$inferSelect, 'state'> & { state: PostingState }

/** Where a statement works: inside the account's transaction (row-level security), for one company. */
export interface Scope {
  tx: Transaction
  accountId: string
  companyId: string
}

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

export interface EventFacts {
  event: string
  message?: string
  sendId?: string | null
  requestHash?: string | null
  status?: number | null
  correlationId?: string | null
  ms?: number | null
}

type Columns = Omit<
  typeof postings.$inferInsert,
  'accountId' | 'id' | 'companyId' | 'state' | 'fence' | 'leaseUntil'
>
type Settable = { [C in keyof Columns]?: Columns[C] | SQL }

/** Moments by the database clock (design §4 rule 2). */
export const databaseNow = sql`clock_timestamp()`
export function fromNow(milliseconds: number): SQL {
  return sql`clock_timestamp() + ${Math.ceil(milliseconds)} * interval '1 millisecond'`
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
  const result = new Map(
    rows.filter(row => kept.has(row.id)).map(row => [sourceKey(row.posting.source), row.id]),
  )
  for (const [key, id] of found) result.set(key, id)
  return result
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

/**
 * The one way a posting changes state. `fence` is the claimant's; false = somebody else has been there meanwhile and
 * nothing was changed. Terms that end a life (withdrawn, undone) free the source.
 */
export async function change<S extends PostingState>(
  scope: Scope,
  posting: { id: string; fence: number },
  from: S,
  to: NextState<S> & PostingState,
  facts: EventFacts,
  set: Settable = {},
): Promise<boolean> {
  assert(allowed(from, to), `posting ${posting.id}: ${from} → ${to} is not in the table`)
  const rows = await scope.tx
    .update(postings)
    .set({ ...set, state: to, leaseUntil: null, updatedAt: sql`now()`, ...(ends(to) ? { live: false } : {}) })
    .where(and(eq(postings.id, posting.id), eq(postings.state, from), eq(postings.fence, posting.fence)))
    .returning({ id: postings.id })
  if (rows.length === 0) return false
  if (ends(to)) await freeSource(scope, posting.id)
  await addEvents(scope, [{ postingId: posting.id, fromState: from, toState: to, ...facts }])
  return true
}

function ends(state: PostingState): boolean {
  return state === 'withdrawn' || state === 'undone'
}

async function freeSource(scope: Scope, postingId: string): Promise<void> {
  await scope.tx.update(postingSources).set({ live: false }).where(eq(postingSources.postingId, postingId))
}

/** Columns that are not the state: a note on the same row, still under state and fence. */
export async function annotate(
  scope: Scope,
  posting: { id: string; fence: number; state: PostingState },
  set: Settable,
): Promise<boolean> {
  const rows = await scope.tx
    .update(postings)
    .set({ ...set, updatedAt: sql`now()` })
    .where(
      and(eq(postings.id, posting.id), eq(postings.state, posting.state), eq(postings.fence, posting.fence)),
    )
    .returning({ id: postings.id })
  return rows.length > 0
}

export async function addEvents(
  scope: Scope,
  events: ({ postingId: string; fromState?: string | null; toState?: string | null } & EventFacts)[],
): Promise<void> {
  if (events.length === 0) return
  await scope.tx.insert(postingEvents).values(events.map(event => ({ accountId: scope.accountId, ...event })))
}

export async function postingsByIds(scope: Pick<Scope, 'tx'>, ids: string[]): Promise<PostingRow[]> {
  if (ids.length === 0) return []
  return (await scope.tx.select().from(postings).where(inArray(postings.id, ids))).map(typed)
}

/** Somebody saw the preview and waits: before what goes by itself. */
export const personFirst = sql`${postings.previewHash} is null`

/** Live postings of a company in a state, oldest first, that may be touched now (database clock). */
export async function dueIn(scope: Scope, state: PostingState, limit: number): Promise<PostingRow[]> {
  const rows = await scope.tx
    .select()
    .from(postings)
    .where(
      and(
        eq(postings.companyId, scope.companyId),
        eq(postings.state, state),
        eq(postings.live, true),
        lte(postings.readyAt, sql`clock_timestamp()`),
      ),
    )
    .orderBy(personFirst, asc(postings.readyAt), asc(postings.id))
    .limit(limit)
  return rows.map(typed)
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

/** Sending whose lease ran out → unknown: the one change without `fence = mine`; the finder takes fence + 1. */
export async function expireLeases(scope: Scope): Promise<number> {
  const rows = await scope.tx
    .update(postings)
    .set({
      state: 'unknown',
      fence: sql`${postings.fence} + 1`,
      leaseUntil: null,
      readyAt: sql`now()`,
      updatedAt: sql`now()`,
    })
    .where(
      and(
        eq(postings.companyId, scope.companyId),
        eq(postings.state, 'sending'),
        or(isNull(postings.leaseUntil), lte(postings.leaseUntil, sql`clock_timestamp()`)),
      ),
    )
    .returning({ id: postings.id })
  await addEvents(
    scope,
    rows.map(row => ({
      postingId: row.id,
      fromState: 'sending',
      toState: 'unknown',
      event: 'lease-expired',
      message: 'the worker that was sending it stopped answering',
    })),
  )
  return rows.length
}

/** Blocked postings whose mappings or settings were changed since they were planned → planned. */
export async function wakeBlocked(scope: Scope): Promise<number> {
  const rows = await scope.tx.execute(sql`
    update postings p set state = 'planned', ready_at = now(), updated_at = now()
    where p.account_id = ${scope.accountId} and p.company_id = ${scope.companyId} and p.live and p.state = 'blocked'
      and p.target = 'ledger'
      and ( exists (select 1 from settings s where s.account_id = p.account_id and s.scope = 'company'
                      and s.scope_id = p.company_id and s.updated_at > p.updated_at)
         or exists (select 1 from posting_sources ps
                      join records r on r.account_id = ps.account_id and r.kind = ps.kind and r.source_id = ps.source_id
                      join mappings m on m.account_id = r.account_id and m.company_id = p.company_id
                       and (m.kind || ':' || m.psa_key) = any (r.mapping_keys)
                     where ps.account_id = p.account_id and ps.posting_id = p.id and m.decided_at > p.updated_at))
    returning p.id`)
  const ids = rows.map(row => String(row.id))
  await addEvents(
    scope,
    ids.map(postingId => ({
      postingId,
      fromState: 'blocked',
      toState: 'planned',
      event: 'woken',
      message: 'a mapping or setting it waited for was saved',
    })),
  )
  return ids.length
}

/** When the company is next due: the earliest moment something may be touched, null = nothing waits by itself. */
export async function nextDue(scope: Scope): Promise<Date | null> {
  const rows = await scope.tx.execute(sql`
    select to_char(min(case when state = 'sending' then lease_until else ready_at end) at time zone 'utc',
                   'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at
    from postings p
    where company_id = ${scope.companyId} and live
      and ( state in ('planned','sending','unknown')
         or (state = 'ready' and not exists (
               select 1 from posting_needs n join postings d on d.account_id = n.account_id and d.id = n.needs_id
               where n.account_id = p.account_id and n.posting_id = p.id and d.state not in ('posted','confirmed'))))`)
  const at = rows[0]?.at
  return typeof at === 'string' ? new Date(at) : null
}

export function typed(row: typeof postings.$inferSelect): PostingRow {
  const { state } = row
  assert(isState(state), `posting ${row.id} is in unknown state ${state}`)
  return { ...row, state }
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
