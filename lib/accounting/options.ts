import type { CalendarDate } from '../std/clock.ts'
import type { Decimal } from '../std/decimal.ts'
import type { LedgerRef } from './document.ts'

/** How one company (one ledger organisation) wants its documents. Every field is an entry of settings/catalog.ts. */
export interface PlanOptions {
  postAs: 'draft' | 'approved'
  markSent: boolean
  unknownCustomer: 'ask' | 'create'
  /** a missing class: finding that stops the record, or a warning */
  missingTracking: 'stop' | 'warn'
  /** ledger tracking category that GL segment 2 / 3 feeds; null = the segment is not used */
  segment2CategoryId: string | null
  segment3CategoryId: string | null
  /** visible residue line; null = any residue is a Problem */
  roundingAccountId: string | null
  /** largest residue, in document currency */
  roundingLimit: Decimal
  /** unmapped product items: line without item, or a Problem */
  items: 'when-mapped' | 'required'
}

/** The cached lists of the ledger and the mappings, as lookups by id: all that a plan may know of the outside. */
export interface PlanReference {
  organisation: {
    name: string
    baseCurrency: string
    currencies: string[]
    periodLockDate: CalendarDate | null
    yearLockDate: CalendarDate | null
  }
  accounts: Map<string, LedgerAccount>
  taxRates: Map<string, LedgerTaxRate>
  items: Map<string, LedgerRef>
  /** by category id */
  tracking: Map<
    string,
    { id: string; name: string; options: Map<string, { id: string; name: string; active: boolean }> }
  >
  /** by contact id */
  contacts: Map<string, { id: string; name: string; archived: boolean }>
  /** active contact names, lower case → contact id (names only suggest) */
  contactsByName: Map<string, string>
  /** ConnectWise tax code name, lower case → tax code id */
  psaTaxCodes: Map<string, string>
  /** ConnectWise billing terms by name, lower case → terms id */
  psaTerms: Map<string, string>
}

export interface LedgerAccount extends LedgerRef {
  active: boolean
  /** Xero: REVENUE, SALES, OTHERINCOME, … */
  type: string
}

export interface LedgerTaxRate {
  id: string
  name: string
  rate: Decimal
  active: boolean
  canApplyToRevenue: boolean
}

export type MappingKind =
  | 'account'
  | 'item'
  | 'tax'
  | 'tracking-2'
  | 'tracking-3'
  | 'customer'
  | 'vendor'
  | 'term'

/**
 * The user's decisions: (kind, key in ConnectWise) → id in the ledger. Keys: account = account segment text; item = product id,
 * or `non-product:<text>` for segment 4; tax = tax code id, `exempt` for lines without tax; tracking-2/-3 = segment text;
 * customer, vendor = ConnectWise company id; term = billing terms id, mapped to a rule (term-rule.ts) and to nothing of the ledger's.
 */
export interface MappingLookup {
  find(kind: MappingKind, psaKey: string): string | null
}
