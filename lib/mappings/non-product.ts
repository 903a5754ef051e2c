import type { Transaction } from '../../drizzle/client.ts'
import { companyNames, knownItemCodes, knownItemKeys } from './store.ts'

const prefix = 'non-product:'

export interface NonProductId {
  id: string
  /** the first company that has decided no item for it; null: every company has */
  open: { companyId: string; name: string } | null
}

/**
 * Non-Product IDs that the account knows, over all its companies: mapped ones, those that came with records, and the codes of
 * the ledgers' items, as an ID is often the code of its item.
 */
export async function nonProductIds(tx: Transaction): Promise<NonProductId[]> {
  const companies = await companyNames(tx)
  const keys = await knownItemKeys(tx, prefix)
  const mapped = new Set(keys.filter(row => row.decided).map(row => `${row.companyId}\n${row.psaKey}`))
  const ids = new Set([...keys.map(row => row.psaKey.slice(prefix.length)), ...(await knownItemCodes(tx))])
  return [...ids].toSorted().map(id => ({
    id,
    open: companies.find(({ companyId }) => !mapped.has(`${companyId}\n${prefix}${id}`)) ?? null,
  }))
}
