import type { CalendarDate } from '../std/clock.ts'
import type { Decimal } from '../std/decimal.ts'
import type { LedgerRef } from './document.ts'
import type { Approval, Billing } from './expense-approval.ts'

/** How one company (one ledger organisation) wants its documents. Every field is an entry of settings/catalog.ts. */
export interface PlanOptions {
  postAs: 'draft' | 'approved'
  markSent: boolean
  /** the ledger's branding theme of its documents; null = the organisation's default */
  brandingThemeId: string | null
  unknownCustomer: 'ask' | 'create'
  unknownVendor: 'ask' | 'create'
  /** a missing class: finding that stops the record, or a warning */
  missingTracking: 'stop' | 'warn'
  /** ledger tracking category that GL segment 2 / 3 feeds; null = the segment is not used */
  segment2CategoryId: string | null
  segment3CategoryId: string | null
  /** visible residue line; null = any residue is a Problem */
  roundingAccountId: string | null
  /** largest residue, in document currency */
  roundingLimit: Decimal
  /** ledger item that the residue line names; null = none */
  roundingItemId: string | null
  /** visible line for what is more than rounding; null = it is a Problem */
  adjustmentAccountId: string | null
  adjustmentItemId: string | null
  /** largest such difference, in document currency */
  adjustmentLimit: Decimal
  /** unmapped product items: line without item, or a Problem */
  items: 'when-mapped' | 'required'
  /** ledger tracking category that takes the invoice's sales rep; null = none does */
  salesRepCategoryId: string | null
  /** GL type (R, RE, RA, RD) → Non-Product ID of a line that came without one and is no product */
  nonProductDefaults: Readonly<Record<string, string>>
  /** a revenue line whose entry names no cost of goods account: stopped, or let through */
  costAccounts: 'required' | 'as-they-come'
  /** where a taxed line's rate comes from, and whose amounts of tax stand in the document */
  taxMethod: 'mapped' | 'static' | 'as-calculated'
  /** ledger tax rate of every taxed line while the method is static */
  staticTaxId: string | null
  /** where the ledger's own tax is not ConnectWise's: ConnectWise's is sent and told, nothing is sent, or the ledger's stands */
  taxDifference: TaxDifference
  /** ledger tax rate of lines without tax; null = as mapped */
  exemptTaxId: string | null
  /** the same three of what is bought */
  purchaseTaxMethod: PlanOptions['taxMethod']
  /** null = the one of sales, where the ledger uses it for purchases */
  purchaseStaticTaxId: string | null
  purchaseExemptTaxId: string | null
  /** ledger account of tax on bills where no rate of theirs has any; null = such a bill's amounts differ */
  purchaseTaxAccountId: string | null
  /** lines for services and agreements: every entry, one a ticket or agreement, one a GL mapping */
  detail: 'detail' | 'summary' | 'standard'
  /** whose word comes first: ConnectWise's due date, or the cross reference of its terms */
  dueDateSource: 'connectwise' | 'terms'
  /** due date where ConnectWise leads to none, written as a cross reference of terms; '' = a Problem */
  dueDateFormat: string
  /** with tokens: accounting/reference.ts */
  referenceFormat: string
  /** kinds of records that come to this company */
  recordKinds: readonly RecordKind[]
  /** records before this day stay out; null = none does */
  cutOffDate: CalendarDate | null
  /** how bills are posted where the ledger has drafts */
  billsAs: 'draft' | 'approved'
  /** a bill's own date; where ConnectWise has none, the order's, and then that of the receipt */
  billDate: BillDate
  /** number of a bill, which Xero shows as its reference, with tokens: accounting/bill-number.ts */
  billNumberFormat: string
  /** stock is an asset until it is sold; else it is spent when it is bought */
  inventory: boolean
  /** which of ConnectWise's two says where stock is kept: the inventory account of its GL mapping, or the warehouse's Location XRef */
  stockAccountSource: 'gl-mapping' | 'warehouse'
  /** ledger account of stock that a vendor delivers to the customer; null = as other stock */
  dropShipAccountId: string | null
  /** ledger account of an adjustment that names none; null = a Problem */
  stockAdjustmentAccountId: string | null
  /** what says that a product is stock: its class and its type alike, or one of them and the other only warns */
  stockCompliance: 'strict' | 'class' | 'type'
  /** begins the number of a journal */
  stockPrefixes: Readonly<Record<StockJournal, string>>
  /** ids of the payment types with which the company itself pays: expenses.ts */
  companyPaidTypes: readonly string[]
  /** how what is owed to an employee, or by one, is posted where the ledger has drafts */
  expensesAs: 'draft' | 'approved'
  /** what the company itself has paid: a journal against the offset account, or a transaction of the account that it was paid from */
  companyPaidBecomes: 'journal' | 'bank-transaction'
  /** how that journal is posted where the ledger has drafts */
  companyPaidAs: 'draft' | 'approved'
  /** each expense by itself, or a member's of a week together */
  expenseGrouping: 'entry' | 'week'
  /** how far an expense has to be approved */
  expenseApproval: Approval
  /** one that is charged to a project waits for the second tier */
  expenseProjectApproval: boolean
  /** how far it has to be billed to the customer */
  expenseBilling: Billing
  /** a tax that was typed and is not the rate's: it stands, or nothing is sent */
  expenseTax: 'typed' | 'rate'
  /** a record of 0.00 is marked in ConnectWise without being posted, or posted like any other */
  zeroRecords: 'mark' | 'post'
}

/** Of the order, of the vendor's invoice, of the receipt, of the shipment. */
export type BillDate = 'order' | 'vendor-invoice' | 'received' | 'shipped'

/** Cost of goods of an invoice, an adjustment, a transfer. */
export type StockJournal = 'sale' | 'adjustment' | 'transfer'

export type TaxDifference = 'warning' | 'halt' | 'ignore'

export type RecordKind = 'invoices' | 'credit-memos' | 'procurement' | 'inventory' | 'expenses' | 'payments'

/** What documents of a ledger can hold: data of its connector. */
export interface LedgerRules {
  /** characters of a document's number */
  numberMax: number
  /** false: whatever is created stands approved */
  drafts: boolean
  /** every line names an item, and the item says which account it is posted to */
  itemAccounts: boolean
  /** false: only invoices are voided; a credit note, bill or vendor credit can only be deleted */
  creditNoteVoid: boolean
  /** what a rate is applied to and rounded on: each line, or the sum of the lines that it taxes */
  taxOn: 'line' | 'document'
  spending: SpendingRules
}

/** What the ledger can hold of money that left a bank or card account, or came back. */
export interface SpendingRules {
  /** it names somebody whom the money went to */
  party: 'required' | 'optional'
  /** the accounts to which it can come back */
  back: 'any' | 'card'
  /** a tax that goes along is kept; else the ledger reckons it of each line, and takes no other */
  taxAsGiven: boolean
}

/** The cached lists of the ledger and the mappings, as lookups by id: all that a plan may know of the outside. */
export interface PlanReference {
  organisation: {
    name: string
    baseCurrency: string
    currencies: string[]
    periodLockDate: CalendarDate | null
    yearLockDate: CalendarDate | null
    rules: LedgerRules
  }
  accounts: Map<string, LedgerAccount>
  taxRates: Map<string, LedgerTaxRate>
  items: Map<string, LedgerItem>
  /** branding themes; one that is gone stays with its name, not active */
  themes: Map<string, { id: string; name: string; active: boolean }>
  /** by category id */
  tracking: Map<
    string,
    {
      id: string
      name: string
      /** a document takes one option of it, not each line its own */
      perDocument: boolean
      options: Map<string, { id: string; name: string; active: boolean }>
    }
  >
  /** by contact id */
  contacts: Map<
    string,
    {
      id: string
      name: string
      archived: boolean
      exempt?: boolean
      /** where the ledger keeps customers and vendors apart; absent: it is either */
      role?: 'customer' | 'vendor' | 'both'
    }
  >
  /** active contact names, lower case → contact id (names only suggest) */
  contactsByName: Map<string, string>
  /** ConnectWise tax code name, lower case → tax code id */
  psaTaxCodes: Map<string, string>
  /** ConnectWise billing terms by name, lower case → terms id */
  psaTerms: Map<string, string>
}

/** `accountId`: where its sales are posted; null where the line itself names the account. */
export interface LedgerItem extends LedgerRef {
  accountId: string | null
}

export interface LedgerAccount extends LedgerRef {
  active: boolean
  /** Xero: REVENUE, SALES, OTHERINCOME, … */
  type: string
  /** Xero: DEBTORS, CREDITORS, …; '' or absent of what people made themselves */
  system?: string
  /** money is spent from it: an account with a bank, or a credit card */
  pays?: 'bank' | 'card' | null
  /** '' or absent where the ledger does not say */
  currency?: string
}

export interface LedgerTaxRate {
  id: string
  name: string
  rate: Decimal
  active: boolean
  canApplyToRevenue: boolean
  canApplyToExpenses: boolean
  /** absent: each line may have its own; else one taxes the whole document, or the ledger itself decides which rate */
  scope?: TaxScope | undefined
  /** the rates that it is made of, where one of them may stand in several of the ledger's codes; absent: it alone */
  parts?: TaxPart[] | undefined
  /** what it comes to on purchases, where one code has rates for each; absent: as on sales */
  onPurchases?: { rate: Decimal; parts: TaxPart[] } | undefined
}

export interface TaxPart {
  id: string
  rate: Decimal
}

export type TaxScope = 'document' | 'ledger'

export type MappingKind =
  | 'account'
  | 'item'
  | 'tax'
  | 'purchase-tax'
  | 'tracking-2'
  | 'tracking-3'
  | 'sales-rep'
  | 'customer'
  | 'vendor'
  | 'employee'
  | 'payment-account'
  | 'term'

/**
 * The user's decisions: (kind, key in ConnectWise) → id in the ledger. Keys: account = account segment text; item = product id,
 * or `non-product:<text>` for segment 4; tax = tax code id, `exempt` for lines without tax, and purchase-tax the same where what
 * is bought needs another rate than what is sold (rates.ts), or `expense:<name>` for a tax of expenses that no code is called like; tracking-2/-3 = segment text;
 * sales-rep = the sales rep's id, or the name where the export gives no id;
 * customer, vendor = ConnectWise company id; employee = member id; payment-account = payment type id, mapped to a bank or card account; term = billing terms id, mapped to a rule (term-rule.ts) and to nothing of the ledger's.
 */
export interface MappingLookup {
  find(kind: MappingKind, psaKey: string): string | null
}
