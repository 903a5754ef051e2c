import { type Change, changesOf } from '../../accounting/amend.ts'
import { sameDocument } from '../../accounting/compare.ts'
import type { LedgerDocument } from '../../accounting/document.ts'
import { documentFromJson } from '../../accounting/document-json.ts'
import { isBlocking, type Problem, parseProblems } from '../../accounting/problems.ts'
import type { AmendWay } from '../amend.ts'
import { isAmending, isOfSomethingElse } from '../amending.ts'
import type { PostingRow } from '../postings/store.ts'
import type { Preview } from '../preview.ts'
import { creditNumber } from '../renumber.ts'
import { isUndoable } from '../take-out.ts'
import type { PaidFacts } from './payments.ts'
import { amountText, type ShownProblem, showProblems } from './shown.ts'

/** What amending would write, against what stands in the ledger. */
export interface AmendFacts {
  /** what is different; empty where nothing is, or it cannot be planned */
  changes: Change[]
  /** names the document that would be sent; null while it may not be */
  offer: AmendOffer | null
  /** what keeps it from being amended now */
  problems: ShownProblem[]
  /** why the last try came to nothing */
  refused: { at: string; problems: ShownProblem[] } | null
}

export interface AmendOffer {
  postingId: string
  number: string
  hash: string
  way: AmendWay
  /** of the document before, where that is credited; in the document's currency */
  credit: { number: string; of: string; total: string; date: string } | null
}

type DocumentPreview = Extract<Preview, { kind: 'document' }>

interface Known {
  document: PostingRow | null
  refused: PostingRow | null
  companion: PostingRow | null
  record: { unposted: boolean } | null
  paid: PaidFacts
}

/** In place, unless something is known to be paid, or the worker found that it cannot be changed there any more. */
export function amendWayOf({ document, refused, paid }: Omit<Known, 'record' | 'companion'>): AmendWay {
  if (document?.kind !== 'invoice') return 'update'
  const why = refused && isAmending(refused) ? parseProblems(refused.problems) : []
  // One that was credited in vain is credited the next time, too.
  const stuck =
    refused?.operation === 'rebill' ||
    why.some(({ code }) => code === 'amend-paid' || code === 'amend-locked')
  const standing = paid.lines.some(one => one.standing === 'written' || one.standing === 'waiting')
  return stuck || standing ? 'rebill' : 'update'
}

/** It stands in the ledger, its record differs from it, and is closed and in no batch: worth asking ConnectWise what it is now. */
export function differsNow({ document, record }: Pick<Known, 'document' | 'record'>): boolean {
  return isDiffering(document) && record?.unposted === true
}

function isDiffering(document: PostingRow | null): document is PostingRow {
  if (!document?.live || !isUndoable(document)) return false
  return document.state === 'drifted' || document.state === 'mismatch'
}

export function amendFacts(known: Known, preview: Preview | null, ledger: string): AmendFacts {
  const { document, refused } = known
  if (!isDiffering(document)) return { changes: [], offer: null, problems: [], refused: null }
  const next = preview?.kind === 'document' ? preview : null
  const changes = next?.document
    ? [...changesOf(documentFromJson(document.payload), next.document), ...costChange(known, next)]
    : []
  const shown = (problems: readonly Problem[]) => showProblems(problems, ledger)
  return {
    changes,
    offer: changes.length > 0 ? offerOf(known, document, next) : null,
    problems: shown(next?.problems.filter(isBlocking) ?? []),
    refused:
      refused && isAmending(refused)
        ? { at: refused.updatedAt.toISOString(), problems: shown(parseProblems(refused.problems)) }
        : null,
  }
}

/** What its goods cost, in the journal beside it. */
function costChange({ companion }: Known, next: DocumentPreview): Change[] {
  const old = companion && companion.kind !== 'undo' ? documentFromJson(companion.payload) : null
  if (old === null ? next.companion === null : next.companion && sameDocument(old, next.companion)) return []
  const total = (of: LedgerDocument | null) => (of ? amountText(of.totals.total) : '')
  return [{ what: 'Cost of goods', before: total(old), after: total(next.companion) }]
}

/** Why the last try came to nothing is not said twice. */
export function isToldBy({ refused }: AmendFacts, { code, message }: ShownProblem): boolean {
  return refused?.problems.some(one => one.code === code && one.message === message) ?? false
}

function offerOf(known: Known, document: PostingRow, next: DocumentPreview | null): AmendFacts['offer'] {
  if (!next?.document || !next.ready || next.hash === null || isOfSomethingElse(document)) return null
  const { number, date } = next.document
  const way = amendWayOf(known)
  const old = documentFromJson(document.payload)
  const total = amountText(old.totals.total)
  const credit = way === 'rebill' ? { number: creditNumber(number), of: old.number, total, date } : null
  return { postingId: document.id, number, hash: next.hash, way, credit }
}
