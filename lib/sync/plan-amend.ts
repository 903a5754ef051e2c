import type { LedgerDocument } from '../accounting/document.ts'
import type { Problem } from '../accounting/problems.ts'
import { isAmending } from './amending.ts'
import type { Fresh } from './fresh.ts'
import { livePostings, needersOf, sourceKey } from './graph/store.ts'
import { change, type PostingRow, type Scope } from './postings/store.ts'
import { ensureCredit } from './rebill.ts'
import { numbersOfRebill } from './renumber.ts'
import { lockedPosting } from './revisions/store.ts'
import { recordSource } from './source.ts'

type Missing = Exclude<Fresh, { kind: 'exported' }>

/** Why a record whose amending was asked for cannot be amended: it is not in the export. */
export function whyMissing(outcome: Missing): Problem {
  if (outcome.kind === 'malformed') return { code: 'export-malformed', detail: outcome.detail }
  if (outcome.kind === 'gone') return { code: 'no-entries' }
  const { closed, statusName, batch } = outcome.facts
  if (!closed) return { code: 'not-closed', status: statusName }
  return batch ? { code: 'amend-batched', batch: batch.name } : { code: 'no-entries' }
}

/** Numbers that were used up before this document's own. */
export function numbersBefore({ operation }: PostingRow, used = 0): number {
  return operation === 'rebill' ? used + numbersOfRebill : used
}

/** The credit notes that new documents wait for: by document. */
export async function ensureCredits(
  scope: Scope,
  list: readonly {
    posting: PostingRow
    record: { recordId: string }
    plan: { document: LedgerDocument | null }
  }[],
): Promise<Map<string, string>> {
  const credits = new Map<string, string>()
  for (const { posting, record, plan } of list) {
    if (posting.operation !== 'rebill' || plan.document === null) continue
    const { recordId } = record
    credits.set(posting.id, await ensureCredit(scope, { posting, recordId, document: plan.document }))
  }
  return credits
}

/**
 * The record was just exported, so it is in no batch: the mark of the revision before marks nothing any more, and the amended
 * document gets one of its own.
 */
export async function endMarksBefore(
  scope: Scope,
  list: readonly { posting: PostingRow; record: { recordId: string } }[],
): Promise<void> {
  for (const { posting, record } of list) {
    if (!isAmending(posting)) continue
    const mark = await liveMark(scope, record.recordId)
    if (!mark || (await needersOf(scope, posting.id)).some(({ id }) => id === mark.id)) continue
    const { state } = mark
    const gone = { event: 'undone', message: 'its batch was deleted in ConnectWise' }
    const over = { event: 'withdrawn', message: 'its document is amended' }
    if (state === 'confirmed') await change(scope, mark, state, 'undone', gone)
    else if (state === 'rejected') await change(scope, mark, state, 'withdrawn', over)
    else if (state === 'ready') await change(scope, mark, state, 'withdrawn', over)
  }
}

async function liveMark(scope: Scope, recordId: string): Promise<PostingRow | null> {
  const source = recordSource(recordId, 'mark')
  const id = (await livePostings(scope, [source])).get(sourceKey(source))
  return id === undefined ? null : lockedPosting(scope, id)
}
