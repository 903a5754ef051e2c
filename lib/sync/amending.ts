import { parseProblems } from '../accounting/problems.ts'
import { isDocumentKind } from './marker.ts'
import type { PostingRow } from './postings/store.ts'

type Posting = Pick<PostingRow, 'kind' | 'operation'>

/**
 * A document that takes the place of one that stands in the ledger: that very one is brought to it (`update`), or is credited and
 * this is a new one (`rebill`). It holds the record's source from the moment a person asks for it.
 */
export function isAmending(posting: Posting): boolean {
  return isUpdate(posting) || posting.operation === 'rebill'
}

/** What is written over a document that stands there, by its id. */
export function isUpdate({ kind, operation }: Posting): boolean {
  return isDocumentKind(kind) && operation === 'update'
}

/** What ConnectWise offers now of its record is not what the document stands for (reconsider.ts): it is not brought to that. */
export function isOfSomethingElse({ problems }: Pick<PostingRow, 'problems'>): boolean {
  return parseProblems(problems).some(({ code }) => code === 'slip-received-again' || code === 'expense-late')
}
