/** The points of Xero's behaviour that are open, differ by plan, or only cost time. */
export const defaults = {
  /** `Invoice # must be unique.` for sales documents. */
  refuseDuplicateNumbers: true,
  /** Whether the number of a voided or deleted document is free again. */
  voidedNumberReusable: false,
  /** Whether a posted journal can be changed, or voided only. */
  postedJournalsEditable: true,
  /** Without summarizeErrors=false: whether the good elements of a mixed batch are saved. */
  mixedBatchSavesValid: false,
  /** Whether a second file of the same name takes the place of the first, or hangs beside it. */
  sameNameReplaces: false,
  /** 3, 10 and 25 MB stand on Xero's own pages. */
  attachmentBytesMost: 10_000_000,
  /** How exactly half a cent is rounded. */
  halfCent: 'up',
  /** Whether a payment sends an INVOICE UPDATE webhook. */
  paymentFiresInvoiceUpdate: true,
  /** 401 and 403 have both been seen for a missing scope. */
  insufficientScopeStatus: 401,
  minuteLimit: 60,
  dayLimit: 5_000,
  appMinuteLimit: 10_000,
  concurrentLimit: 5,
  keyLifeMs: 6 * 60_000,
  codeLifeMs: 5 * 60_000,
  accessLifeMs: 30 * 60_000,
  refreshLifeMs: 60 * 24 * 3_600_000,
  rotationGraceMs: 30 * 60_000,
  latency: { readMs: 0, writeBaseMs: 0, writePerDocumentMs: 0 },
  webhooks: { lateMs: 0, twice: false, shuffle: false },
}

export type XeroParameters = typeof defaults
