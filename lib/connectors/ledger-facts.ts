import type { TaxPart, TaxScope } from '../accounting/options.ts'
import type { CalendarDate } from '../std/clock.ts'
import type { Decimal } from '../std/decimal.ts'

export interface LedgerLimits {
  /** documents in one write */
  batchMax: number
  /** writes in flight at once for one organisation */
  concurrency: number
  /** while no more wait, each is written by itself; 0 = always in batches */
  singlesMost: number
  /** the identical call may be repeated under its key while that is young */
  repeats: boolean
  /** not found counts only so long after the last send, in real milliseconds; 0 = as for everybody */
  quietMs: number
}

/** Of each of a vendor's limits, how long ago the calls were that it still counts, in real milliseconds. */
export type SpentCalls = { readonly [limit: string]: readonly number[] }

export interface LedgerOrganisation {
  id: string
  name: string
  shortCode: string
  baseCurrency: string
  countryCode: string
  timeZone: string
  currencies: string[]
  periodLockDate: CalendarDate | null
  yearLockDate: CalendarDate | null
}

export interface LedgerAccountFact {
  id: string
  code: string
  name: string
  type: string
  active: boolean
  system: string
  /** money is spent from it and comes back to it: an account with a bank, or a credit card; null: it is no such account */
  pays: 'bank' | 'card' | null
  /** in which it is kept, '' where the ledger does not say */
  currency: string
}

export interface LedgerTaxFact {
  id: string
  name: string
  rate: Decimal
  active: boolean
  /** usable on sales; on purchases */
  canApplyToRevenue: boolean
  canApplyToExpenses: boolean
  scope?: TaxScope
  parts?: TaxPart[]
  /** what it comes to on purchases; absent: `rate` and `parts`, as on sales */
  onPurchases?: { rate: Decimal; parts: TaxPart[] }
}

export interface LedgerItemFact {
  id: string
  code: string
  name: string
  /** the account that its sales are posted to; null where the line itself names one */
  accountId: string | null
}

export interface LedgerTrackingFact {
  id: string
  name: string
  active: boolean
  /** a document takes one option of it, not each line its own */
  perDocument: boolean
  options: { id: string; name: string; active: boolean }[]
}

/** What people know a document by. */
export interface DocumentNames {
  number: string
  /** '' where the ledger has no such field */
  reference: string
  /** null where the answer names none */
  date: CalendarDate | null
}

/** How a document that was just read leaves the books: accounting/ending.ts says which. */
export interface DocumentEnd {
  /** ledger id */
  id: string
  /** as read with it */
  number: string
  version: string
  how: 'void' | 'delete'
}
