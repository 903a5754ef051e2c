/** The points of QuickBooks' behaviour that are open, differ by plan, or only cost time. */
export const defaults = {
  /** How long an answer is kept under its requestid; undocumented. 0: not at all. */
  requestIdLifeMs: 24 * 3_600_000,
  /** A used requestid with another body: the first answer again, or a refusal. */
  requestIdChangedBody: 'replay',
  /** Whether an answer that is not 200 is kept under its requestid. */
  requestIdKeepsErrors: true,
  /** When a document number in use is refused: with custom transaction numbers, always, never. */
  duplicateNumbers: 'custom-numbers',
  /** 6140 in live answers, 6210 in the vendor's list of 2017. */
  duplicateNumberCode: '6140',
  /** An Amount that is not Qty × UnitPrice: refused, or made anew from them. */
  amountMismatch: 'refuse',
  /** What a line's Amount is under TaxInclusive when TaxInclusiveAmt is not given. */
  inclusiveAmountIs: 'net',
  /** Whether TxnTaxDetail.TotalTax stands against the United States' tax engine. */
  totalTaxHonoured: true,
  /** Whether the amount of a rate in TxnTaxDetail.TaxLine stands, outside the United States. */
  taxLinesHonoured: true,
  /** The reference lists no void of a credit memo. */
  creditMemoVoid: true,
  /** Bills are documented with full updates only; whether a sparse one is taken is not said. */
  billSparseUpdate: false,
  /** Whether refund receipts are among the entities whose changes are told. */
  refundReceiptsTold: true,
  /** Whether a refusal comes with status 200, its body being all that tells it. */
  faultsWith200: false,
  attachmentBytesMost: 100_000_000,
  minuteLimit: 500,
  secondLimit: 10,
  concurrentLimit: 10,
  batchMinuteLimit: 40,
  batchItems: 30,
  /** Whether each operation of a batch counts as a request of the minute. */
  batchItemsCount: false,
  /** Seconds to wait stand in the developer pages; a Retry-After header does not. */
  retryAfterHeader: false,
  /** Reads, queries, changes and batches of one month, over all companies. */
  monthlyReads: 500_000,
  /** 401, 403 and 429 come from the gateway, which writes its bodies in lower case. */
  gatewayLowerCase: true,
  codeLifeMs: 10 * 60_000,
  accessLifeMs: 3_600_000,
  refreshLifeMs: 101 * 24 * 3_600_000,
  refreshHardLifeMs: 5 * 365 * 24 * 3_600_000,
  /** A refresh token of this age is replaced when it is used. */
  refreshRotatesAfterMs: 24 * 3_600_000,
  /** How long a replaced refresh token still works. */
  rotationGraceMs: 0,
  /** Whether the use of a replaced refresh token ends the whole grant. */
  reuseRevokes: false,
  latency: { readMs: 0, writeBaseMs: 0, writePerDocumentMs: 0 },
  webhooks: {
    lateMs: 0,
    twice: false,
    shuffle: false,
    /** Changes of this time go into one delivery, whatever their company. */
    gatherMs: 0,
    shape: 'cloudevents',
  },
}

export type QuickBooksParameters = typeof defaults
