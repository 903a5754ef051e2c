import type { Transaction } from '../../drizzle/client.ts'
import type { MappingKind } from '../accounting/options.ts'
import { itemData, type PsaKind, psaItems } from '../reference/reference.ts'

/** What ConnectWise says of a key of its own. */
export interface PsaKey {
  key: string
  name: string
  /** of terms: what their cross reference says */
  xref: string
}

/** ConnectWise's own names by key. */
export async function psaKeys(tx: Transaction, kind: MappingKind): Promise<Map<string, PsaKey>> {
  const list = psaKind[kind]
  const rows = list ? await psaItems(tx, [list]) : []
  const keys = new Map<string, PsaKey>()
  const put = (key: string, name: string, xref = '') => keys.set(key, { key, name, xref })
  for (const row of rows) {
    if (kind === 'account') put(row.code, row.name)
    else if (row.active)
      put(row.id, row.name, kind === 'term' ? itemData['psa-term'].parse(row.data).xref : '')
  }
  if (kind === 'tax') put('exempt', 'Lines without tax')
  return keys
}

/** Few and known beforehand; accounts, items and customers are listed once they are used. */
export const alwaysListed: ReadonlySet<MappingKind> = new Set<MappingKind>(['tax', 'term', 'vendor'])

const psaKind: Readonly<Partial<Record<MappingKind, PsaKind>>> = {
  tax: 'psa-tax',
  customer: 'psa-customer',
  vendor: 'psa-vendor',
  account: 'psa-account',
  term: 'psa-term',
}
