import type { NumberText } from '../kit/json.ts'

/** The rows of QuickBooks' books. An entity is kept as the JSON it was given, its numbers digit for digit. */

export type Company = {
  /** The realm id. */
  id: string
  name: string
  country: 'AU' | 'US' | 'GB'
  /** The state or county of the address, where the tax engine works from. */
  state: string
  currency: string
  multiCurrency: boolean
  timezone: string
  preferences: CompanyPreferences
  createdAt: number
}

export type CompanyPreferences = {
  customTxnNumbers: boolean
  usingSalesTax: boolean
  /** Automated sales tax of the United States. */
  partnerTaxEnabled: boolean
  classTrackingPerTxn: boolean
  classTrackingPerTxnLine: boolean
  trackDepartments: boolean
  useAccountNumbers: boolean
  bookCloseDate?: string
}

export const NAMES = ['Customer', 'Vendor', 'Employee'] as const
export const LISTS = [
  ...NAMES,
  'Item',
  'Account',
  'Class',
  'Department',
  'TaxCode',
  'TaxRate',
  'TaxAgency',
  'Term',
  'PaymentMethod',
  'CompanyCurrency',
] as const
export const TRANSACTIONS = [
  'Invoice',
  'CreditMemo',
  'RefundReceipt',
  'Bill',
  'VendorCredit',
  'Purchase',
  'JournalEntry',
  'Payment',
  'BillPayment',
] as const
export type ListType = (typeof LISTS)[number]
export type TransactionType = (typeof TRANSACTIONS)[number]
export type EntityType = ListType | TransactionType

export type Row = {
  /** realm|type|entity id */
  id: string
  realm: string
  type: EntityType
  entityId: string
  syncToken: number
  /** What must be unique among names, items or accounts. */
  name?: string
  docNumber?: string
  /** `Customer|5`: whose transaction it is. */
  party?: string
  /** Decimal text; of transactions only. */
  total?: string
  tax?: string
  /** What is still open: owed, to be given, or unapplied. */
  balance?: string
  active: boolean
  voided: boolean
  deleted: boolean
  /** It stands against a bank statement: no field of it says so. */
  reconciled?: boolean
  createdBy: string
  createdAt: number
  updatedAt: number
  json: string
}

/** A file with what it hangs on; of its bytes only their length and hash are kept. */
export type Attachable = {
  id: string
  realm: string
  entityId: string
  fileName: string
  contentType: string
  /** `Bill`, and the id of one. */
  refType: string
  refId: string
  length: number
  hash: string
  createdAt: number
}

/** An amount that a payment settles, or takes from a credit. */
export type Link = { id: string; realm: string; from: string; to: string; amount: string }

export type Ref = { value: string; name?: string; type?: string }
export type LinkedTxn = { TxnId: string; TxnType: string; TxnLineId?: string }
export type TaxLine = {
  Amount?: NumberText
  DetailType: 'TaxLineDetail'
  TaxLineDetail: {
    TaxRateRef: Ref
    PercentBased?: boolean
    TaxPercent?: NumberText
    NetAmountTaxable?: NumberText
    OverrideDeltaAmount?: NumberText
  }
}
export type TxnTaxDetail = { TxnTaxCodeRef?: Ref; TotalTax?: NumberText; TaxLine?: TaxLine[] }
export type GlobalTax = 'TaxExcluded' | 'TaxInclusive' | 'NotApplicable'

/** What the lines of sales and of expenses have in common; which fields may come is the schema's to say. */
export type LineDetail = {
  ItemRef?: Ref
  AccountRef?: Ref
  ClassRef?: Ref
  CustomerRef?: Ref
  DepartmentRef?: Ref
  TaxCodeRef?: Ref
  Qty?: NumberText
  UnitPrice?: NumberText
  TaxInclusiveAmt?: NumberText
  TaxAmount?: NumberText
  PostingType?: 'Debit' | 'Credit'
  Entity?: { Type?: string; EntityRef?: Ref }
  BillableStatus?: 'Billable' | 'NotBillable' | 'HasBeenBilled'
}
export type DetailName =
  | 'SalesItemLineDetail'
  | 'AccountBasedExpenseLineDetail'
  | 'ItemBasedExpenseLineDetail'
  | 'JournalEntryLineDetail'
  | 'DescriptionLineDetail'
  | 'SubTotalLineDetail'
export type Line = {
  Id?: string
  LineNum?: number | NumberText
  Description?: string
  Amount?: NumberText
  DetailType?: DetailName | 'DescriptionOnly'
  LinkedTxn?: LinkedTxn[]
} & { [detail in DetailName]?: LineDetail }

/** Bodies as callers send them; schema/entities.json has checked the same bytes before they are read as this. */
export type Body = {
  Id?: string
  SyncToken?: string
  sparse?: boolean
  Active?: boolean
  Name?: string
  DisplayName?: string
  FullyQualifiedName?: string
  PrintOnCheckName?: string
  Taxable?: boolean
  Title?: string
  GivenName?: string
  MiddleName?: string
  FamilyName?: string
  Suffix?: string
  CompanyName?: string
  BillAddr?: Address
  ShipAddr?: Address
  ParentRef?: Ref
  SalesTermRef?: Ref
  TermRef?: Ref
  DueDays?: NumberText
  AccountType?: string
  RateValue?: NumberText
  SalesTaxRateList?: RateList
  PurchaseTaxRateList?: RateList
  DocNumber?: string
  TxnDate?: string
  DueDate?: string
  PrivateNote?: string
  CustomerMemo?: { value: string }
  CustomerRef?: Ref
  VendorRef?: Ref
  EntityRef?: Ref
  AccountRef?: Ref
  APAccountRef?: Ref
  ARAccountRef?: Ref
  DepositToAccountRef?: Ref
  PaymentMethodRef?: Ref
  PaymentType?: string
  PayType?: string
  CheckPayment?: { BankAccountRef?: Ref }
  CreditCardPayment?: { CCAccountRef?: Ref }
  PaymentRefNum?: string
  ClassRef?: Ref
  DepartmentRef?: Ref
  CurrencyRef?: Ref
  ExchangeRate?: NumberText
  GlobalTaxCalculation?: GlobalTax
  TxnTaxDetail?: TxnTaxDetail
  Line?: Line[]
  TotalAmt?: NumberText
  Credit?: boolean
}
export type Address = { [line: string]: string | undefined; CountrySubDivisionCode?: string }
export type RateList = { TaxRateDetail?: { TaxRateRef: Ref }[] }

export type User = { id: string; name: string; realms: string[] }
export type Code = {
  id: string
  user: string
  realm: string
  redirectUri: string
  scope: string
  born: number
  /** The grant it was turned into; used again, it ends that grant. */
  grant?: string
}
export type Token = {
  /** A hash: the books hold no token that works. */
  id: string
  kind: 'access' | 'refresh'
  grant: string
  user: string
  realm: string
  scope: string
  born: number
  expires: number
  rotatedAt?: number
}
/** The last number given out. */
export type Sequence = { id: string; last: number }
/** Calls of one month that are metered. */
export type Usage = { id: string; reads: number }
