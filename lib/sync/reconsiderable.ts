import type { PostingRow } from './postings/store.ts'

/** Documents that stand confirmed although their record is offered again: to be compared, never sent again. */
export function reconsiderable(rows: PostingRow[]): PostingRow[] {
  return rows.filter(row => row.state === 'confirmed' && row.target === 'ledger')
}
