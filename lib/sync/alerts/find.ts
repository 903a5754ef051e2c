import type { Transaction } from '../../../drizzle/client.ts'
import { accountZone } from '../../accounts/zone.ts'
import { dayAt, startOfDay } from '../../std/clock.ts'
import { newId } from '../../std/id.ts'
import { momentNow } from '../records/store.ts'
import { concerns, type Recipient, recipients } from './people.ts'
import {
  endAlerts,
  type Finding,
  fixCounts,
  insertAlert,
  insertMails,
  lockAlerts,
  lostCallback,
  lostLedgers,
  type OpenAlert,
  openAlerts,
  stuckCounts,
} from './store.ts'

/** A posting that has been on its way for longer is told of. */
export const stuckHours = 4
const hourMs = 3_600_000
/** The daily mail goes when the working day begins; a worker that was down then sends it until the day's end. */
const dailyFrom = 7
const dailyUntil = 19

/**
 * Compares what is the case with what was told of: what is new gets its alert and, in the same transaction, one mail for
 * each person whom it concerns; what is over ends. Looked at from the state, so a run that is lost or doubled changes nothing.
 */
export async function findAlerts(tx: Transaction, accountId: string): Promise<void> {
  await lockAlerts(tx, accountId)
  const open = await openAlerts(tx)
  const now = await momentNow({ tx })
  const found = [
    ...(await ledgerFindings(tx)),
    ...(await callbackFindings(tx)),
    ...(await stuckFindings(tx, open, now)),
  ]
  const current = new Set(found.filter(({ over }) => !over).map(keyOf))
  await endAlerts(
    tx,
    open.filter(alert => !current.has(keyOf(alert))).map(({ id }) => id),
  )
  let people: Recipient[] | null = null
  for (const { over, ...finding } of [...found, ...(await dailyFindings(tx, accountId, now))]) {
    const id = newId()
    if (!(await insertAlert(tx, { ...finding, accountId, id, over }))) continue
    people ??= await recipients(tx, accountId)
    const told = people.filter(one => one.email !== '' && concerns(one, finding.companyId))
    const few = finding.kind === 'daily' ? await withSomethingToFix(tx, told) : told
    const userIds = few.map(({ userId }) => userId)
    await insertMails(tx, accountId, id, userIds)
  }
}

type Found = Finding & { over: boolean }

function keyOf({ kind, subject }: Finding): string {
  return `${kind} ${subject}`
}

async function ledgerFindings(tx: Transaction): Promise<Found[]> {
  return (await lostLedgers(tx)).map(({ companyId, connectionId, deadAt }) => ({
    kind: 'reconnect',
    subject: `${connectionId} ${deadAt.toISOString()}`,
    companyId,
    over: false,
  }))
}

async function callbackFindings(tx: Transaction): Promise<Found[]> {
  const lost = await lostCallback(tx)
  if (!lost) return []
  const subject = lost.lostAt.toISOString()
  return [{ kind: 'callbacks', subject, companyId: null, over: lost.backAt !== null }]
}

/** One alert for a company, until none of its postings waits too long any more. */
async function stuckFindings(tx: Transaction, open: readonly OpenAlert[], now: Date): Promise<Found[]> {
  const counts = await stuckCounts(tx, stuckHours)
  return [...counts.keys()].map(companyId => ({
    kind: 'stuck',
    subject:
      open.find(one => one.kind === 'stuck' && one.companyId === companyId)?.subject ??
      `${companyId} ${now.toISOString()}`,
    companyId,
    over: false,
  }))
}

/** Once a day on the account's own clock, whether or not there is something: what turns up later waits for tomorrow. */
async function dailyFindings(tx: Transaction, accountId: string, now: Date): Promise<Found[]> {
  const zone = await accountZone(tx)
  const day = dayAt(now, zone)
  const begun = startOfDay(day, zone).getTime()
  if (now.getTime() < begun + dailyFrom * hourMs || now.getTime() >= begun + dailyUntil * hourMs) return []
  return [{ kind: 'daily', subject: `${accountId} ${day}`, companyId: null, over: true }]
}

async function withSomethingToFix(tx: Transaction, people: readonly Recipient[]): Promise<Recipient[]> {
  const companies = [...(await fixCounts(tx)).keys()]
  return people.filter(one => companies.some(companyId => concerns(one, companyId)))
}
