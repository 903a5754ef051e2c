import type { CalendarDate } from '../std/clock.ts'
import type { Decimal } from '../std/decimal.ts'
import type { Classification } from './expenses.ts'

/**
 * One closed sales document as ConnectWise exports it (GLExport.transactions[], knowledge/connectwise.md §4.4).
 * It exists only once the record is closed. Amounts are exact; the sign is the document's own: on an invoice a
 * sale is positive, on a credit memo the credited amount is positive (GLExport gives revenue lines negative; the
 * connector turns them). `total` includes tax.
 */
export interface SalesExport {
  kind: 'invoice' | 'credit-memo'
  /** finance/invoices id */
  recordId: string
  /** the id that the export and the unposted list use */
  billingLogId: string
  number: string
  /** Standard, Agreement, Progress, DownPayment, Miscellaneous, CreditMemo … as ConnectWise says it */
  billingType: string
  date: CalendarDate
  dueDate: CalendarDate | null
  terms: { name: string; xref: string; dueDays: number | null }
  customer: PsaCustomer
  /** ISO 4217 code, or '' where ConnectWise gave none */
  currency: string
  purchaseOrder: string
  project: string
  memo: string
  /** '' both where the record has none */
  salesRep: { id: string; name: string }
  total: Decimal
  salesTax: Decimal
  taxCode: string
  lines: RecordLine[]
  /** every GL entry id of the record: what POST /finance/accounting/batches needs */
  glEntryIds: string[]
}

/**
 * What one packing slip of a purchase order brought, as ConnectWise exports it (GLExport.purchaseTransactions[],
 * knowledge/connectwise.md §4.4): one vendor bill. Bought, freight and tax are positive, what goes back to the vendor is
 * negative; on a vendor credit the whole is negative. `total` includes freight and tax.
 */
export interface PurchaseExport {
  kind: 'purchase'
  /** record-id.ts */
  recordId: string
  /** unpostedProductId: what the export asks for */
  productId: string
  /** for people, and the name of its batch: the order's number and the slip's */
  number: string
  order: { id: string; number: string; date: CalendarDate | null }
  packingSlip: string
  /** the vendor */
  customer: PsaCustomer
  vendorInvoice: { number: string; date: CalendarDate | null }
  /** when the latest of it was received */
  date: CalendarDate
  /** when the vendor shipped it, null where the order does not say */
  shippedOn: CalendarDate | null
  terms: { name: string; xref: string; dueDays: number | null }
  /** ISO 4217 code, or '' where ConnectWise gave none */
  currency: string
  total: Decimal
  /** purchase tax and freight tax */
  salesTax: Decimal
  taxCode: string
  /** the vendor delivers to the customer */
  dropShip: boolean
  /** products (GL type P) and freight (PF); tax lines are no lines */
  lines: RecordLine[]
  /** every id of details and of their taxes: what the batch needs */
  glEntryIds: string[]
}

/**
 * One count or write-off, or one journey between warehouses, as ConnectWise exports it (GLExport.adjustmentTransactions[] and
 * inventoryTransfers[], knowledge/connectwise.md §4.4): a journal, as nobody owes it.
 */
export interface StockExport {
  kind: 'stock'
  of: 'adjustment' | 'transfer'
  /** record-id.ts */
  recordId: string
  /** unpostedProductId: what the export asks for */
  productId: string
  /** for people, and part of no name in the ledger: “Adjustment 12” */
  number: string
  /** what somebody called it, and why: identifier and reason of an adjustment, description of a transfer */
  name: string
  reason: string
  date: CalendarDate
  /** ISO 4217 code, or '' where ConnectWise gave none: stock is then valued in the ledger's own */
  currency: string
  /** found less missing; of a transfer, what moved */
  total: Decimal
  lines: StockLine[]
  /** ids of the unposted rows: what the batch needs */
  glEntryIds: string[]
}

export interface StockLine {
  /** GL entry id, '' where the export does not say which */
  id: string
  item: { id: string; identifier: string } | null
  description: string
  /** pieces; missing ones are negative */
  quantity: Decimal
  /** signed as the quantity */
  amount: Decimal
  /** where it is now: the asset account of the GL mapping, and of the warehouse */
  place: StockPlace
  /** the account an adjustment is made against, or the place that a transfer left */
  offset: StockPlace
  /** Type XRef of the product, null where the export does not say it */
  itemType: string | null
}

export interface StockPlace {
  /** by the GL mapping, '' where it names none */
  account: string
  /** Location XRef of the warehouse, '' where it has none */
  warehouseAccount: string
  segments: string[]
}

/**
 * An expense, or a week of one member's that become the same document, as ConnectWise exports it (GLExport.expenseBills[] or
 * expenses[], knowledge/connectwise.md §4.4). What was spent is positive, what came back is negative.
 */
export interface ExpenseExport {
  kind: 'expense'
  /** expense-id.ts */
  recordId: string
  number: string
  /** the member */
  customer: PsaCustomer
  /** of the latest of them */
  date: CalendarDate
  /** ISO 4217 code, or '' where ConnectWise gave none */
  currency: string
  /** as paid, with its tax */
  total: Decimal
  /** as it was typed: what its entries of type ET come to */
  salesTax: Decimal
  /** the export tells the classes of its entries: it does not where ConnectWise transfers expenses as bills */
  classes: boolean
  /** not empty */
  entries: ExpenseEntry[]
  /** those of all entries: cost (EE, EI), tax (ET) and offset (EO), debits positive and credits negative */
  lines: RecordLine[]
  /** what the batch needs */
  glEntryIds: string[]
}

/** One expense as the unposted list and the expense entries have it. */
export interface ExpenseFacts {
  /** expenseDetailId */
  id: string
  /** what its own screen and its attachments go by, '' where ConnectWise has several that say the same, or none */
  entryId: string
  member: { id: string; identifier: string; name: string }
  date: CalendarDate
  /** as paid, with its tax */
  amount: Decimal
  currency: string
  type: string
  description: string
  paymentType: { id: string; name: string }
  classification: Classification
  billable: boolean
  /** '' where it is charged to none */
  project: string
  /** what kind of tax was typed, '' where none was or there are several */
  taxType: string
  /** ConnectWise's word of where its approval stands, '' where it could not be found */
  status: string
  /** who approves the member's expenses, '' where ConnectWise does not say */
  approver: string
  locationId: string
  dateClosed: string
}

export interface ExpenseEntry extends ExpenseFacts {
  lines: RecordLine[]
}

/** One closed record that is owed by or to somebody. */
export type BilledExport = SalesExport | PurchaseExport | ExpenseExport

/** One closed record of any kind. */
export type RecordExport = BilledExport | StockExport

export interface PsaCustomer {
  /** company id in ConnectWise */
  id: string
  /** short identifier, e.g. AcmeDental */
  identifier: string
  name: string
  email: string
  accountNumber: string
}

export interface RecordLine {
  /** GL entry id */
  id: string
  /** glTypeId: R, RA, RE, RP, RD, SD, P, PF … (tax lines, ST, PT and FT, are not lines; they are in salesTax); of an expense EE, EI, EO, ET */
  glType: string
  /** the account segment (segment 1) */
  account: string
  /** class segments: [segment 2, segment 3, segment 4 = Non-Product ID]; '' where empty */
  segments: string[]
  /** product of the line, null for service, agreement and other non-product lines */
  item: { id: string; identifier: string } | null
  description: string
  /** the ticket or agreement that the entry is for, as ConnectWise names it; '' where it names none */
  work: string
  quantity: Decimal
  /** true price of one unit with up to 4+ decimals, null where ConnectWise gives none */
  unitPrice: Decimal | null
  /** amount of the line before tax, signed as the document (discounts are negative) */
  amount: Decimal
  taxable: boolean
  /** tax code of the line, '' = the document's */
  taxCode: string
  /** cost of goods account, '' where none */
  costAccount: string
  /** asset account by the GL mapping; only products of class Inventory have one, '' where none */
  inventoryAccount: string
  /** Location XRef of the warehouse, '' where none */
  warehouseAccount: string
  /** Type XRef of the product's type, '' where it has none */
  itemType: string
  /** the vendor delivers it to the customer: it never was in a warehouse */
  dropShipped: boolean
  /** of one piece, null where ConnectWise gives none */
  cost: Decimal | null
}

/** What is known of a record that may still be open: enough for the checks that need no document. */
export interface RecordFacts {
  kind: RecordExport['kind']
  recordId: string
  number: string
  billingType: string
  customer: PsaCustomer
  date: CalendarDate
  dueDate: CalendarDate | null
  terms: string
  currency: string
  taxCode: string
  taxable: boolean
  total: Decimal
  statusName: string
  closed: boolean
  /** identifier of the member who closed it, '' or absent where ConnectWise does not say */
  closedBy?: string
  batch: { id: string; name: string } | null
  locationId: string
  lastUpdated: string
}
