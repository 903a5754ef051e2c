import { type ExclusionCode, exclusionIn } from '../../accounting/exclusion.ts'
import type { Problem } from '../../accounting/problems.ts'
import { exceptionsIn } from '../exceptions.ts'
import type { PostingRow } from '../postings/store.ts'
import type { RecordRow } from '../records/store.ts'
import type { PostingState } from '../states.ts'
import { isUndone } from '../undone.ts'
import type { Standing } from './pill.ts'

/** "Send anyway", as a screen offers and tells it. */
export interface AnywayFacts {
  /** the rule that keeps the record out and that a person may set aside; null: nothing of the kind */
  offer: ExclusionCode | null
  /** rules that were set aside, oldest first */
  told: { by: string; at: string; reason: string }[]
  /** nothing was sent yet, so that it can be taken back */
  reversible: boolean
}

const notBegun: ReadonlySet<PostingState> = new Set(['planned', 'ready', 'blocked', 'rejected'])

export function anywayFacts(
  record: RecordRow | null,
  document: PostingRow | null,
  problems: readonly Problem[],
): AnywayFacts {
  const told = record ? exceptionsIn(record).map(({ by, at, reason }) => ({ by, at, reason })) : []
  const live = document?.live && !isUndone(document) ? document : null
  const begun = live !== null && !(live.target === 'ledger' && notBegun.has(live.state))
  const out = record?.closed === true && record.batchId === null && record.hold === null
  return {
    offer: live === null && out ? exclusionIn(problems) : null,
    told,
    reversible: told.length > 0 && !begun && out,
  }
}

/** On a list only what stands there as not sent. */
export function offerOf(
  standing: Standing,
  record: RecordRow,
  document: PostingRow | null,
  problems: readonly Problem[],
): ExclusionCode | null {
  return standing === 'not-sent' ? anywayFacts(record, document, problems).offer : null
}
