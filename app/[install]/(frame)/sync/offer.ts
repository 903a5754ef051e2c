import type { Transaction } from '@/app/_session/within.ts'
import { catalog } from '@/lib/settings/catalog.ts'
import { readSetting } from '@/lib/settings/settings.ts'

/** May the screen offer everything at one click? An account can ask for each kind of record by itself. */
export async function offersSyncAll(tx: Transaction, accountId: string): Promise<boolean> {
  return !(await readSetting(tx, catalog['hide-sync-all'], accountId))
}
