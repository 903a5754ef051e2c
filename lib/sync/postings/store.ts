import { and, eq, getTableColumns, inArray, is, SQL, sql } from 'drizzle-orm'
import type { Transaction } from '../../../drizzle/client.ts'
import { postingEvents, postings } from '../../../drizzle/schema/postings.ts'
import { assert } from '../../std/assert.ts'
import { writeJson } from '../../std/json.ts'
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
/** What a row is given, and what all rows of a change are given alike. */
export type Values = { [C in keyof Columns]?: Columns[C] }
export type Settable = { [C in keyof Columns]?: Columns[C] | SQL }

/** Moments by the database clock (design §4 rule 2). */
export const databaseNow = sql`clock_timestamp()`
export function fromNow(milliseconds: number): SQL {
  return sql`clock_timestamp() + ${Math.ceil(milliseconds)} * interval '1 millisecond'`
}

/** One posting of a change of many; `set` names the same columns in each. */
export interface Move {
  posting: { id: string; fence: number }
  facts: EventFacts
  set?: Values
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
  return (await changeMany(scope, from, to, [{ posting, facts }], set)).size > 0
}

/** Many at once, each under its own fence, in one statement with its history. Returns the ids that were changed. */
export async function changeMany<S extends PostingState>(
  scope: Scope,
  from: S,
  to: NextState<S> & PostingState,
  moves: readonly Move[],
  shared: Settable = {},
): Promise<Set<string>> {
  assert(allowed(from, to), `${from} → ${to} is not in the table`)
  const own = columnsOf(moves)
  const v = sql`jsonb_to_recordset(${writeJson(moves.map(move => flat(move, own)))}::jsonb) as v(id uuid, fence bigint,
    event text, message text, send_id uuid, request_hash text, status int, correlation_id text, ms int${sql.join(own.map(({ alias }) => sql`, ${alias} text`))})`
  const sets = [
    ...own.map(
      ({ column, alias }) =>
        sql`${sql.identifier(column.name)} = v.${alias}::${sql.raw(column.getSQLType())}`,
    ),
    ...sharedSets(shared),
    ...(ends(to) ? [sql`live = false`] : []),
  ]
  const rows = await scope.tx.execute(sql`
    with v as (select * from ${v}),
    moved as (
      update postings p set state = ${to}, lease_until = null, updated_at = now()${sql.join(sets.map(set => sql`, ${set}`))}
      from v where p.account_id = ${scope.accountId} and p.id = v.id and p.state = ${from} and p.fence = v.fence
      returning p.id),
    noted as (
      insert into posting_events (account_id, posting_id, event, from_state, to_state, send_id, request_hash, status, correlation_id, ms, message)
      select ${scope.accountId}, v.id, v.event, ${from}, ${to}, v.send_id, v.request_hash, v.status, v.correlation_id, v.ms, coalesce(v.message, '')
      from v join moved on moved.id = v.id)
    ${ends(to) ? sql`, freed as (update posting_sources s set live = false from moved where s.account_id = ${scope.accountId} and s.posting_id = moved.id)` : sql``}
    select id from moved`)
  return new Set(rows.map(row => String(row.id)))
}

const table = getTableColumns(postings)

function columnsOf(moves: readonly Move[]) {
  const keys = Object.keys(table).filter(isSettable)
  const first = moves[0]?.set ?? {}
  return keys
    .filter(key => key in first)
    .map((key, index) => ({ key, column: table[key], alias: sql.identifier(`c${index}`) }))
}

function flat({ posting, facts, set = {} }: Move, own: ReturnType<typeof columnsOf>): object {
  const { event, message, sendId, requestHash, status, correlationId, ms } = facts
  const values = own.map(({ key, column }, index) => {
    const value = set[key]
    return [
      `c${index}`,
      value === null || value === undefined ? null : String(column.mapToDriverValue(value)),
    ]
  })
  return {
    id: posting.id,
    fence: posting.fence,
    event,
    message: message ?? '',
    send_id: sendId ?? null,
    request_hash: requestHash ?? null,
    status: status ?? null,
    correlation_id: correlationId ?? null,
    ms: ms ?? null,
    ...Object.fromEntries(values),
  }
}

function sharedSets(shared: Settable): SQL[] {
  return Object.keys(table)
    .filter(isSettable)
    .filter(key => shared[key] !== undefined)
    .map(key => {
      const value = shared[key]
      const given = is(value, SQL) ? value : sql`${sql.param(value, table[key])}`
      return sql`${sql.identifier(table[key].name)} = ${given}`
    })
}

function isSettable(key: string): key is keyof Columns & keyof typeof table {
  return Object.hasOwn(table, key) && !fixed.has(key)
}

const fixed: ReadonlySet<string> = new Set(['accountId', 'id', 'companyId', 'state', 'fence', 'leaseUntil'])

function ends(state: PostingState): boolean {
  return state === 'withdrawn' || state === 'undone'
}

/** Columns that are not the state: a note on the same row, still under state and fence. */
export async function annotate(
  scope: Scope,
  posting: { id: string; fence: number; state: PostingState },
  set: Settable,
  facts?: EventFacts,
): Promise<boolean> {
  const rows = await scope.tx
    .update(postings)
    .set({ ...set, updatedAt: sql`now()` })
    .where(
      and(eq(postings.id, posting.id), eq(postings.state, posting.state), eq(postings.fence, posting.fence)),
    )
    .returning({ id: postings.id })
  if (rows.length > 0 && facts) await addEvents(scope, [{ postingId: posting.id, ...facts }])
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

export function typed(row: typeof postings.$inferSelect): PostingRow {
  const { state } = row
  assert(isState(state), `posting ${row.id} is in unknown state ${state}`)
  return { ...row, state }
}
