import type { Decimal } from '../../std/decimal.ts'
import type { RecordRow } from '../records/store.ts'

export type ListedKind = 'invoice' | 'credit-memo' | 'bill' | 'vendor-credit' | 'journal' | 'expense'

/** ConnectWise's own name of the type, on its unposted list and on the record alike. */
export const creditType = 'CreditMemo'

export function kindOf({
  kind,
  billingType,
  total,
}: Pick<RecordRow, 'kind' | 'billingType' | 'total'>): ListedKind {
  if (kind === 'purchase') return total.isNegative() ? 'vendor-credit' : 'bill'
  if (kind === 'expense') return 'expense'
  return billingType === creditType ? 'credit-memo' : 'invoice'
}

/** The document itself says what it credits as a positive figure; in a list it takes away, so that sums are right. */
export function signed(total: Decimal, kind: ListedKind): Decimal {
  return kind === 'credit-memo' || kind === 'vendor-credit' ? total.abs().negated() : total
}

/** A journal that stands beside the record's own document is listed as what it is; only of expenses money is spent. */
export function listedAs(posted: string, record: ListedKind | null): ListedKind {
  if (record === null && (posted === 'spend' || posted === 'receive')) return 'expense'
  return posted === 'journal' && owed.has(record) ? 'journal' : (record ?? 'invoice')
}

const owed: ReadonlySet<ListedKind | null> = new Set([
  null,
  'invoice',
  'credit-memo',
  'bill',
  'vendor-credit',
])
