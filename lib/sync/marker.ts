import { type DocumentKind, documentKinds } from '../accounting/document.ts'
import { documentFromJson } from '../accounting/document-json.ts'
import type { RemoteDocument } from '../connectors/write-facts.ts'
import type { PostingRow } from './postings/store.ts'

export function isDocumentKind(kind: string): kind is DocumentKind {
  const known: readonly string[] = documentKinds
  return known.includes(kind)
}

/** posting id and revision: what the ledger's document carries, and what a look recognises. */
export function markerOf(posting: { id: string; revision: number }): string {
  return `${posting.id}.${posting.revision}`
}

/**
 * Is this the document that the posting sent? By its marker; where the kind has no place for one (a Xero credit note has no
 * Url, knowledge/ledgers.md §1.6) by number, contact, currency, total and tax together.
 */
export function isOurs(document: RemoteDocument, posting: PostingRow): boolean {
  if (document.marker !== null) return document.marker === markerOf(posting)
  if (document.number !== posting.remoteNumber || posting.payload === null) return false
  const sent = documentFromJson(posting.payload)
  const { contact, currency, totals } = sent
  return (
    (contact.ledgerId === null || contact.ledgerId === document.contactId) &&
    currency === document.currency &&
    totals.total.equals(document.total) &&
    totals.tax.equals(document.totalTax)
  )
}
