import { sameDocument } from '../accounting/compare.ts'
import { documentFromJson } from '../accounting/document-json.ts'
import { planSales } from '../accounting/plan.ts'
import type { Problem } from '../accounting/problems.ts'
import { inLane, type Work } from './context.ts'
import { neededBy, needersOf, offeredAgain, recordIdsOf } from './graph/store.ts'
import { markOf } from './mark.ts'
import { ensureMarks } from './mark-posting.ts'
import { exportFresh, type Fresh, given } from './plan.ts'
import { annotate, change, databaseNow, type PostingRow, type Scope } from './postings/store.ts'
import { noteFacts } from './records/store.ts'

/** A batch that ConnectWise keeps refusing for an unchanged record is shown, not tried for ever. */
const refusalsMax = 3

type Verdict =
  | { kind: 'equal'; glEntryIds: string[]; fresh: Extract<Fresh, { kind: 'exported' }> }
  | { kind: 'batched'; name: string }
  | { kind: 'differs'; problem: Problem }

/** ConnectWise refused the batch of a posted document: the record changed after it was posted, or somebody batched it. */
export async function reconsider(work: Work, mark: PostingRow, message: string): Promise<void> {
  const document = (await inLane(work, scope => neededBy(scope, mark.id)))[0]
  if (!document) return
  const verdict = await judge(work, document)
  await inLane(work, async scope => {
    if (verdict.kind === 'batched') return acceptForeignBatch(scope, document, mark, verdict.name)
    if (verdict.kind === 'differs') return differ(scope, document, verdict.problem)
    const problems: Problem[] = [{ code: 'batch-refused', message }]
    if (mark.attempts >= refusalsMax) {
      await change(scope, mark, 'rejected', 'planned', { event: 'replan' }, { problems })
      await change(scope, mark, 'planned', 'blocked', { event: 'blocked', message }, { problems })
      return
    }
    const recordId = (await recordIdsOf(scope, [document])).get(document.id) ?? ''
    const payload = markOf(recordId, document, verdict.glEntryIds)
    await change(
      scope,
      mark,
      'rejected',
      'planned',
      { event: 'replan', message: 'equal: marked again' },
      { payload },
    )
    await change(scope, mark, 'planned', 'ready', { event: 'planned' }, { readyAt: databaseNow })
  })
}

/**
 * A confirmed document whose record is on the unposted list again (its batch was deleted and it was closed again): equal →
 * marked again; different → Problem, both shown, never silence (design §3).
 */
export async function recheckSome(work: Work): Promise<number> {
  const documents = await inLane(work, scope => offeredAgain(scope, 20))
  for (const document of documents) await recheck(work, document)
  return documents.length
}

async function recheck(work: Work, document: PostingRow): Promise<void> {
  const verdict = await judge(work, document)
  await inLane(work, async scope => {
    if (verdict.kind === 'batched') return
    if (verdict.kind === 'differs') return differ(scope, document, verdict.problem)
    await annotate(scope, document, {})
    for (const mark of await needersOf(scope, document.id)) {
      const event = { event: 'undone', message: 'its batch was deleted in ConnectWise' }
      if (mark.state === 'confirmed') await change(scope, mark, 'confirmed', 'undone', event)
    }
    // A new revision of the identifier: the old name may still be known to ConnectWise.
    await ensureMarks(scope, [
      { document: { ...document, revision: document.fence + 1 }, record: verdict.fresh.record },
    ])
  })
}

async function judge(work: Work, document: PostingRow): Promise<Verdict> {
  const recordId = (await inLane(work, scope => recordIdsOf(scope, [document]))).get(document.id) ?? ''
  const fresh = (await exportFresh(work, [recordId])).get(recordId) ?? { kind: 'gone' as const }
  return inLane(work, async scope => {
    if (fresh.kind === 'facts') {
      await noteFacts(scope, fresh.facts)
      if (fresh.facts.batch) return { kind: 'batched', name: fresh.facts.batch.name }
    }
    if (fresh.kind !== 'exported') return { kind: 'differs', problem: differs(document, stateIn(fresh)) }
    const plan = planSales({ record: fresh.record, ...(await given(scope)) })
    const sent = documentFromJson(document.payload)
    if (plan.document && sameDocument(plan.document, sent)) {
      return { kind: 'equal', glEntryIds: fresh.record.glEntryIds, fresh }
    }
    const now = plan.document ? plan.document.totals.total.toFixedText(2) : 'cannot be planned any more'
    return { kind: 'differs', problem: differs(document, now) }
  })
}

function stateIn(fresh: Exclude<Fresh, { kind: 'exported' }>): string {
  if (fresh.kind === 'gone') return 'no longer in ConnectWise'
  if (fresh.kind === 'malformed') return 'not readable in ConnectWise'
  return fresh.facts.closed ? 'closed without entries in ConnectWise' : 'open again in ConnectWise'
}

function differs(document: PostingRow, now: string): Problem {
  return { code: 'differs-from-ledger', ours: now, ledger: document.remoteTotal?.toFixedText(2) ?? '' }
}

async function differ(scope: Scope, document: PostingRow, problem: Problem): Promise<void> {
  const facts = { event: 'differs', message: 'changed in ConnectWise after it was posted' }
  const set = { problems: [problem] }
  if (document.state === 'posted') await change(scope, document, 'posted', 'mismatch', facts, set)
  else if (document.state === 'confirmed') await change(scope, document, 'confirmed', 'drifted', facts, set)
}

async function acceptForeignBatch(
  scope: Scope,
  document: PostingRow,
  mark: PostingRow,
  name: string,
): Promise<void> {
  const facts = { event: 'confirmed', message: `in ConnectWise batch ${name}` }
  await change(scope, mark, 'rejected', 'withdrawn', facts)
  if (document.state === 'posted') {
    await change(scope, document, 'posted', 'confirmed', facts, { confirmedAt: databaseNow })
  }
}
