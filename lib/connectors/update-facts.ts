import type { LedgerDocument } from '../accounting/document.ts'
import type { DocumentToSend, WriteGuard, WriteOutcome } from './write-facts.ts'

/** Which document of the ledger is written anew, as it was just read. */
export interface DocumentUpdate {
  /** ledger id */
  id: string
  version: string
}

/** A document that stands in the books is brought to what it is to be, whole. */
export interface LedgerUpdates {
  /** The exact bytes that `updateDocument` sends, frozen with the send. */
  updateBody(kind: LedgerDocument['kind'], update: DocumentUpdate, document: DocumentToSend): string
  /**
   * One document by its ledger id, in one write: number, contact, dates, reference and all lines; its status stays. What may not
   * be changed (paid, credited, in a locked period, ended or changed meanwhile) is a rejected element, in the ledger's own words.
   */
  updateDocument(
    kind: LedgerDocument['kind'],
    update: DocumentUpdate,
    body: string,
    guard: WriteGuard,
  ): Promise<WriteOutcome>
}
