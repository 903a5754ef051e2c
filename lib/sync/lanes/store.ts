import { and, eq, isNull, lte, or, sql } from 'drizzle-orm'
import { z } from 'zod'
import { companyLanes } from '../../../drizzle/schema/postings.ts'
import type { SpentCalls } from '../../connectors/ledger-facts.ts'
import { zInteger } from '../../std/json.ts'
import type { Scope } from '../postings/store.ts'

export interface Lane {
  fence: number
  pausedUntil: Date | null
  batchSize: number | null
  /** what the worker before had used of the ledger's limits; null = it was this one, or nobody knows */
  spent: SpentCalls | null
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
      leftBy: companyLanes.leftBy,
      sinceMs: sql<
        string | null
      >`ceil(extract(epoch from (clock_timestamp() - ${companyLanes.leftAt})) * 1000)::text`,
      spentCalls: companyLanes.spentCalls,
    })
  const [row] = rows
  if (!row) return null
  const { leftBy, sinceMs, spentCalls, ...lane } = row
  const another = leftBy !== null && leftBy !== owner
  return { ...lane, spent: another ? aged(zSpent.parse(spentCalls), Number(sinceMs)) : null }
}

const zSpent = z.record(z.string(), z.array(zInteger))

function aged(spent: SpentCalls, sinceMs: number): SpentCalls {
  return Object.fromEntries(
    Object.entries(spent).map(([limit, agesMs]) => [limit, agesMs.map(age => age + sinceMs)]),
  )
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

/** `spent`: null where the ledger was not called; what is known stands. */
export async function releaseLane(
  scope: Scope,
  fence: number,
  left: { by: string; spent: SpentCalls | null },
): Promise<void> {
  await scope.tx
    .update(companyLanes)
    .set({
      ...{ leaseUntil: null, owner: null },
      ...(left.spent && { leftBy: left.by, leftAt: sql`clock_timestamp()`, spentCalls: left.spent }),
    })
    .where(mine(scope, fence))
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
