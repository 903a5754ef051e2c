import type { LockedPeriod } from '../../accounting/payments.ts'
import { psaFacts } from '../../accounts/psa.ts'
import { lockDate } from '../../reference/reference.ts'
import { catalog } from '../../settings/catalog.ts'
import { readSetting } from '../../settings/settings.ts'
import type { CalendarDate } from '../../std/clock.ts'
import type { Scope } from '../postings/store.ts'

export interface PaymentOptions {
  /** the company takes payments back at all */
  on: boolean
  from: CalendarDate | null
  /** documents before that day are matched by their reference or number */
  conversion: CalendarDate | null
  locked: LockedPeriod
}

export async function paymentOptions(scope: Pick<Scope, 'tx' | 'companyId'>): Promise<PaymentOptions> {
  const kinds = await readSetting(scope.tx, catalog['record-kinds'], scope.companyId)
  const from = await readSetting(scope.tx, catalog['payments-from'], scope.companyId)
  const conversion = await readSetting(scope.tx, catalog['conversion-date'], scope.companyId)
  const how = await readSetting(scope.tx, catalog['payments-locked'], scope.companyId)
  const locked = { to: await lockDate(scope.tx, scope.companyId), how }
  return { on: kinds.includes('payments'), from, conversion, locked }
}

/** By itself: never before Go live (design §1.9). */
export async function isLive(accountId: string): Promise<boolean> {
  return (await psaFacts(accountId)).live
}
