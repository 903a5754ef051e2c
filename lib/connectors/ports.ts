import type { ContactRole, LedgerContact, LedgerDocument } from '../accounting/document.ts'
import type { ExpenseRules } from '../accounting/expense-groups.ts'
import type {
  ExpenseExport,
  PurchaseExport,
  RecordFacts,
  SalesExport,
  StockExport,
} from '../accounting/export.ts'
import type { LedgerRules } from '../accounting/options.ts'
import type { RecordSource } from '../accounting/record-id.ts'
import type { Decimal } from '../std/decimal.ts'
import type { Secret } from '../std/secret.ts'
import type { LedgerAttachments, PsaFiles } from './attachment-facts.ts'
import type { PsaInstall } from './install-facts.ts'
import type {
  DocumentEnd,
  LedgerAccountFact,
  LedgerItemFact,
  LedgerLimits,
  LedgerOrganisation,
  LedgerTaxFact,
  LedgerTrackingFact,
  SpentCalls,
} from './ledger-facts.ts'
import type { LedgerPayments, PsaPayments } from './payment-facts.ts'
import type {
  BatchOutcome,
  MemberClaim,
  MemberFact,
  PsaBatch,
  PsaCallback,
  PsaCompany,
  PsaPurchaseOrder,
  PsaScreens,
  PsaSetup,
  ReceivedCallback,
  UnpostedRecord,
} from './psa-facts.ts'
import type { LedgerUpdates } from './update-facts.ts'
import type {
  ContactOutcome,
  DocumentToSend,
  EndOutcome,
  RemoteContact,
  RemoteDocument,
  WriteGuard,
  WriteOutcome,
} from './write-facts.ts'

/**
 * What the outside did (design §5): thrown by reads, carried by writes. The kind comes from status and code, never from text.
 * `unauthorized`: keys or tokens refused; `forbidden`: a right is missing; `limited`: nothing was executed, wait;
 * `unavailable`: could not be reached or 5xx; `malformed`: answered something that is not its own format.
 */
export type ConnectorErrorKind =
  | 'unauthorized'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'invalid'
  | 'limited'
  | 'unavailable'
  | 'malformed'

export class ConnectorError extends Error {
  override name = 'ConnectorError'
  readonly system: 'connectwise' | 'xero' | 'quickbooks'
  readonly kind: ConnectorErrorKind
  readonly status: number | null
  /** wait this long before the next call (limits), in real milliseconds */
  readonly retryAfterMs: number | null
  /** the vendor's own code, message and correlation id, for support */
  readonly vendor: { code: string; message: string; correlationId: string }

  constructor(init: {
    system: ConnectorError['system']
    kind: ConnectorErrorKind
    message: string
    status?: number
    retryAfterMs?: number
    vendor?: Partial<ConnectorError['vendor']>
  }) {
    super(init.message)
    this.system = init.system
    this.kind = init.kind
    this.status = init.status ?? null
    this.retryAfterMs = init.retryAfterMs ?? null
    this.vendor = { code: '', message: '', correlationId: '', ...init.vendor }
  }
}

/** The ledger's side. Reads throw ConnectorError; writes return an outcome and never retry by themselves. */
export interface Ledger extends LedgerPayments, LedgerUpdates, LedgerAttachments {
  readonly system: 'xero' | 'quickbooks'
  readonly limits: LedgerLimits
  /** what its documents can hold */
  readonly rules: LedgerRules
  /** real milliseconds until the vendor's allowance lets another write begin; 0 = now. Asked before anything is claimed. */
  delayMs(): number
  /** What it has used of the vendor's limits, where no answer tells that to another process. */
  spentCalls(): SpentCalls
  /** Goes on counting where another process has left off. */
  recallSpent(spent: SpentCalls): void
  organisation(): Promise<LedgerOrganisation>
  accounts(): Promise<LedgerAccountFact[]>
  taxRates(): Promise<LedgerTaxFact[]>
  tracking(): Promise<LedgerTrackingFact[]>
  items(): Promise<LedgerItemFact[]>
  /** looks of its documents; a ledger without any answers none */
  brandingThemes(): Promise<{ id: string; name: string }[]>
  /** customers and vendors; who is both stands once where the ledger has one contact for it, else twice */
  contacts(options: { modifiedSince: string | null }): Promise<RemoteContact[]>
  /**
   * Look: by number and kind; voided and deleted documents are skipped. Absent numbers are simply not in the answer. A bill's or
   * vendor credit's number is its vendor's: several vendors' documents may bear it, and all are told.
   */
  findDocuments(kind: LedgerDocument['kind'], numbers: string[]): Promise<RemoteDocument[]>
  /** Look: by ledger id, any status (drift, undo). */
  documentsById(kind: LedgerDocument['kind'], ids: string[]): Promise<RemoteDocument[]>
  /** Look: contacts of that role with these ConnectWise ids; a ledger that cannot be asked for the id is asked for the name. */
  findContacts(asked: { role: ContactRole; psaId: string; name: string }[]): Promise<RemoteContact[]>
  /** The exact bytes that `createDocuments` sends, frozen with the send before the first byte leaves. */
  documentsBody(kind: LedgerDocument['kind'], documents: DocumentToSend[]): string
  contactsBody(contacts: LedgerContact[]): string
  createDocuments(
    kind: LedgerDocument['kind'],
    body: string,
    count: number,
    guard: WriteGuard,
  ): Promise<WriteOutcome>
  createContacts(body: string, count: number, guard: WriteGuard): Promise<ContactOutcome>
  /** The exact bytes that `endDocument` sends, frozen with the send. */
  endBody(kind: LedgerDocument['kind'], end: DocumentEnd): string
  /** In one write. What may not be ended (paid, locked, changed meanwhile) is `rejected`, in the ledger's own words. */
  endDocument(
    kind: LedgerDocument['kind'],
    end: DocumentEnd,
    body: string,
    guard: WriteGuard,
  ): Promise<EndOutcome>
}

/** ConnectWise's side. Reads throw ConnectorError. */
export interface Psa extends PsaSetup, PsaScreens, PsaPayments, PsaFiles {
  /** login/companyinfo: codebase and version; null = no such login company. Needs no keys. */
  companyInfo(): Promise<{ company: string; codebase: string; version: string; cloud: boolean } | null>
  /** a protected read that proves the keys (system/info proves nothing) */
  probe(): Promise<void>
  member(claim: MemberClaim): Promise<MemberFact>
  invoice(id: string): Promise<RecordFacts>
  /** open and closed invoices of one customer, newest first */
  invoicesOfCustomer(companyId: string, limit: number): Promise<RecordFacts[]>
  /** invoices by id, in as few calls as the URL length allows */
  invoices(ids: string[]): Promise<RecordFacts[]>
  /** invoices and credit memos of that very number */
  invoicesNumbered(numbers: string[]): Promise<RecordFacts[]>
  /** invoices changed after that moment, by the vendor's clock; forward-only pages */
  invoicesChangedAfter(after: Date): AsyncIterable<RecordFacts[]>
  /** closed and not batched; forward-only pages */
  unpostedInvoices(): AsyncIterable<UnpostedRecord[]>
  /** packing slips that are closed and not batched, a row each; adjustments and transfers are not among them */
  unpostedPurchases(): AsyncIterable<UnpostedRecord[]>
  /** expenses that are in no batch, gathered by the company's rules; forward-only pages of the whole list */
  unpostedExpenses(rules: ExpenseRules): AsyncIterable<UnpostedRecord[]>
  /** those of one purchase order */
  unpostedOfOrder(orderId: string): Promise<UnpostedRecord[]>
  /** read-only preview (POST finance/accounting/export); ids are billingLogId; absent ones are not in the answer */
  exportSales(billingLogIds: string[]): Promise<SalesExport[]>
  /** read-only like exportSales; ids are unpostedProductId; absent ones are not in the answer */
  exportPurchases(productIds: string[]): Promise<PurchaseExport[]>
  /** stock adjustments that are closed and transfers that have arrived, none of them batched; one row for each record */
  unpostedStock(): AsyncIterable<UnpostedRecord[]>
  /** read-only like exportSales; ids are unpostedProductId; absent ones are not in the answer */
  exportStock(productIds: string[]): Promise<StockExport[]>
  /** read-only like exportSales, by record id; absent ones are not in the answer */
  exportExpenses(recordIds: string[], rules: ExpenseRules): Promise<ExpenseExport[]>
  /** for a screen: what was ordered, what came, what is batched; null where there is none with this id */
  purchaseOrder(id: string): Promise<PsaPurchaseOrder | null>
  /** rows of the unposted lists by record id → what the export needs; absent = open, batched or without entries. Expenses are looked for by the company's rules. */
  unpostedOf(recordIds: string[], rules?: ExpenseRules): Promise<UnpostedRecord[]>
  findBatches(identifiers: string[]): Promise<PsaBatch[]>
  createBatch(
    source: RecordSource,
    identifier: string,
    entryIds: string[],
    guard: WriteGuard,
  ): Promise<BatchOutcome>
  deleteBatch(id: string, guard: WriteGuard): Promise<BatchOutcome>
  taxCodes(): Promise<{ id: string; name: string; description: string; rate: Decimal | null }[]>
  terms(): Promise<{ id: string; name: string; dueDays: number | null; xref: string }[]>
  glAccounts(): Promise<{ id: string; type: string; account: string; segments: string[] }[]>
  customers(options: { ids: string[] | null }): Promise<PsaCompany[]>
  members(): Promise<{ id: string; identifier: string; name: string; email: string; active: boolean }[]>
  callbacks(): Promise<PsaCallback[]>
  registerCallback(callback: { description: string; url: string; type: string }): Promise<PsaCallback>
  removeCallback(id: string): Promise<void>
  /** signing key of callbacks; the address must be on the account's own host (knowledge/connectwise.md §5) */
  signingKey(keyUrl: string): Promise<Secret>
  /** the header x-content-signature over the bytes as they came, compared in constant time */
  isSigned(rawBody: Buffer, signature: string, key: Secret): boolean
  /** what a callback's body says: only hints, until ConnectWise is asked */
  receivedCallback(rawBody: Buffer): ReceivedCallback
  /** what this product puts into Manage's screens and menu */
  readonly install: PsaInstall
}
