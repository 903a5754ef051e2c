import { and, asc, eq, inArray, isNull, lt, lte, or, type SQL, sql } from 'drizzle-orm'
import { postings } from '../../../drizzle/schema/postings.ts'
import { documentKinds } from '../../accounting/document.ts'
import { addEvents, fromNow, type PostingRow, type Scope, typed } from '../postings/store.ts'
import { isState, type PostingState } from '../states.ts'

/** Somebody saw the preview and waits: before what goes by itself. */
export const personFirst = sql`${postings.previewHash} is null`

/** Columns keep whole milliseconds, rounded: what was due "now" may lie half a millisecond ahead. */
export const dueNow = sql`clock_timestamp() + interval '5 milliseconds'`

/**
 * Something that it needs is not posted yet. A value, as it is looked up posting by posting: joined, the database pairs all that
 * waits with all that was ever needed, for as long as it does not know how many there are (a minute, in a burst).
 */
export function needsMore(table: 'postings' | 'p'): SQL {
  const posting = sql.identifier(table)
  return sql`coalesce((select true from posting_needs n
    join postings d on d.account_id = n.account_id and d.id = n.needs_id
    where n.account_id = ${posting}.account_id and n.posting_id = ${posting}.id and d.state not in ('posted', 'confirmed')
    limit 1), false)`
}

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
        lte(postings.readyAt, dueNow),
      ),
    )
    .orderBy(personFirst, asc(postings.readyAt), asc(postings.id))
    .limit(limit)
  return rows.map(typed)
}

export type Waiting = Pick<PostingRow, 'target' | 'kind' | 'operation' | 'state'>

/** What waits for somebody to take it up, one of each sort: a look by which many need not look. */
export async function waitingSorts({ tx, companyId }: Scope): Promise<Waiting[]> {
  const { target, kind, operation, state } = postings
  const own = eq(postings.companyId, companyId)
  const planned = and(
    own,
    eq(postings.live, true),
    inArray(state, ['planned', 'ready']),
    lte(postings.readyAt, dueNow),
  )
  const unknown = and(
    own,
    eq(state, 'unknown'),
    sql`${postings.readyAt} <= clock_timestamp() + interval '250 milliseconds'`,
  )
  // What became of a credit note is still to be seen to (rebill.ts).
  const ends = inArray(state, ['posted', 'rejected', 'mismatch'])
  const credited = and(own, eq(postings.live, true), ends, eq(operation, 'credit'))
  const sorts = { target, kind, operation, state }
  const rows = await tx
    .selectDistinct(sorts)
    .from(postings)
    .where(planned)
    .unionAll(tx.selectDistinct(sorts).from(postings).where(unknown))
    .unionAll(tx.selectDistinct(sorts).from(postings).where(credited))
  return rows.flatMap(row => (isState(row.state) ? [{ ...row, state: row.state }] : []))
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
 * Blocked postings whose mappings, settings or lists were changed since they were planned → planned. The margin covers a
 * save that was not yet committed while the plan was made.
 */
export async function wakeBlocked(scope: Scope): Promise<number> {
  const rows = await scope.tx.execute(sql`
    update postings p set state = 'planned', ready_at = now(), updated_at = now()
    where p.account_id = ${scope.accountId} and p.company_id = ${scope.companyId} and p.live and p.state = 'blocked'
      and p.target = 'ledger'
      and ( exists (select 1 from settings s where s.account_id = p.account_id and s.updated_at > p.updated_at - interval '5 seconds'
                      and (s.scope = 'account' or s.scope = 'company' and (s.scope_id = p.company_id or s.key = 'locations')))
         or exists (select 1 from reference_lists l where l.account_id = p.account_id
                      and l.owner_id in (p.company_id, p.account_id) and l.refreshed_at > p.updated_at)
         or exists (select 1 from posting_sources ps
                      join records r on r.account_id = ps.account_id and r.kind = ps.kind and r.source_id = ps.source_id
                      join mappings m on m.account_id = r.account_id and m.company_id = p.company_id
                       and (m.kind || ':' || m.psa_key) = any (r.mapping_keys)
                     where ps.account_id = p.account_id and ps.posting_id = p.id and m.decided_at > p.updated_at - interval '5 seconds'))
    returning p.id`)
  return note(scope, rows, 'blocked', 'woken', 'something it waited for was saved')
}

/** What waits until it has come farther in ConnectWise, and has been told there to have moved → planned. */
export async function wakeWaiting(scope: Scope, sourceIds: readonly string[]): Promise<number> {
  if (sourceIds.length === 0) return 0
  const rows = await scope.tx.execute(sql`
    update postings p set state = 'planned', ready_at = now(), updated_at = now()
    where p.account_id = ${scope.accountId} and p.company_id = ${scope.companyId} and p.live and p.state = 'blocked'
      and p.problems @> '[{"code":"expense-waiting"}]'::jsonb
      and exists (select 1 from posting_sources s
                   where s.account_id = p.account_id and s.posting_id = p.id
                     and s.source_id in (select id from jsonb_array_elements_text(${JSON.stringify(sourceIds)}::jsonb) as v(id)))
    returning p.id`)
  return note(scope, rows, 'blocked', 'woken', 'it has come farther in ConnectWise')
}

/**
 * What has stood ready for long (a day's limit, a dead grant) is planned afresh: its record may have changed. Never the journal beside
 * a document: it is brought to that one's plan.
 */
export async function replanOld(scope: Scope): Promise<number> {
  const rows = await scope.tx.execute(sql`
    update postings p set state = 'planned', ready_at = now(), updated_at = now()
    where p.account_id = ${scope.accountId} and p.company_id = ${scope.companyId} and p.live and p.state = 'ready'
      and p.target = 'ledger' and p.kind in ${[...documentKinds]} and p.operation <> 'credit'
      and p.updated_at < clock_timestamp() - interval '15 minutes'
      and exists (select from posting_sources s where s.account_id = p.account_id and s.posting_id = p.id and s.part = 'document')
    returning p.id`)
  return note(scope, rows, 'ready', 'replan', 'planned long ago')
}

async function note(
  scope: Scope,
  rows: readonly Record<string, unknown>[],
  fromState: PostingState,
  event: string,
  message: string,
): Promise<number> {
  const toState = 'planned'
  await addEvents(
    scope,
    rows.map(row => ({ postingId: String(row.id), fromState, toState, event, message })),
  )
  return rows.length
}

/**
 * When the company is next due: the earliest moment something may be touched, not before `waitMs` from now; null = nothing waits by
 * itself. What is ready to go to ConnectWise has its own moment: it goes on while the ledger wants to be left alone.
 */
export async function nextDue(scope: Scope, waitMs: number): Promise<Date | null> {
  const rows = await scope.tx.execute(sql`
    select to_char(min(greatest(case when state = 'sending' then lease_until else ready_at end,
                                clock_timestamp() + case when state = 'ready' and target = 'psa' then 0 else ${waitMs}::float8 end * interval '1 millisecond')) at time zone 'utc',
                   'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at,
           count(*)::int as waiting
    from postings p
    where company_id = ${scope.companyId} and live
      and ( state in ('planned','sending','unknown')
         or (state in ('posted','rejected') and operation = 'credit')
         or (state = 'rejected' and target = 'psa' and kind = 'batch' and coalesce((
               select true from posting_needs n join postings d on d.account_id = n.account_id and d.id = n.needs_id
               where n.account_id = p.account_id and n.posting_id = p.id and d.state = 'posted' limit 1), false))
         or (state = 'ready' and not ${needsMore('p')}))`)
  const [row] = rows
  return row && Number(row.waiting) > 0 && typeof row.at === 'string' ? new Date(row.at) : null
}

/** What was told the same a moment ago is not written again: of each limit every call that was under way tells. */
const sameWaitMs = 250

/** The vendor of the marks wants to be left alone: those that have not begun wait too. */
export async function postponeMarks(scope: Scope, milliseconds: number): Promise<void> {
  await scope.tx
    .update(postings)
    .set({ readyAt: fromNow(milliseconds) })
    .where(
      and(
        eq(postings.companyId, scope.companyId),
        eq(postings.target, 'psa'),
        eq(postings.state, 'ready'),
        eq(postings.live, true),
        lt(postings.readyAt, fromNow(milliseconds - sameWaitMs)),
      ),
    )
}

/** Who stands back looks again after so long. */
export const standBackMs = 10_000

/**
 * What nobody waits for leaves the account's calls to ConnectWise to its marks, of whichever company: they share one limit. Not for
 * ever: a mark may stand ready for long of a company whose ledger was disconnected.
 */
export async function standsBack({ tx, accountId }: Pick<Scope, 'tx' | 'accountId'>): Promise<boolean> {
  const [row] = await tx.execute(sql`
    select exists (
      select from companies c
      join postings p on p.account_id = c.account_id and p.company_id = c.id and p.live
      where c.account_id = ${accountId} and p.state = 'ready' and p.target = 'psa' and p.kind = 'batch'
        and p.updated_at > clock_timestamp() - interval '1 hour' and not ${needsMore('p')}) as back`)
  return row?.back === true
}
