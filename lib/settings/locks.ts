import type { Transaction } from '../../drizzle/client.ts'
import { catalog, type SettingKey } from './catalog.ts'
import { read } from './entry.ts'
import { companySettingRows } from './store.ts'

export interface Lock {
  /** what holds while it is locked, whatever is stored */
  value: boolean
  /** a sentence for the person who would change it */
  reason: string
}

/** Fields of the account that nobody can change just now, because another setting decides them. */
export async function locksOf(
  tx: Transaction,
  keys: readonly SettingKey[],
): Promise<ReadonlyMap<SettingKey, Lock>> {
  const locks = new Map<SettingKey, Lock>()
  if (!keys.includes('cogs-validation')) return locks
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
  return locks
}

/** Procurement asks for it whatever was chosen (account-screen.txt, COGS Validation enabled). */
export function cogsChecked(chosen: boolean, recordKinds: readonly string[]): boolean {
  return chosen || recordKinds.includes('procurement')
}
