/**
 * A record's id says which kind of record of ConnectWise it is, so that one text names it everywhere: an invoice or credit memo
 * by the number that finance/invoices gives it, a packing slip by the id of the unposted procurement. ConnectWise numbers each
 * kind for itself.
 */
export type RecordSource = 'invoice' | 'purchase'

const purchase = 'purchase:'

export function purchaseId(productId: string): string {
  return purchase + productId
}

export function sourceOf(recordId: string): RecordSource {
  return recordId.startsWith(purchase) ? 'purchase' : 'invoice'
}

/** The id by which ConnectWise knows it. */
export function vendorIdOf(recordId: string): string {
  return recordId.startsWith(purchase) ? recordId.slice(purchase.length) : recordId
}
