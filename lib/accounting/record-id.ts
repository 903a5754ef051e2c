/**
 * A record's id says which kind of record of ConnectWise it is, so that one text names it everywhere: an invoice or credit memo
 * by the number that finance/invoices gives it, a packing slip by the id of the unposted procurement. ConnectWise numbers each
 * kind for itself.
 */
export const recordSources = ['invoice', 'purchase'] as const
export type RecordSource = (typeof recordSources)[number]

const purchase = 'purchase-'

/** unpostedProductId holds what somebody typed as a packing slip: written so that it is one part of an address. */
export function purchaseId(productId: string): string {
  return purchase + encodeURIComponent(productId).replaceAll('~', '%7E').replaceAll('%', '~')
}

export function sourceOf(recordId: string): RecordSource {
  return recordId.startsWith(purchase) ? 'purchase' : 'invoice'
}

/** The id by which ConnectWise knows it. */
export function vendorIdOf(recordId: string): string {
  return sourceOf(recordId) === 'purchase'
    ? decodeURIComponent(recordId.slice(purchase.length).replaceAll('~', '%'))
    : recordId
}

/** No record has a longer id. */
export const recordIdMost = 400

/** As an address or a form may name one. */
export function isRecordId(text: string): boolean {
  if (/^\d{1,12}$/.test(text)) return true
  return text.length <= recordIdMost && /^purchase-(?:[\w.!*'()-]|~[0-9A-F]{2})+$/.test(text)
}
