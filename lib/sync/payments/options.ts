import { psaFacts } from '../../accounts/psa.ts'
import { catalog } from '../../settings/catalog.ts'
import { readSetting } from '../../settings/settings.ts'
import type { CalendarDate } from '../../std/clock.ts'
import type { Scope } from '../postings/store.ts'

/** Whether the company takes payments back at all, and from which day. */
export async function paymentOptions(scope: Scope): Promise<{ on: boolean; from: CalendarDate | null }> {
  const kinds = await readSetting(scope.tx, catalog['record-kinds'], scope.companyId)
  const from = await readSetting(scope.tx, catalog['payments-from'], scope.companyId)
  return { on: kinds.includes('payments'), from }
}

/** By itself: never before Go live (design §1.9). */
export async function isLive(accountId: string): Promise<boolean> {
  return (await psaFacts(accountId)).live
}
