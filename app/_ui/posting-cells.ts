import type { PostingLine } from '@/lib/sync/views/run.ts'
import type { ListedKind } from '@/lib/sync/views/sign.ts'

/** The same table as CSV. */
export const postingHeader = [
  'State',
  'Number',
  'Kind',
  'Total',
  'Currency',
  'Finding',
  'Changed (UTC)',
  'In the ledger',
]

export function postingCells(row: PostingLine): string[] {
  const { pill, number, kind, total, currency, problem, reason, at, remoteUrl } = row
  return [pill.word, number, kindWords[kind], total, currency, problem?.message ?? reason, at, remoteUrl]
}

export const kindWords: Readonly<Record<ListedKind, string>> = {
  invoice: 'Invoice',
  'credit-memo': 'Credit memo',
  bill: 'Bill',
  'vendor-credit': 'Vendor credit',
  journal: 'Journal',
  expense: 'Expense',
}
