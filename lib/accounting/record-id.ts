/**
 * A record's id says which kind of record of ConnectWise it is, so that one text names it everywhere: an invoice or credit memo
 * by the number that finance/invoices gives it, a packing slip, a stock adjustment or a transfer by the id of the unposted
 * procurement. ConnectWise numbers each kind for itself.
 */
export const recordSources = ['invoice', 'purchase', 'stock'] as const
export type RecordSource = (typeof recordSources)[number]

/** unpostedProductId holds what somebody typed as a packing slip: written so that it is one part of an address. */
export function purchaseId(productId: string): string {
  return `purchase-${encoded(productId)}`
}

export function stockId(productId: string): string {
  return `stock-${encoded(productId)}`
}

export function sourceOf(recordId: string): RecordSource {
  return recordSources.find(source => recordId.startsWith(`${source}-`)) ?? 'invoice'
}

/** The id by which ConnectWise knows it. */
export function vendorIdOf(recordId: string): string {
  const source = sourceOf(recordId)
  return source === 'invoice'
    ? recordId
    : decodeURIComponent(recordId.slice(source.length + 1).replaceAll('~', '%'))
}

function encoded(productId: string): string {
  return encodeURIComponent(productId).replaceAll('~', '%7E').replaceAll('%', '~')
}

/** No record has a longer id. */
export const recordIdMost = 400

/** As an address or a form may name one. */
export function isRecordId(text: string): boolean {
  if (/^\d{1,12}$/.test(text)) return true
  return text.length <= recordIdMost && /^(?:purchase|stock)-(?:[\w.!*'()-]|~[0-9A-F]{2})+$/.test(text)
}
