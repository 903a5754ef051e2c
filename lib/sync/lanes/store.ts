import { and, eq, isNull, lte, or, sql } from 'drizzle-orm'
import { companyLanes } from '../../../drizzle/schema/postings.ts'
import type { Scope } from '../postings/store.ts'

export interface Lane {
  fence: number
  pausedUntil: Date | null
  batchSize: number | null
}

/** Takes the company's lane for `leaseMs` (database clock), or null while another worker holds it. */
export async function takeLane(scope: Scope, owner: string, leaseMs: number): Promise<Lane | null> {
  await scope.tx
    .insert(companyLanes)
    .values({ accountId: scope.accountId, companyId: scope.companyId })
    .onConflictDoNothing()
  const rows = await scope.tx
    .update(companyLanes)
    .set({ owner, fence: sql`${companyLanes.fence} + 1`, leaseUntil: leaseFrom(leaseMs) })
    .where(
      and(
        eq(companyLanes.companyId, scope.companyId),
        or(isNull(companyLanes.leaseUntil), lte(companyLanes.leaseUntil, sql`clock_timestamp()`)),
      ),
    )
    .returning({
      fence: companyLanes.fence,
      pausedUntil: companyLanes.pausedUntil,
      batchSize: companyLanes.batchSize,
    })
  return rows[0] ?? null
}

/** false: the lease was lost, everything must stop. */
export async function renewLane(scope: Scope, fence: number, leaseMs: number): Promise<boolean> {
  const rows = await scope.tx
    .update(companyLanes)
    .set({ leaseUntil: leaseFrom(leaseMs) })
    .where(mine(scope, fence))
    .returning({ fence: companyLanes.fence })
  return rows.length > 0
}

export async function releaseLane(scope: Scope, fence: number): Promise<void> {
  await scope.tx.update(companyLanes).set({ leaseUntil: null, owner: null }).where(mine(scope, fence))
}

/** The vendor said wait, or the grant is dead: nobody sends for this company until then. */
export async function pauseLane(scope: Scope, milliseconds: number, reason: string): Promise<void> {
  const until = leaseFrom(milliseconds)
  await scope.tx
    .update(companyLanes)
    .set({
      pausedUntil: until,
      pausedReason: reason,
    })
    // A longer one that stands (a day's limit) is not cut short.
    .where(
      and(
        eq(companyLanes.companyId, scope.companyId),
        or(isNull(companyLanes.pausedUntil), lte(companyLanes.pausedUntil, until)),
      ),
    )
}

export async function resumeLane(scope: Scope): Promise<void> {
  await scope.tx
    .update(companyLanes)
    .set({ pausedUntil: null, pausedReason: '' })
    .where(eq(companyLanes.companyId, scope.companyId))
}

/** Milliseconds until the pause ends by the database clock; 0 = not paused. */
export async function pauseLeft(scope: Scope): Promise<{ milliseconds: number; reason: string }> {
  const rows = await scope.tx
    .select({
      milliseconds: sql<string>`ceil(extract(epoch from (${companyLanes.pausedUntil} - clock_timestamp())) * 1000)::text`,
      reason: companyLanes.pausedReason,
    })
    .from(companyLanes)
    .where(eq(companyLanes.companyId, scope.companyId))
  const left = Number(rows[0]?.milliseconds ?? 0)
  return left > 0 ? { milliseconds: left, reason: rows[0]?.reason ?? '' } : { milliseconds: 0, reason: '' }
}

export async function rememberBatchSize(scope: Scope, batchSize: number): Promise<void> {
  await scope.tx.update(companyLanes).set({ batchSize }).where(eq(companyLanes.companyId, scope.companyId))
}

function mine(scope: Scope, fence: number) {
  return and(eq(companyLanes.companyId, scope.companyId), eq(companyLanes.fence, fence))
}

function leaseFrom(milliseconds: number) {
  return sql`clock_timestamp() + ${milliseconds} * interval '1 millisecond'`
}
