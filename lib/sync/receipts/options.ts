import { catalog } from '../../settings/catalog.ts'
import { readSetting } from '../../settings/settings.ts'
import type { Scope } from '../postings/store.ts'

/** Whether the company wants them at all. */
export function receiptsOn({ tx, companyId }: Pick<Scope, 'tx' | 'companyId'>): Promise<boolean> {
  return readSetting(tx, catalog['attach-receipts'], companyId)
}
