import type { Decimal } from '../../std/decimal.ts'

export type ListedKind = 'invoice' | 'credit-memo'

/** ConnectWise's own name of the type, on its unposted list and on the record alike. */
export const creditType = 'CreditMemo'

export function kindOf({ billingType }: { billingType: string }): ListedKind {
  return billingType === creditType ? 'credit-memo' : 'invoice'
}

/** The document itself says what it credits as a positive figure; in a list it takes away, so that sums are right. */
export function signed(total: Decimal, kind: ListedKind): Decimal {
  return kind === 'credit-memo' ? total.negated() : total
}
