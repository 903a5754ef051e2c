import type { ContactRole, LedgerDocument } from '../accounting/document.ts'
import type { Decimal } from '../std/decimal.ts'
import type { DocumentNames } from './ledger-facts.ts'

// What writes are given, and what they came to.

/** Handed to every write: the claim is checked again on the connected socket, just before the body leaves. */
export interface WriteGuard {
  /** vendor key of this send (Xero Idempotency-Key, ≤ 128 characters); '' where the vendor has none */
  key: string
  timeoutMs: number
  /** throws when the lease or the key is too old: then not a byte of the body has left */
  beforeBody(): void
}

/**
 * Outcome of one outside write. `answered`: the vendor decided, element by element. `not-executed`: provably nothing
 * was written (limit, refused token, not sent). `unknown`: look before anything is sent again; `keyBurnt` when a definite
 * 5xx has been cached under the key (knowledge/ledgers.md §1.4).
 */
export type WriteOutcome =
  | { kind: 'answered'; elements: ElementOutcome[]; call: CallFacts }
  | {
      kind: 'not-executed'
      reason: 'limited' | 'unauthorized' | 'forbidden' | 'not-sent'
      retryAfterMs: number | null
      /** limited by the day's allowance: the lane pauses, the user is told */
      day: boolean
      message: string
      call: CallFacts
    }
  | { kind: 'unknown'; keyBurnt: boolean; message: string; call: CallFacts }

export interface CallFacts {
  status: number | null
  correlationId: string
  ms: number
}

export type ElementOutcome =
  | { kind: 'posted'; remote: RemoteDocument; warnings: string[] }
  | { kind: 'rejected'; code: RejectionCode; messages: string[] }

/** From the vendor's structured answer where it has one; Xero has only messages: the documented ones are matched in its folder. */
export type RejectionCode =
  | 'duplicate-number'
  | 'contact'
  | 'account'
  | 'tax'
  | 'locked-period'
  | 'currency'
  | 'duplicate-contact'
  | 'other'

/** What stands in the ledger, read back from its answer. */
export interface RemoteDocument extends DocumentNames {
  id: string
  /** '' of a journal, and of money that names nobody */
  contactId: string
  total: Decimal
  totalTax: Decimal
  currency: string
  status: 'draft' | 'submitted' | 'authorised' | 'paid' | 'voided' | 'deleted'
  /**
   * posting id and revision, '' when it is not ours; null when this kind has no place for one (Xero's credits, either way):
   * then number, contact, currency and total together say whose it is
   */
  marker: string | null
  /** address for people */
  url: string
  updatedAt: string
  /** null where the answer names none, and of what nobody owes (document.ts, isOwed) */
  amountDue: Decimal | null
  /** only of money that was spent or received: it stands against a bank statement; known of what was read by its id */
  reconciled?: boolean
  /** names this very state where the vendor asks for it (QuickBooks SyncToken), '' otherwise */
  version: string
}

export interface RemoteContact {
  id: string
  name: string
  /** `both`: the ledger has one contact for sales and purchases (Xero) */
  role: ContactRole | 'both'
  /** ConnectWise company id we wrote (Xero ContactNumber, in QuickBooks' Notes), '' when not ours */
  psaId: string
  archived: boolean
  /** what people know it by, '' where nobody wrote it */
  email: string
  accountNumber: string
  exempt?: boolean // the ledger charges it no sales tax, whatever the lines say
}

export type ContactOutcome =
  | {
      kind: 'answered'
      elements: (
        | { kind: 'posted'; remote: RemoteContact }
        | { kind: 'rejected'; code: RejectionCode; messages: string[] }
      )[]
      call: CallFacts
    }
  | Exclude<WriteOutcome, { kind: 'answered' }>

/** One document with what the vendor needs to know of its posting. `contactId` is resolved. */
export interface DocumentToSend {
  marker: string
  contactId: string
  document: LedgerDocument
}

export type EndOutcome =
  | { kind: 'ended'; call: CallFacts }
  | { kind: 'rejected'; code: RejectionCode; messages: string[]; call: CallFacts }
  | Exclude<WriteOutcome, { kind: 'answered' }>
