import type { Transaction } from '../../drizzle/client.ts'
import type { MappingKind } from '../accounting/options.ts'
import { itemData, type PsaKind, psaItems } from '../reference/reference.ts'

/** What ConnectWise says of a key of its own. */
export interface PsaKey {
  key: string
  name: string
  /** of terms: what their cross reference says */
  xref: string
  /** of companies */
  number: string
  email: string
}

/** ConnectWise's own names by key. */
export async function psaKeys(tx: Transaction, kind: MappingKind): Promise<Map<string, PsaKey>> {
  const list = psaKind[kind]
  const rows = list ? await psaItems(tx, [list]) : []
  const keys = new Map<string, PsaKey>()
  const put = (key: string, name: string, more: Partial<PsaKey> = {}) =>
    keys.set(key, { key, name, xref: '', number: '', email: '', ...more })
  for (const row of rows) {
    if (kind === 'account') put(row.code, row.name)
    else if (row.active) put(row.id, row.name, detailsOf(kind, row.data))
  }
  if (list === 'psa-tax') put('exempt', 'Lines without tax')
  return keys
}

function detailsOf(kind: MappingKind, data: unknown): Partial<PsaKey> {
  if (kind === 'term') return itemData['psa-term'].parse(data)
  return kind === 'customer' || kind === 'vendor' || kind === 'employee'
    ? itemData['psa-customer'].parse(data)
    : {}
}

/** Few and known beforehand; accounts, items and customers are listed once they are used. */
export const alwaysListed: ReadonlySet<MappingKind> = new Set<MappingKind>([
  'tax',
  'purchase-tax',
  'term',
  'vendor',
  'employee',
])

const psaKind: Readonly<Partial<Record<MappingKind, PsaKind>>> = {
  tax: 'psa-tax',
  'purchase-tax': 'psa-tax',
  customer: 'psa-customer',
  vendor: 'psa-vendor',
  employee: 'psa-member',
  'payment-account': 'psa-payment-type',
  account: 'psa-account',
  term: 'psa-term',
}
