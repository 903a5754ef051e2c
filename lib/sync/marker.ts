export type DocumentKind = 'invoice' | 'credit-note'

export function isDocumentKind(kind: string): kind is DocumentKind {
  return kind === 'invoice' || kind === 'credit-note'
}

/** posting id and revision: what the ledger's document carries, and what a look recognises. */
export function markerOf(posting: { id: string; revision: number }): string {
  return `${posting.id}.${posting.revision}`
}
