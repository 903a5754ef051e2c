import type { SeenPayment } from '../accounting/payments.ts'
import type { CalendarDate } from '../std/clock.ts'
import type { Decimal } from '../std/decimal.ts'
import type { LedgerCredits, PsaCredits } from './credit-facts.ts'
import type { CallFacts, WriteGuard, WriteOutcome } from './write-facts.ts'

/** A payment as the ledger has it now, whole: a part that is no longer in it is no longer paid by it. */
export interface LedgerPayment {
  /** the payment's own id; one payment may be over several documents */
  id: string
  /** when it was last changed, by the ledger's clock: a newer version wins */
  updatedAt: Date
  /** the ledger's day of payment; null where the ledger no longer tells (deleted) */
  date: CalendarDate | null
  /** false: deleted or voided, then `parts` may be empty */
  standing: boolean
  reference: string
  customer: string
  /** ISO 4217, '' where the answer names none */
  currency: string
  parts: LedgerPaymentPart[]
}

export interface LedgerPaymentPart {
  /**
   * `payment`: money for an invoice. `credit`: an invoice settled with a credit note, wholly or in a part that the ledger does not
   * tell. `refund`: money back to the customer. `unapplied`: money for no document yet.
   */
  kind: 'payment' | 'credit' | 'refund' | 'unapplied'
  /** '' for `unapplied` */
  documentId: string
  /** '' where the answer names none */
  documentNumber: string
  amount: Decimal
}

export interface LedgerPayments extends LedgerCredits {
  /** Payments of customers changed since that moment (the ledger's clock), deleted ones too, each whole. */
  payments(since: Date): AsyncIterable<LedgerPayment[]>
}

/** Payments of one invoice in ConnectWise. Reads throw ConnectorError; there is no vendor key: look before sending again. */
export interface PsaPayments extends PsaCredits {
  paymentsOf(recordId: string): Promise<SeenPayment[]>
  /** those of these invoices of which nothing at all was paid, in as few calls as the address length allows */
  unpaidAmong(recordIds: readonly string[]): Promise<string[]>
  addPayment(recordId: string, payment: PaymentFigures, guard: WriteGuard): Promise<PaymentOutcome>
  changePayment(
    recordId: string,
    paymentId: string,
    payment: PaymentFigures,
    guard: WriteGuard,
  ): Promise<PaymentOutcome>
  removePayment(recordId: string, paymentId: string, guard: WriteGuard): Promise<PaymentOutcome>
}

export interface PaymentFigures {
  amount: Decimal
  date: CalendarDate
}

/** `done`: what ConnectWise says stands now; null after a removal. */
export type PaymentOutcome =
  | { kind: 'done'; payment: SeenPayment | null; call: CallFacts }
  | { kind: 'rejected'; code: string; message: string; call: CallFacts }
  | Exclude<WriteOutcome, { kind: 'answered' }>
