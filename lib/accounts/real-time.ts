import type { Transaction } from '../../drizzle/client.ts'
import { catalog } from '../settings/catalog.ts'
import { chosenAt, readSetting } from '../settings/settings.ts'
import { dayAt, startOfDay } from '../std/clock.ts'
import { callbackIdsOf } from './callbacks.ts'
import { accountRow, psaRow } from './store.ts'
import { accountZone } from './zone.ts'

/** How an account's changed records come to be known, while they may go by themselves. */
export interface RealTime {
  /** Go live, or the moment real-time sync was switched on again: nothing older goes by itself */
  since: Date
  /** ConnectWise reports changes by a callback; false: they are asked for */
  reported: boolean
  /** up to when they were asked for */
  polledTo: Date | null
  /** the daily look is due, or the callback is back after it was lost */
  lookDue: boolean
}

/** Null: nothing goes by itself. */
export async function realTimeOf(tx: Transaction, now: Date): Promise<RealTime | null> {
  const { accountId, liveAt } = await accountRow(tx)
  if (liveAt === null || !(await readSetting(tx, catalog['real-time'], accountId))) return null
  const chosen = await chosenAt(tx, catalog['real-time'], accountId)
  const since = chosen && chosen > liveAt ? chosen : liveAt
  const { callbackId, callbackRefusedAt, callbackLostAt, callbackBackAt, sweptAt, polledTo } =
    await psaRow(tx)
  const last = sweptAt ?? since
  const isLost = callbackLostAt !== null && callbackBackAt === null
  const isBack = callbackBackAt !== null && callbackBackAt > last
  return {
    since,
    reported: callbackIdsOf(callbackId).invoice !== undefined && callbackRefusedAt === null && !isLost,
    polledTo,
    lookDue: isBack || lastLookAt(now, await accountZone(tx)) > last,
  }
}

const hour = 5
const hourMs = 3_600_000

/** Once a day, before the working day begins on the account's clock. */
export function lastLookAt(now: Date, zone: string): Date {
  const today = new Date(startOfDay(dayAt(now, zone), zone).getTime() + hour * hourMs)
  if (today <= now) return today
  const yesterday = dayAt(new Date(today.getTime() - 24 * hourMs), zone)
  return new Date(startOfDay(yesterday, zone).getTime() + hour * hourMs)
}
