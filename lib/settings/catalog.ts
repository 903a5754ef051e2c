import type { z } from 'zod'
import { alerts } from './catalog/alerts.ts'
import { bills } from './catalog/bills.ts'
import { company } from './catalog/company.ts'
import { expenseBills } from './catalog/expense-bills.ts'
import { expenses } from './catalog/expenses.ts'
import { inventory } from './catalog/inventory.ts'
import { invoices } from './catalog/invoices.ts'
import { options } from './catalog/options.ts'
import { paymentOptions } from './catalog/payment-options.ts'
import { place } from './catalog/place.ts'
import { preferences } from './catalog/preferences.ts'
import { records } from './catalog/records.ts'
import { revenue } from './catalog/revenue.ts'
import { rounding } from './catalog/rounding.ts'
import { tax } from './catalog/tax.ts'
import { tracking } from './catalog/tracking.ts'

/** Every setting there is. The order is that of the screens. */
export const catalog = {
  ...options,
  ...expenses,
  ...revenue,
  ...place,
  ...company,
  ...records,
  ...invoices,
  ...bills,
  ...inventory,
  ...expenseBills,
  ...paymentOptions,
  ...tax,
  ...tracking,
  ...rounding,
  ...preferences,
  ...alerts,
} as const

export type SettingKey = keyof typeof catalog
export type SettingValue<Key extends SettingKey> = z.output<(typeof catalog)[Key]['schema']>

export const settingKeys = Object.keys(catalog).filter(isSettingKey)

export function isSettingKey(key: string): key is SettingKey {
  return Object.hasOwn(catalog, key)
}
