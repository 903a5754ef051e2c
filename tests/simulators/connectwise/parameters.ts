/** The open points of the knowledge page, each a value that a test can turn; the first is the default. */
export const defaults = {
  latency: { readMs: 0, writeMs: 0 },
  /** Calls a minute, of each login company. */
  limitPerMinute: 1000,
  /** Cloud answers 404 to wrong keys; older servers 401. */
  wrongKeysStatus: 404,
  missingClientIdStatus: 401,
  /** Whether the API host takes member cookies as the UI host does. */
  apiHostAcceptsCookies: false,
  hashLifeMs: 8 * 60 * 60 * 1000,
  /** A hash under a colleague's memberId: Manage answers with the owner of the hash, or refuses. */
  refuseForeignMemberId: false,
  /** An inactive member with a live session: answered with inactiveFlag, or refused. */
  refuseInactiveMember: false,
  /** The vendor's screen list: with the invoice screen or without. */
  invoiceScreenHosted: true,
  /** The same of the purchase order screen. */
  purchaseOrderScreenHosted: true,
  /** Whether a custom menu entry gets the handshake like a pod. */
  menuEntryHandshake: true,
  /** UnpostedInvoice.id is the invoice's id, or a numbering of its own. */
  unpostedIdIsInvoiceId: false,
  /** A closed invoice without entries: shown among the unposted, or not. */
  unpostedWithoutEntries: true,
  alreadyBatchedStatus: 409,
  /**
   * Packing slips as one answer has them that somebody recorded (REST Connector/Connectwise.postman_collection.json of
   * github.com/ethan-sorenson/SmartConnectConnectWise): named after order and slip, each entry of the sign that the total has not,
   * products of type RP, days in two ways. Else: named after the receipt, all of one sign, of type P.
   */
  purchasesAsRecorded: true,
  /** A row of the unposted procurement: each packing slip, or each of its lines under the same unpostedProductId. */
  unpostedPurchasePerLine: false,
  /** Whether an adjustment's entries have the other sign than its rows, as those of purchases were recorded. */
  stockEntriesTurned: false,
  /** `cost` of a sold product's entry: of one piece, or of all of them. */
  entryCost: 'piece',
  /** Whether an apostrophe in the reason of an adjustment breaks a batch as one in its identifier does. */
  adjustmentReasonBreaksBatch: false,
  /** Whether taxes of purchases have entries that are exported and batched. */
  procurementTaxExported: true,
  /** Whether expenses are unposted once they are approved, or from the moment they are entered. */
  unpostedExpensesApprovedOnly: true,
  batchFiresCallback: true,
  /** Whether an invoice takes a second payment. */
  severalPaymentsPerInvoice: true,
  /** A payment that names a credit memo, as its document says it may: taken, refused, or taken as money. */
  creditsByApi: 'taken',
  /** Whether more than its balance can be paid of an invoice. */
  refuseOverpayment: true,
  callbacks: { lateMs: 0, twice: false, shuffle: false, held: false },
  /** Fields without a value: left out of answers, or written as null. */
  omitNulls: true,
  /** How far the server's clock, as its Date header says it, is ahead of ours. */
  clockAheadMs: 0,
  /** How the hosting page treats its frames; see page/host-protocol.js. */
  page: {
    duplicateFrameId: false,
    onLoadBeforeFrameId: false,
    lateMs: 0,
    silent: false,
    spoofSibling: false,
  },
}

export type Values = typeof defaults
