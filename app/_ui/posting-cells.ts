import type { PostingLine } from '@/lib/sync/views/run.ts'

/** The same table as CSV. */
export const postingHeader = [
  'State',
  'Number',
  'Total',
  'Currency',
  'Finding',
  'Changed (UTC)',
  'In the ledger',
]

export function postingCells(row: PostingLine): string[] {
  const { pill, number, total, currency, problem, reason, at, remoteUrl } = row
  return [pill.word, number, total, currency, problem?.message ?? reason, at, remoteUrl]
}
