import type { CalendarDate } from '../std/clock.ts'
import { Decimal, sum } from '../std/decimal.ts'
import type { Problem } from './problems.ts'

/** How much credit of one credit memo one invoice was given, by each side, and what both said when they last agreed. */
export interface CreditPair {
  psa: Decimal
  ledger: Decimal
  agreed: Decimal
}

export type NextCredit =
  | { kind: 'settled' }
  /** both say the same, and that is new */
  | { kind: 'agree'; amount: Decimal }
  /** that side is to say so much from now on */
  | { kind: 'write'; to: 'ledger' | 'psa'; want: Decimal }
  /** each side was changed, to different ends: nobody can say which of the two is meant */
  | { kind: 'differs' }

/** Who has left what both agreed on is followed by the other; what a side was made to say is agreed, so it never comes back. */
export function nextCredit({ psa, ledger, agreed }: CreditPair): NextCredit {
  if (psa.equals(ledger)) return psa.equals(agreed) ? { kind: 'settled' } : { kind: 'agree', amount: psa }
  if (ledger.equals(agreed)) return { kind: 'write', to: 'ledger', want: psa }
  if (psa.equals(agreed)) return { kind: 'write', to: 'psa', want: ledger }
  return { kind: 'differs' }
}

/** One piece of what is applied on a side: Xero's allocation, QuickBooks' payment, ConnectWise's payment that names the memo. */
export interface AppliedPiece {
  id: string
  amount: Decimal
  /** it may be taken back by itself */
  alone: boolean
}

/** One write towards what a side is to say. `from`, `to`: what it says in all before and after it. */
export type CreditStep =
  | { operation: 'apply'; amount: Decimal; from: Decimal; to: Decimal }
  | { operation: 'unapply'; id: string; from: Decimal; to: Decimal }

/** null: it says so already. `stuck`: what is too much cannot be taken back by itself. */
export function creditStep(pieces: readonly AppliedPiece[], want: Decimal): CreditStep | 'stuck' | null {
  const from = sum(pieces.map(({ amount }) => amount))
  if (from.equals(want)) return null
  if (from.lessThan(want)) return { operation: 'apply', amount: want.minus(from), from, to: want }
  const over = from.minus(want)
  const able = pieces.filter(({ alone }) => alone).toSorted((a, b) => b.amount.compare(a.amount))
  // The greatest that is not too great; else the smallest there is, and what was taken too much is applied again after it.
  const piece = able.find(({ amount }) => !amount.greaterThan(over)) ?? able.at(-1)
  if (!piece) return 'stuck'
  return { operation: 'unapply', id: piece.id, from, to: from.minus(piece.amount) }
}

/** So much of `want` as both are still open for, with what is applied already: never less than that. */
export function reachable(
  pieces: readonly AppliedPiece[],
  want: Decimal,
  open: readonly (Decimal | null)[],
): Decimal {
  const from = sum(pieces.map(({ amount }) => amount))
  const most = open.reduce<Decimal>(
    (least, one) => (one === null || one.lessThan(least) ? (one ?? Decimal.zero) : least),
    want.minus(from),
  )
  return most.isPositive() ? from.plus(most) : from
}

/** What a look says of a write: by what the side says in all. `other`: neither, so somebody else was there too. */
export function lookAtStep(
  { from, to }: Pick<CreditStep, 'from' | 'to'>,
  pieces: readonly AppliedPiece[],
): 'stands' | 'missing' | 'other' {
  const now = sum(pieces.map(({ amount }) => amount))
  if (now.equals(to)) return 'stands'
  return now.equals(from) ? 'missing' : 'other'
}

/** What the ledger says of a document that is to give credit or to be given it. */
export interface OpenDocument {
  number: string
  contactId: string
  currency: string
  status: 'draft' | 'submitted' | 'authorised' | 'paid' | 'voided' | 'deleted'
  /** still to be paid, or to be given; null where the ledger does not say */
  open: Decimal | null
}

/** Why credit must not be applied; null: it may. The ledger's own figures, read just before. */
export function applyProblem(
  credit: OpenDocument | null,
  invoice: OpenDocument | null,
  amount: Decimal,
): Problem | null {
  for (const document of [credit, invoice]) {
    if (!document) return { code: 'credit-gone' }
    const { status, number } = document
    if (status !== 'authorised' && status !== 'paid') return { code: 'credit-not-approved', number, status }
  }
  if (!credit || !invoice) return { code: 'credit-gone' }
  const two = { credit: credit.number, invoice: invoice.number }
  if (credit.contactId !== invoice.contactId) return { code: 'credit-other-customer', ...two }
  if (credit.currency !== invoice.currency) {
    const currencies = { creditCurrency: credit.currency, invoiceCurrency: invoice.currency }
    return { code: 'credit-other-currency', ...two, ...currencies }
  }
  for (const [what, { open }] of [
    ['invoice', invoice],
    ['credit', credit],
  ] as const) {
    const left = open ?? Decimal.zero
    if (amount.greaterThan(left))
      return {
        code: 'credit-exceeds',
        ...two,
        what,
        wanted: amount.toFixedText(2),
        left: left.toFixedText(2),
      }
  }
  return null
}

/** Not before either document: a ledger takes no day on which one of them did not stand yet. */
export function applyDay(wanted: CalendarDate, documents: readonly CalendarDate[]): CalendarDate {
  return documents.reduce((latest, day) => (day > latest ? day : latest), wanted)
}
