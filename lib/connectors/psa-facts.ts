import type { RecordExport } from '../accounting/export.ts'
import type { CalendarDate } from '../std/clock.ts'
import type { Decimal } from '../std/decimal.ts'
import type { Secret } from '../std/secret.ts'
import type { CallFacts, WriteOutcome } from './write-facts.ts'

// What the port Psa tells (ports.ts).

/** Of the port: how the other side is set up, and its expenses. Reads throw ConnectorError. */
export interface PsaSetup {
  /** version, zone and clock of the server */
  systemInfo(): Promise<PsaSystem>
  /** what the API member's security role has to allow */
  readonly neededRights: readonly PsaRight[]
  /** by id of neededRights; asked by the smallest call that needs it and changes nothing */
  hasRight(id: string): Promise<boolean>
  accountingSetup(): Promise<PsaAccountingSetup>
  vendors(): Promise<PsaCompany[]>
  /** GL owner levels */
  locations(): Promise<{ id: string; name: string }[]>
  paymentTypes(): Promise<PsaPaymentType[]>
  /** every expense of that day and later, whatever became of it */
  expenses(since: CalendarDate): Promise<PsaExpense[]>
}

/** A company as lists have it, with what tells it from another. */
export interface PsaCompany {
  id: string
  identifier: string
  name: string
  /** of its finance page, '' where nobody wrote one */
  accountNumber: string
  /** where it wants invoices sent */
  email: string
}

export interface PsaSystem {
  version: string
  cloud: boolean
  /** as the server names it, such as “AUS Eastern Standard Time”; '' where it says none */
  timeZone: string
  /** how far its clock is ahead of ours, to half a second; null where it says no time */
  clockAheadMs: number | null
}

export interface PsaRight {
  id: string
  /** module and function, as Manage's security role screen has them */
  place: string
  level: 'Inquire' | 'Add' | 'Delete'
}

export interface PsaAccountingSetup {
  /** name of the accounting package */
  package: string
  includesExpenses: boolean
  expensesAsBills: boolean
  includesCogs: boolean
  /** GL segments in use */
  segments: { number: number; name: string; type: 'Account' | 'Class' | null }[]
}

export type ExpenseClassification = 'reimbursable' | 'non-reimbursable' | 'personal'

/** How an expense was paid. */
export interface PsaPaymentType {
  id: string
  name: string
  /** ConnectWise's own flag: the company pays */
  company: boolean
  /** what a new expense of this type begins with; null = a word that is none of the three */
  classification: ExpenseClassification | null
}

export interface PsaExpense {
  id: string
  date: CalendarDate
  member: { id: string; identifier: string; name: string }
  /** null: the MSP's own cost */
  customer: { id: string; identifier: string; name: string } | null
  type: string
  paymentType: { id: string; name: string }
  classification: ExpenseClassification | null
  amount: Decimal
  currency: string
  billable: boolean
  description: string
  locationId: string
  status: string
}

/** What one of the unposted lists offers: closed, and in no batch. */
export interface UnpostedRecord {
  recordId: string
  /**
   * what the export asks for: billingLogId of an invoice, unpostedProductId of a packing slip or of stock; of expenses the record's
   * own id
   */
  exportId: string
  number: string
  kind: RecordExport['kind']
  billingType: string
  /** the screen of Manage that it is part of where that is another record's: the purchase order of a packing slip; '' else */
  parentId: string
  /** the vendor of a purchase, the member of an expense; of stock, what ConnectWise calls it, with no id */
  customer: { id: string; identifier: string; name: string }
  date: CalendarDate
  dueDate: CalendarDate | null
  total: Decimal
  currency: string
  dateClosed: string
  locationId: string
  /** of expenses: how far their approval is */
  statusName?: string
  /** why nothing is posted of it; absent: something is */
  nothing?: string
}

/** A purchase order, without its lines. Amounts are the vendor's: what is bought is positive. */
export interface PsaPurchaseOrderHead {
  id: string
  number: string
  statusName: string
  closed: boolean
  vendor: { id: string; identifier: string; name: string }
  /** the customer to whom the vendor delivers; null: to a warehouse */
  shipTo: { id: string; identifier: string; name: string } | null
  terms: string
  date: CalendarDate | null
  shippedOn: CalendarDate | null
  vendorOrderNumber: string
  /** one for the whole order: ConnectWise has no more */
  vendorInvoice: { number: string; date: CalendarDate | null }
  /** ISO 4217 code, or '' where ConnectWise gave none */
  currency: string
  taxCode: string
  subtotal: Decimal
  salesTax: Decimal
  /** `packingSlip`: with which it came, '' where nobody wrote it */
  freight: { amount: Decimal; tax: Decimal; packingSlip: string }
  total: Decimal
  locationId: string
  lastUpdated: string
}

export interface PsaPurchaseOrder extends PsaPurchaseOrderHead {
  /** by line number; what did not come of a line waits on one of its own, or is canceled */
  lines: PsaPurchaseOrderLine[]
}

export interface PsaPurchaseOrderLine {
  id: string
  number: number
  product: { id: string; identifier: string } | null
  description: string
  unit: string
  ordered: Decimal
  /** ConnectWise tells whole pieces only */
  received: Decimal
  unitCost: Decimal
  amount: Decimal
  tax: Decimal
  /** '' while it waits */
  packingSlip: string
  /** null = a word that is none of the four */
  receivedStatus:
    | 'Waiting'
    | 'FullyReceived'
    | 'PartiallyReceiveCancelRest'
    | 'PartiallyReceiveCloneRest'
    | null
  receivedOn: CalendarDate | null
  closed: boolean
  canceled: boolean
  /** it stands in a batch */
  batched: boolean
}

export interface PsaBatch {
  /** '' straight after createBatch, whose answer does not name it: a look by its identifier does */
  id: string
  identifier: string
  closed: boolean
}

export type BatchOutcome =
  | { kind: 'done'; batch: PsaBatch; call: CallFacts }
  | { kind: 'rejected'; code: string; message: string; call: CallFacts }
  | Exclude<WriteOutcome, { kind: 'answered' }>

export interface PsaCallback {
  id: string
  url: string
  type: string
  description: string
  inactive: boolean
}

export interface ReceivedCallback {
  action: 'added' | 'updated' | 'deleted'
  type: string
  recordId: string
  loginCompany: string
  memberId: string
  keyUrl: string
}

/** From the hosted API: only a claim. The hash is a bearer credential: memory only (knowledge/connectwise.md §2.3). */
export interface MemberClaim {
  loginCompany: string
  memberId: string
  memberHash: Secret
  memberContext: string
}

/** What myMembers/info says of the bearer of that hash. */
export interface MemberFact {
  id: string
  identifier: string
  name: string
  email: string
  inactive: boolean
  timeZone: string
}
