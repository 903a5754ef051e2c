import type { Transaction } from '../../../drizzle/client.ts'
import { type Problem, parseProblems } from '../../accounting/problems.ts'
import type { PostingRow } from '../postings/store.ts'
import { receiptsOf } from '../receipts/store.ts'
import { isUndoing } from '../undone.ts'
import { type ShownProblem, showProblems } from './shown.ts'

/** What our own rows say of the receipts of one document. */
export interface ReceiptFacts {
  attached: number
  /** expenses that are still to be looked at */
  pending: number
  problems: Problem[]
}

/** What hangs on an expense's document; null: nothing is to. */
export interface ReceiptsView {
  words: string
  problems: ShownProblem[]
  /** whose receipts a person may ask for once more */
  again: string | null
}

export async function receiptFacts(
  tx: Transaction,
  document: PostingRow | null,
): Promise<ReceiptFacts | null> {
  if (!document?.live || isUndoing(document)) return null
  const rows = await receiptsOf({ tx }, document.id)
  if (rows.length === 0) return null
  return {
    attached: rows.reduce((sum, { attached }) => sum + attached, 0),
    pending: rows.filter(({ dueAt }) => dueAt !== null).length,
    problems: rows.flatMap(({ problems }) => parseProblems(problems)),
  }
}

const standing: ReadonlySet<PostingRow['state']> = new Set(['posted', 'confirmed', 'drifted'])

export function receiptsView(
  facts: ReceiptFacts | null,
  document: PostingRow | null,
  ledger: string,
): ReceiptsView | null {
  if (!facts || !document) return null
  const stands = standing.has(document.state)
  return {
    words: wordsOf(facts),
    problems: showProblems(facts.problems, ledger),
    again: stands && facts.pending === 0 ? document.id : null,
  }
}

function wordsOf({ attached, pending, problems }: ReceiptFacts): string {
  const count = attached === 1 ? '1 receipt attached' : `${attached} receipts attached`
  if (pending > 0) return attached === 0 ? 'receipts follow' : `${count}, more follow`
  if (attached > 0) return problems.length === 0 ? count : `${count}, not all`
  return problems.length === 0 ? 'none in ConnectWise' : 'not attached'
}
