import type { LedgerContact, LedgerDocument } from '../accounting/document.ts'
import type { RecordFacts, SalesExport } from '../accounting/export.ts'
import type { LedgerRules } from '../accounting/options.ts'
import type { CalendarDate } from '../std/clock.ts'
import type { Decimal } from '../std/decimal.ts'
import type { Secret } from '../std/secret.ts'
import type {
  DocumentEnd,
  DocumentNames,
  LedgerAccountFact,
  LedgerItemFact,
  LedgerLimits,
  LedgerOrganisation,
  LedgerTaxFact,
  LedgerTrackingFact,
} from './ledger-facts.ts'
import type { LedgerPayments, PsaPayments } from './payment-facts.ts'
import type { PsaCompany, PsaSetup } from './psa-facts.ts'
import type { LedgerUpdates } from './update-facts.ts'

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

// ---------------------------------------------------------------------------------------------- writes

/** Handed to every write: the claim is checked again on the connected socket, just before the body leaves. */
export interface WriteGuard {
  /** vendor key of this send (Xero Idempotency-Key, ≤ 128 characters); '' where the vendor has none */
  key: string
  timeoutMs: number
  /** throws when the lease or the key is too old: then not a byte of the body has left */
  beforeBody(): void
}

/**
 * Outcome of one outside write. `answered`: the vendor decided, element by element. `not-executed`: provably nothing
 * was written (limit, refused token, not sent). `unknown`: look before anything is sent again; `keyBurnt` when a definite
 * 5xx has been cached under the key (knowledge/ledgers.md §1.4).
 */
export type WriteOutcome =
  | { kind: 'answered'; elements: ElementOutcome[]; call: CallFacts }
  | {
      kind: 'not-executed'
      reason: 'limited' | 'unauthorized' | 'forbidden' | 'not-sent'
      retryAfterMs: number | null
      /** limited by the day's allowance: the lane pauses, the user is told */
      day: boolean
      message: string
      call: CallFacts
    }
  | { kind: 'unknown'; keyBurnt: boolean; message: string; call: CallFacts }

export interface CallFacts {
  status: number | null
  correlationId: string
  ms: number
}

export type ElementOutcome =
  | { kind: 'posted'; remote: RemoteDocument; warnings: string[] }
  | { kind: 'rejected'; code: RejectionCode; messages: string[] }

/** From the vendor's structured answer where it has one; Xero has only messages: the documented ones are matched in its folder. */
export type RejectionCode =
  | 'duplicate-number'
  | 'contact'
  | 'account'
  | 'tax'
  | 'locked-period'
  | 'currency'
  | 'duplicate-contact'
  | 'other'

/** What stands in the ledger, read back from its answer. */
export interface RemoteDocument extends DocumentNames {
  id: string
  contactId: string
  total: Decimal
  totalTax: Decimal
  currency: string
  status: 'draft' | 'submitted' | 'authorised' | 'paid' | 'voided' | 'deleted'
  /**
   * posting id and revision, '' when it is not ours; null when this kind has no place for one (a Xero credit note):
   * then number, contact, currency and total together say whose it is
   */
  marker: string | null
  /** address for people */
  url: string
  updatedAt: string
  amountDue: Decimal | null
  /** names this very state where the vendor asks for it (QuickBooks SyncToken), '' otherwise */
  version: string
}

export interface RemoteContact {
  id: string
  name: string
  /** ConnectWise company id we wrote (Xero ContactNumber, in QuickBooks' Notes), '' when not ours */
  psaId: string
  archived: boolean
  /** what people know it by, '' where nobody wrote it */
  email: string
  accountNumber: string
  exempt?: boolean // the ledger charges it no sales tax, whatever the lines say
}

export type ContactOutcome =
  | {
      kind: 'answered'
      elements: (
        | { kind: 'posted'; remote: RemoteContact }
        | { kind: 'rejected'; code: RejectionCode; messages: string[] }
      )[]
      call: CallFacts
    }
  | Exclude<WriteOutcome, { kind: 'answered' }>

/** One document with what the vendor needs to know of its posting. `contactId` is resolved. */
export interface DocumentToSend {
  marker: string
  contactId: string
  document: LedgerDocument
}

export type EndOutcome =
  | { kind: 'ended'; call: CallFacts }
  | { kind: 'rejected'; code: RejectionCode; messages: string[]; call: CallFacts }
  | Exclude<WriteOutcome, { kind: 'answered' }>

// ---------------------------------------------------------------------------------------------- ledger

/** The ledger's side. Reads throw ConnectorError; writes return an outcome and never retry by themselves. */
export interface Ledger extends LedgerPayments, LedgerUpdates {
  readonly system: 'xero' | 'quickbooks'
  readonly limits: LedgerLimits
  /** what its documents can hold */
  readonly rules: LedgerRules
  /** real milliseconds until the vendor's allowance lets another write begin; 0 = now. Asked before anything is claimed. */
  delayMs(): number
  organisation(): Promise<LedgerOrganisation>
  accounts(): Promise<LedgerAccountFact[]>
  taxRates(): Promise<LedgerTaxFact[]>
  tracking(): Promise<LedgerTrackingFact[]>
  items(): Promise<LedgerItemFact[]>
  /** looks of its documents; a ledger without any answers none */
  brandingThemes(): Promise<{ id: string; name: string }[]>
  contacts(options: { modifiedSince: string | null }): Promise<RemoteContact[]>
  /** Look: by number and kind; voided and deleted documents are skipped. Absent numbers are simply not in the answer. */
  findDocuments(kind: LedgerDocument['kind'], numbers: string[]): Promise<RemoteDocument[]>
  /** Look: by ledger id, any status (drift, undo). */
  documentsById(kind: LedgerDocument['kind'], ids: string[]): Promise<RemoteDocument[]>
  /** Look: customers with these ConnectWise ids; a ledger that cannot be asked for the id is asked for the name. */
  findContacts(asked: { psaId: string; name: string }[]): Promise<RemoteContact[]>
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

// ---------------------------------------------------------------------------------------------- PSA

/** ConnectWise's side. Reads throw ConnectorError. */
export interface Psa extends PsaSetup, PsaPayments {
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
  unpostedInvoices(): AsyncIterable<UnpostedInvoice[]>
  /** read-only preview (POST finance/accounting/export); ids are billingLogId; absent ones are not in the answer */
  exportSales(billingLogIds: string[]): Promise<SalesExport[]>
  /** finance/accounting/unpostedinvoices by invoice id → what export needs; null = open, batched or without entries */
  unpostedOf(recordIds: string[]): Promise<UnpostedInvoice[]>
  findBatches(identifiers: string[]): Promise<PsaBatch[]>
  /** batch ids and names of these invoices (Invoice.glBatch) */
  createBatch(identifier: string, glEntryIds: string[], guard: WriteGuard): Promise<BatchOutcome>
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

export interface UnpostedInvoice {
  recordId: string
  billingLogId: string
  number: string
  kind: SalesExport['kind']
  billingType: string
  customer: { id: string; identifier: string; name: string }
  date: CalendarDate
  dueDate: CalendarDate | null
  total: Decimal
  currency: string
  dateClosed: string
  locationId: string
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

export interface PsaInstall {
  /** screens that can host a pod or tab; `screenId` is the vendor's name, a set-up takes `id` */
  screens(): Promise<{ id: string; screenId: string; name: string }[]>
  hostedSetups(): Promise<HostedSetup[]>
  addHostedSetup(setup: Omit<HostedSetup, 'id' | 'disabled'>): Promise<HostedSetup>
  /** only what is named */
  changeHostedSetup(
    id: string,
    changes: Partial<Pick<HostedSetup, 'url' | 'type' | 'origin' | 'podHeight' | 'disabled'>>,
  ): Promise<void>
  removeHostedSetup(id: string): Promise<void>
  menuEntries(): Promise<MenuEntry[]>
  addMenuEntry(entry: Omit<MenuEntry, 'id'>): Promise<MenuEntry>
  changeMenuEntry(
    id: string,
    changes: Partial<Pick<MenuEntry, 'link' | 'newWindow' | 'origin'>>,
  ): Promise<void>
  removeMenuEntry(id: string): Promise<void>
}

/** One row of Manage's "Hosted API" table. */
export interface HostedSetup {
  id: string
  /** id of the screen */
  screenId: string
  description: string
  url: string
  type: 'Tab' | 'Pod' | 'ToolbarButton'
  /** who may speak to the hosting page */
  origin: string
  podHeight: number | null
  disabled: boolean
}

export interface MenuEntry {
  id: string
  /** name of the menu it stands in */
  menuLocation: string
  caption: string
  link: string
  newWindow: boolean
  origin: string
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

/** One organisation that a consent opened. */
export interface ConsentOrganisation {
  connectionId: string
  organisationId: string
  name: string
}

/** `authEventId`: which consent this was; what it opened is asked for by it (Xero's event, QuickBooks' realm). */
export interface TokenSet {
  accessToken: Secret
  refreshToken: Secret
  expiresAt: Date
  scopes: string[]
  subject: string
  authEventId: string
}

/** The consent side of a ledger: the only calls the web process makes to a ledger's host. */
export interface LedgerConsent {
  readonly system: 'xero' | 'quickbooks'
  authorizeUrl(input: { state: string; challenge: string; redirectUri: string }): string
  /** `organisationId`: what the way back names (QuickBooks `realmId`), null where the vendor names none: only a claim */
  exchange(input: {
    code: string
    verifier: string
    redirectUri: string
    organisationId: string | null
  }): Promise<TokenSet>
  refresh(refreshToken: Secret): Promise<TokenSet>
  organisations(accessToken: Secret, authEventId: string): Promise<ConsentOrganisation[]>
  /** Xero: DELETE /connections/{id}, never a revocation, that would cut other customers' connections. QuickBooks: one consent is one company, and is revoked. */
  disconnect(accessToken: Secret, connectionId: string): Promise<void>
}
