/**
 * A record's id says which kind of record of ConnectWise it is, so that one text names it everywhere: an invoice or credit memo
 * by the number that finance/invoices gives it, a packing slip by the id of the unposted procurement. ConnectWise numbers each
 * kind for itself.
 */
export const recordSources = ['invoice', 'purchase'] as const
export type RecordSource = (typeof recordSources)[number]

const purchase = 'purchase-'

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

/** As an address or a form may name one. */
export function isRecordId(text: string): boolean {
  return /^(?:\d{1,12}|purchase-[\w-]{1,30})$/.test(text)
}
