import { documentFromJson } from '../../accounting/document-json.ts'
import { endOf } from '../../accounting/ending.ts'
import type { LedgerRules } from '../../accounting/options.ts'
import { parseProblems } from '../../accounting/problems.ts'
import type { PostingRow } from '../postings/store.ts'
import { isUndoable } from '../take-out.ts'
import { isUndoing } from '../undone.ts'
import { type ShownProblem, showProblems } from './shown.ts'

/** What undoing would do, as the confirmation says it. */
export interface UndoOffer {
  postingId: string
  number: string
  how: 'void' | 'delete'
  /** the batch that is deleted, '' where none is known */
  batch: string
  /** the document is gone already: only its batch is tried once more */
  again: boolean
}

export interface UndoFacts {
  offer: UndoOffer | null
  /** why the last try came to nothing */
  refused: { at: string; problems: ShownProblem[] } | null
}

interface Known {
  document: PostingRow | null
  mark: PostingRow | null
  refused: PostingRow | null
  rules: LedgerRules
}

export function undoFacts({ document, mark, refused, rules }: Known, ledger: string): UndoFacts {
  if (!document?.live) return { offer: null, refused: null }
  const again = isUndoing(document) && document.state === 'mismatch'
  if (!again && !isUndoable(document)) return { offer: null, refused: null }
  const { kind } = documentFromJson(document.payload)
  return {
    offer: {
      postingId: document.id,
      number: document.remoteNumber ?? document.title,
      how: endOf(kind, document.remoteStatus ?? '', rules),
      batch: mark?.live && mark.state === 'confirmed' ? (mark.remoteNumber ?? '') : '',
      again,
    },
    refused:
      refused && isUndoing(refused)
        ? {
            at: refused.updatedAt.toISOString(),
            problems: showProblems(parseProblems(refused.problems), ledger),
          }
        : null,
  }
}
