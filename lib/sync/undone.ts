import type { PostingRow } from './postings/store.ts'

/**
 * The posting that takes a document out of the ledger (kind `undo`). It holds the record's source from the moment it is asked
 * for, and on when it is done: nothing but a person's own send or mark lets go of it.
 */
export function isUndoing(posting: Pick<PostingRow, 'kind'>): boolean {
  return posting.kind === 'undo'
}

/** Through: the document is out of the books and the record unposted again. */
export function isUndone(posting: Pick<PostingRow, 'kind' | 'state'>): boolean {
  return isUndoing(posting) && posting.state === 'confirmed'
}

/** The next revision of what was undone; nothing where nothing was. */
export function after(before: PostingRow | undefined): { revision?: number; supersedes?: string } {
  return before ? { revision: before.revision + 1, supersedes: before.id } : {}
}
