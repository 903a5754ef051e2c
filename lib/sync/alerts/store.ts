import { and, count, desc, eq, inArray, isNull, ne, or, sql } from 'drizzle-orm'
import type { Transaction } from '../../../drizzle/client.ts'
import { accounts, connections, grants, psas } from '../../../drizzle/schema/accounts.ts'
import { alertMails, alerts } from '../../../drizzle/schema/alerts.ts'
import { companyLanes, postings } from '../../../drizzle/schema/postings.ts'
import { documentKinds } from '../../accounting/document.ts'
import { type PostingRow, typed } from '../postings/store.ts'
import { needsFix } from '../views/store.ts'

export type AlertKind = 'reconnect' | 'callbacks' | 'stuck' | 'daily'

/** What is the case now, by the name of this very occurrence. */
export interface Finding {
  kind: AlertKind
  subject: string
  /** null: it concerns the whole account */
  companyId: string | null
}

export interface OpenAlert extends Finding {
  id: string
}

/** One account's alerts are looked at by one worker at a time; released with the transaction. */
export async function lockAlerts(tx: Transaction, accountId: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('alerts:' || ${accountId}::text, 0))`)
}

export async function openAlerts(tx: Transaction): Promise<OpenAlert[]> {
  const rows = await tx
    .select({
      ...{ id: alerts.id, kind: alerts.kind, subject: alerts.subject },
      companyId: alerts.companyId,
    })
    .from(alerts)
    .where(isNull(alerts.endedAt))
    .orderBy(alerts.begunAt, alerts.id)
  return rows.map(row => ({ ...row, kind: kindOf(row.kind) }))
}

/** False: this very thing was told of before. `over`: it is told of, and nothing stays open. */
export async function insertAlert(
  tx: Transaction,
  alert: Finding & { accountId: string; id: string; over: boolean },
): Promise<boolean> {
  const { over, ...row } = alert
  const rows = await tx
    .insert(alerts)
    .values({ ...row, endedAt: over ? sql`now()` : null })
    .onConflictDoNothing()
    .returning({ id: alerts.id })
  return rows.length > 0
}

export async function endAlerts(tx: Transaction, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await tx
    .update(alerts)
    .set({ endedAt: sql`now()` })
    .where(inArray(alerts.id, [...ids]))
}

export async function insertMails(
  tx: Transaction,
  accountId: string,
  alertId: string,
  userIds: readonly string[],
): Promise<void> {
  if (userIds.length === 0) return
  await tx.insert(alertMails).values(userIds.map(userId => ({ accountId, alertId, userId })))
}

/** Alerts that ended so many days ago, with their mails. */
export async function deleteOldAlerts(tx: Transaction, days: number): Promise<void> {
  const old = tx
    .select({ id: alerts.id })
    .from(alerts)
    .where(sql`${alerts.endedAt} < now() - ${days} * interval '1 day'`)
  await tx.delete(alertMails).where(inArray(alertMails.alertId, old))
  await tx.delete(alerts).where(sql`${alerts.endedAt} < now() - ${days} * interval '1 day'`)
}

// what is the case

export interface LostLedger {
  companyId: string
  vendor: string
  organisation: string
  reason: string
  deadAt: Date
  connectionId: string
}

/** Companies whose ledger takes nothing more until a person consents again. */
export async function lostLedgers(tx: Transaction): Promise<LostLedger[]> {
  const rows = await tx
    .select({
      ...{ companyId: connections.companyId, vendor: connections.vendor, connectionId: connections.id },
      ...{ organisation: connections.organisationName, reason: grants.deadReason, deadAt: grants.deadAt },
    })
    .from(connections)
    .innerJoin(grants, and(eq(grants.accountId, connections.accountId), eq(grants.id, connections.grantId)))
    .where(and(isNull(connections.disconnectedAt), sql`${grants.deadAt} is not null`))
  return rows.flatMap(row => (row.deadAt ? [{ ...row, deadAt: row.deadAt }] : []))
}

export interface LostCallback {
  lostAt: Date
  how: string
  /** null: it is not registered again yet */
  backAt: Date | null
}

/** Of the last day, or still so. */
export async function lostCallback(tx: Transaction): Promise<LostCallback | null> {
  const [row] = await tx
    .select({ lostAt: psas.callbackLostAt, how: psas.callbackLostHow, backAt: psas.callbackBackAt })
    .from(psas)
    .where(sql`${psas.callbackBackAt} is null or ${psas.callbackBackAt} > now() - interval '1 day'`)
  return row?.lostAt ? { ...row, lostAt: row.lostAt } : null
}

/** What the company's ledger said last of why nothing is sent; '' while it takes documents. */
export async function pauseOf(tx: Transaction, companyId: string): Promise<string> {
  const [row] = await tx
    .select({ reason: companyLanes.pausedReason })
    .from(companyLanes)
    .where(and(eq(companyLanes.companyId, companyId), sql`${companyLanes.pausedUntil} > now()`))
  return row?.reason ?? ''
}

export async function accountNameOf(tx: Transaction): Promise<string> {
  const [row] = await tx.select({ name: accounts.name }).from(accounts)
  return row?.name ?? ''
}

const underWay = sql`('planned','ready','sending','unknown')`

/** Asked for or changed by nobody since, and neither written nor refused: since when it is under way. */
const since = sql`coalesce((select max(e.at) from posting_events e
  where e.account_id = ${postings.accountId} and e.posting_id = ${postings.id}
    and e.to_state in ${underWay} and (e.from_state is null or e.from_state not in ${underWay})), ${postings.createdAt})`

/** Live, on its way, and not at its end after so many hours; whoever asked for it waits. */
function isStuck(hours: number) {
  const limit = sql`clock_timestamp() - ${hours} * interval '1 hour'`
  return and(
    eq(postings.live, true),
    // A customer that waits holds up its document, which is told of.
    ne(postings.kind, 'contact'),
    sql`${postings.state} in ${underWay}`,
    sql`${postings.createdAt} < ${limit}`,
    sql`${since} < ${limit}`,
  )
}

export async function stuckCounts(tx: Transaction, hours: number): Promise<ReadonlyMap<string, number>> {
  const rows = await tx
    .select({ companyId: postings.companyId, count: count() })
    .from(postings)
    .where(isStuck(hours))
    .groupBy(postings.companyId)
  return new Map(rows.map(row => [row.companyId, row.count]))
}

export async function stuckPostings(
  tx: Transaction,
  companyId: string,
  hours: number,
  limit: number,
): Promise<PostingRow[]> {
  const rows = await tx
    .select()
    .from(postings)
    .where(and(eq(postings.companyId, companyId), isStuck(hours)))
    .orderBy(postings.createdAt, postings.id)
    .limit(limit)
  return rows.map(typed)
}

/** As Results has them under Needs a fix, where the mail's link leads. */
const toFix = and(
  eq(postings.live, true),
  needsFix,
  or(inArray(postings.kind, documentKinds), and(eq(postings.kind, 'batch'), ne(postings.reason, ''))),
)

export async function fixCounts(tx: Transaction): Promise<ReadonlyMap<string, number>> {
  const rows = await tx
    .select({ companyId: postings.companyId, count: count() })
    .from(postings)
    .where(toFix)
    .groupBy(postings.companyId)
  return new Map(rows.map(row => [row.companyId, row.count]))
}

export async function fixPostings(tx: Transaction, companyId: string, limit: number): Promise<PostingRow[]> {
  const rows = await tx
    .select()
    .from(postings)
    .where(and(eq(postings.companyId, companyId), toFix))
    .orderBy(desc(postings.updatedAt), desc(postings.id))
    .limit(limit)
  return rows.map(typed)
}

export function kindOf(text: string): AlertKind {
  return text === 'reconnect' || text === 'callbacks' || text === 'stuck' ? text : 'daily'
}
