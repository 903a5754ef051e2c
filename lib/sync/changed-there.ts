import { isOfLedger, type Problem, parseProblems } from '../accounting/problems.ts'
import { annotate, type PostingRow, postingsByIds, type Scope } from './postings/store.ts'

/**
 * A try to amend came to nothing. Where it found that somebody was at the document in the ledger, the document that stands says
 * so from now on; the next try looks anew.
 */
export async function noteChangedThere(
  scope: Scope,
  { supersedes }: Pick<PostingRow, 'supersedes'>,
  found: readonly Problem[],
): Promise<void> {
  const [document] = await postingsByIds(scope, supersedes === null ? [] : [supersedes])
  if (document?.state !== 'drifted') return
  const others = parseProblems(document.problems).filter(problem => !isOfLedger(problem))
  await annotate(scope, document, { problems: [...found.filter(isOfLedger), ...others] })
}
