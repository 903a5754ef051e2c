/** The rows of Xero's books. Money and quantities are decimal text; dates are `YYYY-MM-DD`. */

export type Organisation = {
  id: string
  name: string
  shortCode: string
  version: 'AU' | 'US' | 'NZ' | 'UK' | 'GLOBAL'
  country: string
  baseCurrency: string
  currencies: string[]
  timezone: string
  taxNumber?: string
  isDemoCompany: boolean
  periodLockDate?: string
  endOfYearLockDate?: string
  createdAt: number
}

export type AccountClass = 'ASSET' | 'EQUITY' | 'EXPENSE' | 'LIABILITY' | 'REVENUE'

export type Account = {
  id: string
  tenant: string
  code: string
  name: string
  type: string
  class: AccountClass
  taxType: string
  status: 'ACTIVE' | 'ARCHIVED'
  systemAccount?: string
  /** Of a bank account; each is kept in one currency. */
  bank?: { type: 'BANK' | 'CREDITCARD'; currency: string }
  enablePayments: boolean
  updatedAt: number
}

export type TaxRate = {
  id: string
  tenant: string
  taxType: string
  name: string
  rate: string
  component: string
  reportTaxType: string
  status: 'ACTIVE' | 'DELETED'
  appliesTo: AccountClass[]
}

export type TrackingOption = { id: string; name: string; status: 'ACTIVE' | 'ARCHIVED' }
export type TrackingCategory = {
  id: string
  tenant: string
  name: string
  status: 'ACTIVE' | 'ARCHIVED'
  options: TrackingOption[]
}

/** The parts of a contact that are kept as they were sent. */
export type ContactDetails = {
  AccountNumber?: string
  FirstName?: string
  LastName?: string
  CompanyNumber?: string
  EmailAddress?: string
  TaxNumber?: string
  DefaultCurrency?: string
  AccountsReceivableTaxType?: string
  AccountsPayableTaxType?: string
  Addresses?: object[]
  Phones?: object[]
  ContactPersons?: object[]
  PaymentTerms?: object
}

export type Contact = {
  id: string
  tenant: string
  name: string
  contactNumber?: string
  status: 'ACTIVE' | 'ARCHIVED'
  isCustomer: boolean
  isSupplier: boolean
  details: ContactDetails
  updatedAt: number
}

export type Item = {
  id: string
  tenant: string
  code: string
  name: string
  description: string
  unitPrice: string
  accountCode: string
  taxType: string
  updatedAt: number
}

export type BrandingTheme = { id: string; tenant: string; name: string; sortOrder: number; createdAt: number }

export type Line = {
  id: string
  description?: string
  quantity: string
  unitAmount: string
  lineAmount: string
  taxAmount: string
  itemCode?: string
  accountCode?: string
  taxType?: string
  discountRate?: string
  discountAmount?: string
  tracking: { category: string; option: string }[]
}

export type DocumentStatus = 'DRAFT' | 'SUBMITTED' | 'AUTHORISED' | 'PAID' | 'VOIDED' | 'DELETED'
export type DocumentType = 'ACCREC' | 'ACCPAY' | 'ACCRECCREDIT' | 'ACCPAYCREDIT'
export type LineAmountTypes = 'Exclusive' | 'Inclusive' | 'NoTax'
export type Allocation = { id: string; invoice: string; amount: string; date: string }

/** An invoice, bill or credit note. */
export type Document = {
  id: string
  tenant: string
  type: DocumentType
  number: string
  reference?: string
  url?: string
  contact: string
  date: string
  dueDate?: string
  expectedPaymentDate?: string
  status: DocumentStatus
  lineAmountTypes: LineAmountTypes
  lines: Line[]
  currency: string
  currencyRate: string
  subTotal: string
  totalTax: string
  total: string
  /** Payments of an invoice, refunds of a credit note. */
  amountPaid: string
  /** Credit applied to an invoice; what a credit note has given away. */
  amountCredited: string
  allocations: Allocation[]
  brandingTheme?: string
  sentToContact: boolean
  fullyPaidOn?: string
  createdBy: string
  createdAt: number
  updatedAt: number
}

export type BankTransactionType = 'SPEND' | 'RECEIVE'

/** Money that left a bank account, or came to it; in its account's currency. */
export type BankTransaction = {
  id: string
  tenant: string
  type: BankTransactionType
  /** The bank account's id. */
  account: string
  contact: string
  reference: string
  url?: string
  date: string
  status: 'AUTHORISED' | 'DELETED'
  isReconciled: boolean
  lineAmountTypes: LineAmountTypes
  lines: Line[]
  subTotal: string
  totalTax: string
  total: string
  currency: string
  createdBy: string
  createdAt: number
  updatedAt: number
}

/** A debit, or below zero a credit. */
export type JournalLine = {
  description?: string
  amount: string
  account?: string
  tracking: Line['tracking']
}

export type JournalStatus = 'DRAFT' | 'POSTED' | 'VOIDED' | 'DELETED'

/** A manual journal: nobody's, and always in the organisation's own currency. */
/** A file that hangs on a document; of its bytes only their length and hash are kept. */
export type Attachment = {
  id: string
  tenant: string
  document: string
  fileName: string
  mimeType: string
  length: number
  hash: string
}

export type Journal = {
  id: string
  tenant: string
  narration: string
  date: string
  status: JournalStatus
  url?: string
  showOnCashBasisReports: boolean
  lines: JournalLine[]
  createdBy: string
  createdAt: number
  updatedAt: number
}

/** Money of a customer for no invoice: what more came than was owed. */
export type Overpayment = {
  id: string
  tenant: string
  contact: string
  currency: string
  total: string
  /** What of it was paid back. */
  refunded: string
}

export type Payment = {
  id: string
  tenant: string
  /** The invoice, the credit note or the overpayment. */
  document: string
  account: string
  date: string
  amount: string
  reference?: string
  type: string
  status: 'AUTHORISED' | 'DELETED'
  createdBy: string
  updatedAt: number
}

export type User = { id: string; name: string; organisations: string[] }
export type Connection = {
  id: string
  user: string
  tenant: string
  authEvent: string
  createdAt: number
  updatedAt: number
}
export type Code = {
  id: string
  user: string
  redirectUri: string
  challenge: string
  scope: string
  authEvent: string
  born: number
}
export type Token = {
  /** A hash: the books hold no token that works. */
  id: string
  kind: 'access' | 'refresh'
  user: string
  scope: string
  authEvent: string
  born: number
  expires: number
  rotatedAt?: number
}
