import { isExpenseId } from './expense-id.ts'

/**
 * A record's id says which kind of record of ConnectWise it is, so that one text names it everywhere: an invoice or credit memo
 * by the number that finance/invoices gives it, a packing slip, a stock adjustment or a transfer by the id of the unposted
 * procurement, an expense by that of the unposted expenses (expense-id.ts). ConnectWise numbers each kind for itself. Their order is
 * that in which they go.
 */
export const recordSources = ['invoice', 'purchase', 'stock', 'expense'] as const
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

/** The id by which ConnectWise knows it; of a week of expenses our own. */
export function vendorIdOf(recordId: string): string {
  const source = sourceOf(recordId)
  if (source === 'invoice') return recordId
  const own = recordId.slice(source.length + 1)
  return source === 'expense' ? own : decodeURIComponent(own.replaceAll('~', '%'))
}

function encoded(productId: string): string {
  return encodeURIComponent(productId).replaceAll('~', '%7E').replaceAll('%', '~')
}

/** No record has a longer id. */
export const recordIdMost = 400

/** As an address or a form may name one. */
export function isRecordId(text: string): boolean {
  if (/^\d{1,12}$/.test(text) || isExpenseId(text)) return true
  return text.length <= recordIdMost && /^(?:purchase|stock)-(?:[\w.!*'()-]|~[0-9A-F]{2})+$/.test(text)
}
