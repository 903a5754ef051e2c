import type { Transaction } from '@/app/_session/within.ts'
import { accountZone } from '@/lib/accounts/zone.ts'
import { startOfDay } from '@/lib/std/clock.ts'

/** When a day begins for the account; null for no day. */
export async function momentOf(tx: Transaction, day: string): Promise<Date | null> {
  return day === '' ? null : startOfDay(day, await accountZone(tx))
}
