import type { LedgerDocument } from '../accounting/document.ts'
import type { CallFacts, WriteGuard, WriteOutcome } from './write-facts.ts'

/** Files of ConnectWise's that become attachments of the ledger's documents. */
export interface PsaFile {
  /** ConnectWise's document id */
  id: string
  /** as it was uploaded, '' where ConnectWise names none */
  fileName: string
  title: string
  /** bytes, null where ConnectWise does not say it */
  size: number | null
}

/** Of the port: what members attached to what they spent. Reads throw ConnectorError. */
export interface PsaFiles {
  /** by the id of the expense's own screen; links and web addresses are no files */
  filesOfExpense(entryId: string): Promise<PsaFile[]>
  /** null: it is larger than that many bytes */
  downloadFile(id: string, bytesMost: number): Promise<Buffer | null>
}

export interface AttachedFile {
  /** ASCII, at most 100 characters, with its ending */
  name: string
  contentType: string
  bytes: Buffer
}

/** Of the port: files that hang on a document. */
export interface LedgerAttachments {
  readonly attachmentLimits: {
    /** that one document holds; null = no limit is known */
    files: number | null
    /** of one file */
    bytes: number
    /** the vendor's milliseconds that a call for attachments is followed by, so that most of its allowance is left to documents */
    pauseMs: number
  }
  /** Look: the names of the files that hang on it. */
  attachments(kind: LedgerDocument['kind'], documentId: string): Promise<string[]>
  /** One more file, in one write. */
  attach(
    kind: LedgerDocument['kind'],
    documentId: string,
    file: AttachedFile,
    guard: WriteGuard,
  ): Promise<AttachOutcome>
}

export type AttachOutcome =
  | { kind: 'attached'; call: CallFacts }
  | { kind: 'rejected'; message: string; call: CallFacts }
  | Exclude<WriteOutcome, { kind: 'answered' }>
