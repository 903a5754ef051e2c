import { and, eq, sql } from 'drizzle-orm'
import type { Transaction } from '../../../../drizzle/client.ts'
import { alertMails, alerts } from '../../../../drizzle/schema/alerts.ts'
import { type AlertKind, kindOf } from '../store.ts'

/** What one mail to one person is about: everything of one kind that waits for them. */
export interface Claim {
  userId: string
  kind: AlertKind
  tries: number
  alerts: { id: string; subject: string; companyId: string | null; over: boolean; hours: number }[]
}

/**
 * The next mail, claimed for `leaseSeconds`: two workers never have the same one, and a killed worker's comes back. Null:
 * nothing waits.
 */
export async function claimMail(tx: Transaction, leaseSeconds: number): Promise<Claim | null> {
  const rows = await tx.execute<{
    user_id: string
    kind: string
    tries: number
    id: string
    subject: string
    company_id: string | null
    over: boolean
    hours: number
  }>(sql`
    with next as (
      select m.user_id, a.kind from alert_mails m
      join alerts a on a.account_id = m.account_id and a.id = m.alert_id
      where m.state = 'waiting' and m.ready_at <= clock_timestamp()
      order by m.ready_at, m.alert_id, m.user_id limit 1 for update of m skip locked),
    mine as (
      select m.alert_id, m.user_id from alert_mails m
      join alerts a on a.account_id = m.account_id and a.id = m.alert_id
      join next n on n.user_id = m.user_id and n.kind = a.kind
      where m.state = 'waiting' and m.ready_at <= clock_timestamp() for update of m skip locked)
    update alert_mails m
    set tries = m.tries + 1, ready_at = clock_timestamp() + ${leaseSeconds} * interval '1 second'
    from mine, alerts a
    where m.alert_id = mine.alert_id and m.user_id = mine.user_id
      and a.account_id = m.account_id and a.id = m.alert_id
    returning m.user_id, a.kind, m.tries, a.id, a.subject, a.company_id, a.ended_at is not null as over,
      floor(extract(epoch from clock_timestamp() - a.begun_at) / 3600)::int as hours`)
  const [first] = rows
  if (!first) return null
  return {
    userId: first.user_id,
    kind: kindOf(first.kind),
    tries: Math.max(...rows.map(row => row.tries)),
    alerts: rows
      .map(row => ({
        ...{ id: row.id, subject: row.subject, companyId: row.company_id },
        ...{ over: row.over, hours: row.hours },
      }))
      .sort((a, b) => (a.id < b.id ? -1 : 1)),
  }
}

export async function settleMails(
  tx: Transaction,
  claim: Claim,
  state: 'sent' | 'skipped' | 'failed',
): Promise<void> {
  await tx.update(alertMails).set({ state, settledAt: sql`now()` }).where(ofClaim(claim))
}

/** Given back, to be tried again in a while. */
export async function postponeMails(tx: Transaction, claim: Claim, seconds: number): Promise<void> {
  await tx
    .update(alertMails)
    .set({ readyAt: sql`clock_timestamp() + ${seconds} * interval '1 second'` })
    .where(ofClaim(claim))
}

/** What became of the person's newest mail that was not left out; null: there was none. */
export async function lastMail(
  tx: Transaction,
  userId: string,
): Promise<{ state: 'sent' | 'failed'; at: Date } | null> {
  const [row] = await tx
    .select({ state: alertMails.state, at: alertMails.settledAt })
    .from(alertMails)
    .innerJoin(alerts, and(eq(alerts.accountId, alertMails.accountId), eq(alerts.id, alertMails.alertId)))
    .where(and(eq(alertMails.userId, userId), sql`${alertMails.state} in ('sent','failed')`))
    .orderBy(sql`${alertMails.settledAt} desc`)
    .limit(1)
  return row?.at ? { state: row.state === 'sent' ? 'sent' : 'failed', at: row.at } : null
}

function ofClaim({ userId, alerts: claimed }: Claim) {
  const ids = JSON.stringify(claimed.map(({ id }) => id))
  return and(
    eq(alertMails.userId, userId),
    eq(alertMails.state, 'waiting'),
    sql`${alertMails.alertId} in (select id::uuid from jsonb_array_elements_text(${ids}::jsonb) as v(id))`,
  )
}
