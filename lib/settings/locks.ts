import type { Transaction } from '../../drizzle/client.ts'
import { catalog, type SettingKey } from './catalog.ts'
import { read } from './entry.ts'
import { companySettingRows, settingRows } from './store.ts'

export interface Lock {
  /** what holds while it is locked, whatever is stored */
  value: boolean | string
  /** a sentence for the person who would change it */
  reason: string
}

/** Fields that nobody can change just now: another setting decides them, or they are fixed for life. */
export async function locksOf(
  tx: Transaction,
  keys: readonly SettingKey[],
  scopeId: string,
): Promise<ReadonlyMap<SettingKey, Lock>> {
  const locks = new Map<SettingKey, Lock>()
  if (keys.includes('cogs-validation')) await lockCogs(tx, locks)
  if (keys.includes('company-locale')) await lockLocale(tx, scopeId, locks)
  return locks
}

async function lockCogs(tx: Transaction, locks: Map<SettingKey, Lock>): Promise<void> {
  const rows = await companySettingRows(tx, 'record-kinds')
  const names = rows
    .filter(row => cogsChecked(false, read(catalog['record-kinds'], row.value)))
    .map(row => row.company)
  if (names.length > 0) {
    locks.set('cogs-validation', {
      value: true,
      reason: `Procurement is among the records of ${names.join(', ')}: without a cost of goods account its stock would never leave the books.`,
    })
  }
}

// Documents were written by it, and the ledger's tax words belong to a country (knowledge/features.md §A3).
async function lockLocale(tx: Transaction, companyId: string, locks: Map<SettingKey, Lock>): Promise<void> {
  const row = (await settingRows(tx, 'company', companyId)).find(one => one.key === 'company-locale')
  const value = row && read(catalog['company-locale'], row.value)
  if (value) locks.set('company-locale', { value, reason: 'It was fixed for life when it was chosen.' })
}

/** Procurement asks for it whatever was chosen (account-screen.txt, COGS Validation enabled). */
export function cogsChecked(chosen: boolean, recordKinds: readonly string[]): boolean {
  return chosen || recordKinds.includes('procurement')
}
