import type { Classification, ExpenseType, PaymentType } from './entities-expenses.ts'
import type { CatalogItem, OrderStatus, Warehouse } from './entities-procurement.ts'
import type { SecurityRole } from './rights.ts'

export type Ref = { id: number; name: string }

export type Key = { public: string; private: string; memberId: number }
export type Location = { id: number; name: string }
export type Department = { id: number; identifier: string; name: string }
export type BillingStatus = {
  id: number
  name: string
  sortOrder: number
  defaultFlag: boolean
  closedFlag: boolean
  sentFlag: boolean
}
export type BillingTerm = { id: number; name: string; dueDays: number | null; termsXref: string }
export type Currency = { id: number; identifier: string; name: string; symbol: string }
/** One level is enough for Australian GST; the rate is a fraction as decimal text. */
export type TaxCode = { id: number; identifier: string; description: string; rate: string; xref: string }

/** Sales; purchases (P, freight PF, their taxes PT and FT); stock (IA, IT); expenses (EE, EI, their offset EO and tax ET). */
export type GlType =
  | ('AR' | 'R' | 'RA' | 'RE' | 'RP' | 'RD' | 'SD' | 'ST')
  | ('AP' | 'P' | 'PF' | 'PT' | 'FT' | 'IA' | 'IT')
  | ('EE' | 'EI' | 'EO' | 'ET')
export const MAPPED_TYPES = [
  'Corporate',
  'Location',
  'Department',
  'Product Category',
  'Agreement Type',
  'Work Type',
  'Expense Type',
] as const
export type MappedType = (typeof MAPPED_TYPES)[number]
/** Segment 1 is the account; 2 and 3 are tracking; 4 is the Non-Product ID. Empty text means "not said here". */
export type Segments = readonly [string, string, string, string]
export type GlAccount = {
  id: number
  glType: GlType
  mappedType: MappedType
  mappedRecord: Ref | null
  segments: Segments
  cogs: Segments
  salesCode: string
  /** The asset account, where stock is kept. */
  inventory?: string
}

export type Integrator = { username: string; password: string; memberId: number }
/** Accounting package and GL segments, as Setup Tables have them. */
export type AccountingSetup = {
  package: {
    id: number
    identifier: 'QB99' | 'Mas200' | 'GPlains' | 'SBA' | 'Mas200v4' | 'Other'
    name: string
  }
  captions: readonly { name: string; type: 'Account' | 'Class' }[]
  includeExpenses: boolean
  expensesAsBills: boolean
  /** Condensed: the export adds up what stands on one account. */
  expenseFormat?: 'Default' | 'Condensed'
  /** Cost of goods goes along with what is sold, where stock on hand is kept by the accounting package too (unsaid: it is). */
  includeCogs: boolean
  inventorySoh?: boolean
  /** Also of what the vendor delivers to the customer; unsaid: not. */
  cogsDropShip?: boolean
}

export type Tenant = {
  key: string
  company: string
  name: string
  codebase: string
  version: string
  signingKey: string
  productInstanceId: string
  /** As Windows names it: what the server's dates are in. */
  timeZone: string
  keys: Key[]
  /** A legacy server: it refuses keys and takes this name and password (knowledge: integrator login). */
  integrator: Integrator | null
  roles: SecurityRole[]
  accounting: AccountingSetup
  locations: Location[]
  departments: Department[]
  statuses: BillingStatus[]
  terms: BillingTerm[]
  currencies: Currency[]
  taxCodes: TaxCode[]
  companyTypes: Ref[]
  classifications: Classification[]
  paymentTypes: PaymentType[]
  expenseTypes: ExpenseType[]
  warehouses: Warehouse[]
  catalog: CatalogItem[]
  orderStatuses: OrderStatus[]
  glAccounts: GlAccount[]
}

export type Role = 'finance' | 'technician' | 'api'
export type Member = {
  key: string
  tenant: string
  id: number
  identifier: string
  firstName: string
  lastName: string
  email: string
  role: Role
  inactive: boolean
  /** sandbox only: the secret in the app on the member's phone */
  authenticator?: string
}

/** Of the company types; the vendor's own vendors. */
export const VENDOR_TYPE = 3

export type Company = {
  key: string
  tenant: string
  id: number
  identifier: string
  name: string
  accountNumber: string
  typeId: number
  termsId: number
  currencyId: number
  taxCodeId: number
  address: { line1: string; city: string; state: string; zip: string }
  phone: string
  billingContact: string
  invoiceEmail: string
  updatedAt: string
}

export const INVOICE_TYPES = [
  'Agreement',
  'Consolidated',
  'CreditMemo',
  'DownPayment',
  'Miscellaneous',
  'Progress',
  'Standard',
] as const
export type InvoiceType = (typeof INVOICE_TYPES)[number]
export type LineKind = 'time' | 'expense' | 'product' | 'agreement' | 'downpayment'

/** `quantity` and `price` are always positive; `amount` carries the sign of the document. */
export type Line = {
  id: number
  kind: LineKind
  description: string
  quantity: string
  price: string
  amount: string
  cost: string
  taxable: boolean
  /** Product id of the catalogue, for products. */
  item: { id: number; identifier: string } | null
  /** Out of which stock it was shipped; unsaid: out of none. */
  warehouseId?: number
  /** The vendor delivered it to the customer. */
  dropShipped?: boolean
  /** What a record-specific GL mapping hangs on: product category, agreement type, work type. */
  category: string
  date: string
  memberId: number | null
}

export type Invoice = {
  key: string
  tenant: string
  id: number
  billingLogId: number
  unpostedId: number
  number: string
  type: InvoiceType
  companyId: number
  statusId: number
  locationId: number
  departmentId: number
  termsId: number
  currencyId: number
  taxCodeId: number
  date: string
  dueDate: string
  reference: string
  customerPO: string
  agreement: Ref | null
  project: Ref | null
  topComment: string
  internalNotes: string
  lines: Line[]
  subtotal: string
  salesTax: string
  total: string
  taxableAmount: string
  closedBy: string
  closedAt: string
  updatedAt: string
  updatedBy: string
  glBatch: Ref | null
  unbatched: Ref | null
}

export type GlEntry = {
  key: string
  tenant: string
  id: number
  invoiceId: number
  /** The line it came from; null for receivable and tax entries. */
  lineId: number | null
  type: GlType
  /** Debits positive, credits negative, as in the export. */
  amount: string
  description: string
  segments: Segments
  cogs: Segments
  cost: string
  salesCode: string
  productId: string
  /** The asset account that it left; unsaid or '': none. */
  inventory?: string
  batchId: number | null
}

export type Batch = {
  key: string
  tenant: string
  id: number
  identifier: string
  glInterfaceIdentifier: string
  invoices: boolean
  expenses: boolean
  products: boolean
  closed: boolean
  createdBy: string
  createdAt: string
}

export type Callback = {
  key: string
  tenant: string
  id: number
  description: string
  url: string
  objectId: number
  type: string
  level: string
  memberId: number
  payloadVersion: string
  inactive: boolean
  selfSuppressed: boolean
  failingSince: number | null
  updatedAt: string
}

export type HostedSetup = {
  key: string
  tenant: string
  id: number
  screenId: number
  description: string
  url: string
  type: 'Tab' | 'Pod' | 'ToolbarButton'
  clientId: string
  origin: string
  podHeight: number
  disabled: boolean
  createdBy: string
  dateCreated: string
}

export type MenuEntry = {
  key: string
  tenant: string
  id: number
  menuLocation: Ref
  caption: string
  link: string
  newWindow: boolean
  origin: string
  clientId: string
  /** The locations (System, Locations) that see it. */
  locations: { id: number; locationId: number }[]
}

/** What signing in at Manage leaves behind: the page's cookie and the hash that it hands to hosted pages. */
export type Session = {
  key: string
  tenant: string
  memberId: number
  hash: string
  context: string
  issuedAt: number
  expired: boolean
}

export type Counter = { key: string; next: number }
