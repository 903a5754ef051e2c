import { and, asc, desc, eq, inArray, isNull, sql } from 'drizzle-orm'
import { postings, runItems, runs } from '../../../drizzle/schema/postings.ts'
import { newId } from '../../std/id.ts'
import type { Scope } from '../postings/store.ts'

export type RunRow = typeof runs.$inferSelect
/** `release`: it was asked for before somebody held it */
export type RunKind = 'sync-all' | 'selected' | 'record' | 'real-time' | 'release' | 'fix' | 'mark' | 'unmark'

export interface NewRun {
  kind: RunKind
  startedBy: string | null
  startedByName: string
  collecting: boolean
}

export async function insertRun(scope: Scope, run: NewRun): Promise<string> {
  const id = newId()
  await scope.tx.insert(runs).values({ accountId: scope.accountId, companyId: scope.companyId, id, ...run })
  return id
}

/** A run whose id was given out before; false: it was begun already. */
export async function beginRun(scope: Scope, run: NewRun, id: string): Promise<boolean> {
  const rows = await scope.tx
    .insert(runs)
    .values({ accountId: scope.accountId, companyId: scope.companyId, id, ...run })
    .onConflictDoNothing()
    .returning({ id: runs.id })
  return rows.length > 0
}

/** A run lists postings in the order they were added; one that is already listed stays where it is. */
export async function addItems(
  scope: Scope,
  runId: string,
  postingIds: string[],
  from: number,
): Promise<void> {
  if (postingIds.length === 0) return
  await scope.tx.execute(sql`
    insert into run_items (account_id, run_id, posting_id, position)
    select ${scope.accountId}, ${runId}, id::uuid, ${from}::int + n - 1
    from jsonb_array_elements_text(${JSON.stringify(postingIds)}::jsonb) with ordinality as v(id, n)
    on conflict do nothing`)
}

export async function collectingRuns(scope: Scope): Promise<RunRow[]> {
  return scope.tx
    .select()
    .from(runs)
    .where(and(eq(runs.companyId, scope.companyId), eq(runs.collecting, true), isNull(runs.stoppedAt)))
    .orderBy(asc(runs.startedAt))
}

export async function finishCollecting(scope: Scope, runId: string, trouble: string): Promise<void> {
  await scope.tx.update(runs).set({ collecting: false, trouble }).where(eq(runs.id, runId))
}

/** Stop after current: what nobody has begun is withdrawn by the lane; what is under way goes to its end. */
export async function stopRun(scope: Scope, runId: string): Promise<void> {
  await scope.tx
    .update(runs)
    .set({ stoppedAt: sql`now()`, collecting: false })
    .where(and(eq(runs.id, runId), isNull(runs.finishedAt)))
}

/** Runs whose postings have all settled. */
export async function finishRuns(scope: Scope): Promise<void> {
  await scope.tx.execute(sql`
    update runs r set finished_at = now()
    where r.account_id = ${scope.accountId} and r.company_id = ${scope.companyId}
      and r.finished_at is null and not r.collecting
      and not exists (
        select 1 from run_items i join postings p on p.account_id = i.account_id and p.id = i.posting_id
        where i.account_id = r.account_id and i.run_id = r.id and p.company_id = r.company_id
          and p.state in ('planned','ready','sending','unknown','posted'))`)
}

export async function runById(scope: Pick<Scope, 'tx'>, runId: string): Promise<RunRow | null> {
  const rows = await scope.tx.select().from(runs).where(eq(runs.id, runId))
  return rows[0] ?? null
}

export async function latestRuns(
  scope: Pick<Scope, 'tx'>,
  companyId: string,
  limit: number,
): Promise<RunRow[]> {
  return scope.tx
    .select()
    .from(runs)
    .where(eq(runs.companyId, companyId))
    .orderBy(desc(runs.startedAt))
    .limit(limit)
}

/** Ledger postings a stopped run still had in front of it and that no other open run lists. */
export async function unstartedOf(scope: Scope, runId: string): Promise<string[]> {
  const rows = await scope.tx
    .select({ id: postings.id })
    .from(runItems)
    .innerJoin(postings, eq(postings.id, runItems.postingId))
    .where(
      and(
        eq(runItems.runId, runId),
        inArray(postings.state, ['planned', 'ready']),
        sql`not exists (select 1 from run_items o join runs r on r.account_id = o.account_id and r.id = o.run_id
              where o.account_id = ${scope.accountId} and o.posting_id = ${postings.id} and o.run_id <> ${runId}
                and r.finished_at is null and r.stopped_at is null)`,
      ),
    )
  return rows.map(row => row.id)
}
