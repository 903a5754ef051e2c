import type { BatchOutcome, PsaBatch } from '../connectors/ports.ts'
import { assert } from '../std/assert.ts'
import { inLane, type Work } from './context.ts'
import { neededBy, sourceOf } from './graph/store.ts'
import { parseMark } from './mark.ts'
import { guardOf } from './post.ts'
import { change, databaseNow, type EventFacts, type PostingRow } from './postings/store.ts'
import { markBatched } from './records/store.ts'
import { type Claim, claim, closeSend, lockReady } from './sends/store.ts'
import { call, notExecuted, outcomeUnknown } from './settle.ts'

/**
 * Marks one posted document in ConnectWise: one record, one batch, left open (knowledge/connectwise.md §4.2). A posting of
 * its own: ConnectWise knows no key, so after an unknown outcome it is looked for by its identifier, never sent again blindly.
 */
export async function markOne(work: Work, begun: () => void): Promise<number> {
  const startedMs = work.engine.clock.monotonicMs()
  const claimed = await inLane(work, async scope => {
    const filter = { target: 'psa' as const, kind: 'batch', limit: 1, needsFull: false }
    const rows = await lockReady(scope, filter)
    const body = rows[0] ? JSON.stringify(parseMark(rows[0].payload)) : ''
    return rows.length === 0
      ? null
      : claim(scope, rows, { kind: 'batch', body, leaseMs: work.engine.timing.leaseMs })
  })
  if (!claimed) return 0
  begun()
  const posting = claimed.members[0]
  assert(posting, 'a claim has a member')
  const mark = parseMark(posting.payload)
  // No key, so no age of a key: only the lease bounds when the body may leave.
  const guard = guardOf(work, { ...claimed.send, key: '', keyAgeMs: 0 }, startedMs)
  await applyMark(work, claimed, posting, await work.psa.createBatch(mark.identifier, mark.glEntryIds, guard))
  return 1
}

async function applyMark(
  work: Work,
  claimed: Claim,
  posting: PostingRow,
  outcome: BatchOutcome,
): Promise<void> {
  if (outcome.kind === 'unknown') return outcomeUnknown(work, claimed, outcome)
  if (outcome.kind === 'not-executed') return notExecuted(work, claimed, outcome)
  const facts = { sendId: claimed.send.id, ...call(outcome.call) }
  if (outcome.kind === 'done') {
    await settleMark(work, posting, 'sending', outcome.batch, facts, claimed.send.id)
    return
  }
  // Refused: our own earlier call may have landed (same identifier), or the record changed after it was posted. Then it is
  // compared (reconsider.ts).
  const [own] = await work.psa.findBatches([markIdentifier(posting)])
  if (own) {
    const adopted = { ...facts, message: 'already there: adopted' }
    return settleMark(work, posting, 'sending', own, adopted, claimed.send.id)
  }
  const { message } = outcome
  const problems = [{ code: 'batch-refused' as const, message }]
  await inLane(work, async scope => {
    const event = { event: 'rejected', ...facts, message }
    await change(scope, posting, 'sending', 'rejected', event, { problems })
    await closeSend(scope, claimed.send.id)
  })
}

/** The batch stands: mark and document are confirmed together. */
export async function settleMark(
  work: Work,
  posting: PostingRow,
  from: 'sending' | 'unknown',
  batch: PsaBatch,
  facts: Omit<EventFacts, 'event'>,
  sendId?: string,
): Promise<void> {
  await inLane(work, async scope => {
    const set = { remoteId: batch.id, remoteNumber: batch.identifier, postedAt: databaseNow }
    if (!(await change(scope, posting, from, 'posted', { event: 'batched', ...facts }, set))) return
    await change(scope, posting, 'posted', 'confirmed', { event: 'confirmed' }, { confirmedAt: databaseNow })
    for (const document of await neededBy(scope, posting.id)) {
      if (document.state === 'posted') {
        const event = { event: 'confirmed', message: `batch ${batch.identifier}` }
        await change(scope, document, 'posted', 'confirmed', event, { confirmedAt: databaseNow })
      }
    }
    const source = await sourceOf(scope, posting.id)
    if (source) await markBatched(scope, source, batch.id)
    if (sendId) await closeSend(scope, sendId)
  })
}

export function markIdentifier(posting: PostingRow): string {
  return parseMark(posting.payload).identifier
}
