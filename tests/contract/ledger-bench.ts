import { randomUUID } from 'node:crypto'
import { type DocumentKind, isOwed, type LedgerDocument } from '../../lib/accounting/document.ts'
import type { CallDetail } from '../../lib/connectors/call-detail.ts'
import type { Ledger } from '../../lib/connectors/ports.ts'
import type { ElementOutcome, RemoteDocument, WriteGuard } from '../../lib/connectors/write-facts.ts'
import { isPurchase } from './bench.ts'

export type Happening =
  | 'limit'
  | 'drop-before'
  | 'drop-after-commit'
  | '500-before'
  | '500-after-commit'
  | 'commit-late'
  | 'partial-batch'
  | 'bad-json'

/** What vendors differ in. */
export interface Ways {
  /** documents that one call may carry */
  batchMost: number
  /** characters that a number may have */
  numberMost: number
  /** another body under a used key: refused as an unclear outcome, or the first answer again */
  usedKey: 'unclear' | 'first-answer'
  /** a definite 5xx is what the key answers from now on */
  keepsFailures: boolean
  /** the elements of one call are carried out as they stand in it */
  inOrder: boolean
  /** who is sold to and bought from is one contact */
  oneContact: boolean
  /** what was deleted is still read by its id */
  keepsDeleted: boolean
  /** money that stands against a bank statement is neither changed nor deleted, whoever asks */
  guardsReconciled: boolean
}

/** A ledger over HTTP whose books can be read behind the connector's back, and that fails when told to. */
export interface LedgerBench {
  ledger: Ledger
  ways: Ways
  contactId: string
  archivedContactId: string
  vendorIds: readonly [string, string]
  archivedVendorId: string
  document(number: string, kind?: DocumentKind): LedgerDocument
  /** the same with an account that the ledger does not know */
  spoilt(number: string, kind?: DocumentKind): LedgerDocument
  /** the next write meets this */
  happen(happening: Happening): Promise<void>
  /** the next two reads meet a limit and a failure */
  failReads(): Promise<void>
  /** how often this number stands in the books, whatever its status */
  standing(number: string): Promise<number>
  /** the files that hang on it in the books */
  files(
    kind: DocumentKind,
    id: string,
  ): Promise<{ name: string; type: string; length: number; hash: string }[]>
  /** from now on no file may be longer */
  limitFiles(bytes: number): Promise<void>
  voidDocument(id: string): Promise<void>
  /** a person matches it with the bank's statement */
  reconcile(kind: 'spend' | 'receive', id: string): Promise<void>
  /** writes that reached the vendor so far */
  writes(): Promise<number>
  /** more of the vendor's time passes than it keeps a key */
  outliveKeys(): Promise<void>
  /** a number in use is refused from now on, or taken again */
  refuseTakenNumbers(refuse: boolean): Promise<void>
  /** the vendor refuses the token of this ledger from now on */
  unauthorised(): Promise<Ledger>
  /** a ledger that nothing answers for */
  unreachable(): Ledger
  guard(changes?: Partial<WriteGuard>): WriteGuard
  /** what the API log would keep of the calls that this makes */
  details(work: () => Promise<unknown>): Promise<CallDetail[]>
  /** calls that the simulated vendor does not know: a slip of the connector */
  unknownCalls(): Promise<object[]>
  close(): Promise<void>
}

let counter = 0
/** A number that no other test uses. */
export const freshNumber = () => `C-${++counter}-${randomUUID().slice(0, 8)}`
/** Id of a ConnectWise company that no other test uses. */
export const freshPsaId = () => String(90_000 + ++counter)

/** Whose a document of that kind is in these tests; a journal is nobody's. */
export function partyOf(bench: LedgerBench, kind: DocumentKind): string {
  if (kind === 'journal') return ''
  return isPurchase(kind) ? bench.vendorIds[0] : bench.contactId
}

export function dueOf({ kind, totals }: LedgerDocument): LedgerDocument['totals']['total'] | null {
  return isOwed(kind) ? totals.total : null
}

export function bodyOf(bench: LedgerBench, documents: LedgerDocument[], contactId?: string) {
  const kind = documents[0]?.kind ?? 'invoice'
  const party = contactId ?? partyOf(bench, kind)
  const marked = documents.map(document => ({ document, contactId: party, marker: `${randomUUID()}.1` }))
  return { kind, marked, body: bench.ledger.documentsBody(kind, marked) }
}

export async function write(
  bench: LedgerBench,
  documents: LedgerDocument[],
  guard = bench.guard(),
  contactId?: string,
) {
  const { kind, marked, body } = bodyOf(bench, documents, contactId)
  const outcome = await bench.ledger.createDocuments(kind, body, documents.length, guard)
  return { outcome, marked, body }
}

export function elementsOf(outcome: Awaited<ReturnType<Ledger['createDocuments']>>): ElementOutcome[] {
  if (outcome.kind !== 'answered') throw new Error(`the write was ${outcome.kind}: ${outcome.message}`)
  return outcome.elements
}

export function postedOf(outcome: Awaited<ReturnType<Ledger['createDocuments']>>): RemoteDocument[] {
  return elementsOf(outcome).map(element => {
    if (element.kind !== 'posted') throw new Error(element.messages.join(' '))
    return element.remote
  })
}
