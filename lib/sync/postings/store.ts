import { and, asc, eq, inArray, isNull, lte, or, type SQL, sql } from 'drizzle-orm'
import type { Transaction } from '../../../drizzle/client.ts'
import { postingEvents, postingSources, postings } from '../../../drizzle/schema/postings.ts'
import { assert } from '../../std/assert.ts'
import { allowed, isState, type NextState, type PostingState } from '../states.ts'

export type PostingRow = Omit<typeof postings.$inferSelect, 'state'> & { state: PostingState }

/** Where a statement works: inside the account's transaction (row-level security), for one company. */
export interface Scope {
  tx: Transaction
  accountId: string
  companyId: string
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

/**
 * Blocked postings whose mappings or settings were changed since they were planned → planned. The margin covers a save
 * that was not yet committed while the plan was made.
 */
export async function wakeBlocked(scope: Scope): Promise<number> {
  const rows = await scope.tx.execute(sql`
    update postings p set state = 'planned', ready_at = now(), updated_at = now()
    where p.account_id = ${scope.accountId} and p.company_id = ${scope.companyId} and p.live and p.state = 'blocked'
      and p.target = 'ledger'
      and ( exists (select 1 from settings s where s.account_id = p.account_id and s.scope = 'company'
                      and s.scope_id = p.company_id and s.updated_at > p.updated_at - interval '5 seconds')
         or exists (select 1 from posting_sources ps
                      join records r on r.account_id = ps.account_id and r.kind = ps.kind and r.source_id = ps.source_id
                      join mappings m on m.account_id = r.account_id and m.company_id = p.company_id
                       and (m.kind || ':' || m.psa_key) = any (r.mapping_keys)
                     where ps.account_id = p.account_id and ps.posting_id = p.id and m.decided_at > p.updated_at - interval '5 seconds'))
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
