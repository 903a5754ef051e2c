import type { CalendarDate } from '../std/clock.ts'
import type { Decimal } from '../std/decimal.ts'
import type { PaymentFigures, PaymentOutcome } from './payment-facts.ts'
import type { CallFacts, RejectionCode, WriteGuard, WriteOutcome } from './write-facts.ts'

/** Credit of one credit note that one invoice was given, as the ledger has it now. */
export interface LedgerApplication {
  /** what is taken back to undo it: Xero's allocation, QuickBooks' payment that links the two; '' where it has no id */
  id: string
  invoiceId: string
  /** above 0 */
  amount: Decimal
  /** null where the ledger does not tell it */
  date: CalendarDate | null
  /** names this very state where the vendor asks for it (QuickBooks SyncToken) */
  version: string
  /** false: something else hangs on it (money, other documents), so it cannot be taken back by itself */
  alone: boolean
}

/** A credit note with all that it was applied to. */
export interface LedgerCreditNote {
  id: string
  applications: LedgerApplication[]
  /** it was applied together with others, and the ledger does not say which invoice was given how much of it */
  unclear: boolean
}

export interface NewApplication {
  creditNoteId: string
  invoiceId: string
  /** of both documents */
  contactId: string
  currency: string
  amount: Decimal
  date: CalendarDate
}

/** `done`: the ledger says that it stands, or is gone. */
export type ApplicationOutcome =
  | { kind: 'done'; id: string; call: CallFacts }
  | { kind: 'rejected'; code: RejectionCode; messages: string[]; call: CallFacts }
  | Exclude<WriteOutcome, { kind: 'answered' }>

export interface LedgerCredits {
  /** Look: these credit notes as they stand; one that is gone is not in the answer. */
  creditNotes(ids: string[]): Promise<LedgerCreditNote[]>
  /** Those to customers changed since that moment (the ledger's clock): what is applied or taken back changes them. */
  creditNotesChanged(since: Date): AsyncIterable<{ note: LedgerCreditNote; updatedAt: Date }[]>
  /** The exact bytes that `apply` sends, frozen with the send. */
  applyBody(application: NewApplication): string
  apply(creditNoteId: string, body: string, guard: WriteGuard): Promise<ApplicationOutcome>
  /** The exact bytes that `unapply` sends; may be none. */
  unapplyBody(application: LedgerApplication): string
  unapply(
    creditNoteId: string,
    applicationId: string,
    body: string,
    guard: WriteGuard,
  ): Promise<ApplicationOutcome>
}

/** Credit of one credit memo that an invoice was given in ConnectWise. */
export interface PsaApplication {
  /** of the payment that holds it */
  id: string
  recordId: string
  creditRecordId: string
  amount: Decimal
  date: CalendarDate
}

/** Applied credits in ConnectWise are payments of the invoice that name the credit memo. Reads throw ConnectorError. */
export interface PsaCredits {
  /** all credit that these invoices were given */
  creditsOf(recordIds: string[]): Promise<PsaApplication[]>
  addCredit(
    recordId: string,
    credit: PaymentFigures & { creditRecordId: string },
    guard: WriteGuard,
  ): Promise<PaymentOutcome & { credited?: boolean }>
}
