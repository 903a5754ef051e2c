import type { CalendarDate } from '../std/clock.ts'
import { Decimal } from '../std/decimal.ts'
import type { TaxDifference } from './options.ts'

/**
 * Sales: Xero ACCREC and ACCRECCREDIT, QuickBooks Invoice and CreditMemo. Purchases: ACCPAY and ACCPAYCREDIT, Bill and VendorCredit.
 * Money that left a bank or card account, or came back to it: Xero BankTransaction SPEND and RECEIVE, QuickBooks Purchase, with
 * Credit where it came back. What nobody owes: Xero ManualJournal, QuickBooks JournalEntry.
 */
export const documentKinds = [
  'invoice',
  'credit-note',
  'bill',
  'vendor-credit',
  'spend',
  'receive',
  'journal',
] as const
export type DocumentKind = (typeof documentKinds)[number]

/** Owed to a vendor, or by him. */
export function isBought(kind: DocumentKind): boolean {
  return kind === 'bill' || kind === 'vendor-credit'
}

/** It moves a bank or card account at once. */
export function isSpent(kind: DocumentKind): boolean {
  return kind === 'spend' || kind === 'receive'
}

/** Somebody owes it until it is paid or given: of the others nothing is ever due. */
export function isOwed(kind: DocumentKind): boolean {
  return kind !== 'journal' && !isSpent(kind)
}

/**
 * The exact document that will stand in the ledger. Pure data: preview shows it, `hash` names it, the ledger port
 * turns it into the vendor's body. Amounts in `currency`; on a credit note or vendor credit they are positive (credited), and so is
 * what was received. On a journal debits are positive and credits negative, and its total is what is debited.
 */
export interface LedgerDocument {
  kind: DocumentKind
  number: string
  /** `nobody` of a journal, and of money that went to nobody whom the ledger knows */
  contact: ContactRef
  /** of what was spent or received, and of nothing else */
  paidFrom?: PaymentAccount | undefined
  date: CalendarDate
  dueDate: CalendarDate
  reference: string
  currency: string
  status: 'draft' | 'approved'
  markSent: boolean
  /** its look, and the ways to pay online that come with it; null: the ledger's default */
  theme: ThemeRef | null
  lines: DocumentLine[]
  totals: Totals
  /** true, positive prices with four decimals are sent (Xero unitdp=4) */
  unitDecimals: 2 | 4
  /** the tax of each line is ConnectWise's own figure and goes along; else the ledger reckons it */
  taxAsGiven: boolean
  /** the ledger's own tax beside ConnectWise's; null where it can have none */
  ledgerTax: LedgerTax | null
}

export interface LedgerTax {
  /** whose stands where they differ, or that nothing is sent */
  when: TaxDifference
  /** null: it cannot be known beforehand */
  foretold: Decimal | null
  connectwise: Decimal
}

/** Contact by the customer's id in ConnectWise; the ledger id is known, or comes from the contact's own posting. */
export interface ContactRef {
  psaId: string
  name: string
  ledgerId: string | null
}

/** Owes and is owed nothing. */
export const nobody: ContactRef = { psaId: '', name: '', ledgerId: '' }

export interface DocumentLine {
  description: string
  quantity: Decimal
  unitAmount: Decimal
  /** quantity × unitAmount rounded half-up to cents: what the ledger computes by itself */
  amount: Decimal
  account: LedgerRef
  item: LedgerRef | null
  tax: TaxRef
  /** per line, rounded half-up to cents (Xero: rounding per line, then summed) */
  amountTax: Decimal
  tracking: TrackingRef[]
  /** the GL entries this line stands for; empty on a tax, rounding or adjustment line */
  sources: LineSource[]
  /** `tax`: what a bill's vendor charged, where the ledger has no tax on bills */
  role: 'sale' | 'tax' | 'rounding' | 'adjustment'
  /** where a value did not come from a mapping: shown in the preview */
  notes: string[]
}

export interface LineSource {
  glEntryId: string
  account: string
  segments: string[]
  description: string
  quantity: Decimal
  amount: Decimal
  /** of what was bought; absent on documents of before, and of what was sold */
  bought?: BoughtFacts | undefined
}

/** Which line of a purchase order an entry is for: ConnectWise's entries do not name it. */
export interface BoughtFacts {
  /** as the catalogue names it; '' of freight */
  product: string
  slip: string
  freight: boolean
}

/** The bank or card account that money left or came back to. */
export interface PaymentAccount extends LedgerRef {
  card: boolean
}

/** A ledger's own object by its id; code and name are for people and, where the vendor asks for it, for the wire. */
export interface LedgerRef {
  id: string
  code: string
  name: string
}

export interface TaxRef {
  /** TaxType in Xero */
  id: string
  name: string
  /** per cent, e.g. 10 */
  rate: Decimal
  /** the rates it is made of, where a tax that goes along has to be said for each of them */
  parts?: { id: string; rate: Decimal }[] | undefined
}

/** A line of a journal has no tax of its own: taxes stand there as entries. Xero's name for it; QuickBooks leaves it out. */
export const untaxed: TaxRef = { id: 'NONE', name: 'No tax', rate: Decimal.zero }

/** BrandingThemeID in Xero; the name is for people. */
export interface ThemeRef {
  id: string
  name: string
}

export interface TrackingRef {
  categoryId: string
  category: string
  optionId: string
  option: string
}

export interface Totals {
  subtotal: Decimal
  tax: Decimal
  total: Decimal
}

/** Who is sold to, or bought from: a ledger may keep the two apart (QuickBooks Customer and Vendor). */
export const contactRoles = ['customer', 'vendor'] as const
export type ContactRole = (typeof contactRoles)[number]

/** A customer or vendor that must exist in the ledger before its documents: its own posting. */
export interface LedgerContact {
  role: ContactRole
  psaId: string
  name: string
  email: string
  accountNumber: string
}
