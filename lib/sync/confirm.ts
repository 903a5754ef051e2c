import type { BatchOutcome, PsaBatch } from '../connectors/psa-facts.ts'
import { inLane, type Work } from './context.ts'
import type { Say } from './crew.ts'
import { documentsMarkedBy } from './graph/store.ts'
import { markIdentifier, parseMark } from './mark.ts'
import { isMarkAlone } from './mark-only.ts'
import { guardOf } from './post.ts'
import {
  change,
  changeMany,
  databaseNow,
  type EventFacts,
  type PostingRow,
  type Scope,
} from './postings/store.ts'
import { markBatched } from './records/store.ts'
import { type Claim, claim, closeSends, lockReady, memberOf } from './sends/store.ts'
import { call, notExecuted, outcomeUnknown } from './settle.ts'

/** Claimed and settled together, sent side by side: what one costs our own database is shared by so many. */
const marksTogether = 4
/** A mark alone that ConnectWise refuses is planned anew, as its record may have changed; for an unchanged one not for ever. */
const refusalsMax = 3

/**
 * Marks posted documents in ConnectWise: one record, one batch, left open (knowledge/connectwise.md §4.2). Each is a posting
 * and a send of its own: ConnectWise knows no key, so after an unknown outcome it is looked for by its identifier, never sent
 * again blindly.
 */
export async function markSome(work: Work, say: Pick<Say, 'begun'>): Promise<number> {
  const startedMs = work.engine.clock.monotonicMs()
  const claims = await inLane(work, async scope => {
    const filter = { target: 'psa' as const, kind: 'batch', limit: marksTogether, needsFull: false }
    const rows = await lockReady(scope, filter)
    const list = rows.map(row => ({
      kind: 'batch',
      body: JSON.stringify(parseMark(row.payload)),
      rows: [row],
    }))
    return claim(scope, list, work.engine.timing.leaseMs)
  })
  if (claims.length === 0) return 0
  say.begun()
  const ends = await Promise.all(claims.map(claimed => send(work, claimed, startedMs)))
  await settleMarks(
    work,
    'sending',
    ends.flatMap(({ claimed, posting, outcome }) =>
      outcome.kind === 'done' ? [{ posting, batch: outcome.batch, facts: factsOf(claimed, outcome) }] : [],
    ),
  )
  for (const { claimed, posting, outcome } of ends) await settleOther(work, claimed, posting, outcome)
  return claims.length
}

async function send(work: Work, claimed: Claim, startedMs: number) {
  const posting = memberOf(claimed)
  const mark = parseMark(posting.payload)
  // No key, so no age of a key: only the lease bounds when the body may leave.
  const guard = guardOf(work, { ...claimed.send, key: '', keyAgeMs: 0 }, startedMs)
  return {
    claimed,
    posting,
    outcome: await work.psa.createBatch(mark.source, mark.identifier, mark.glEntryIds, guard),
  }
}

function factsOf(claimed: Claim, outcome: BatchOutcome): Facts {
  return { sendId: claimed.send.id, ...call(outcome.call) }
}

async function settleOther(
  work: Work,
  claimed: Claim,
  posting: PostingRow,
  outcome: BatchOutcome,
): Promise<void> {
  if (outcome.kind === 'done') return
  if (outcome.kind === 'unknown') return outcomeUnknown(work, claimed, outcome)
  if (outcome.kind === 'not-executed') return notExecuted(work, claimed, outcome)
  // Refused: our own earlier call may have landed (same identifier), or the record changed after it was posted. Then it is
  // compared (reconsider.ts).
  const facts = factsOf(claimed, outcome)
  const [own] = await work.psa.findBatches([markIdentifier(posting)])
  if (own) {
    const adopted = { ...facts, message: 'already there: adopted' }
    return settleMarks(work, 'sending', [{ posting, batch: own, facts: adopted }])
  }
  const { message } = outcome
  const alone = isMarkAlone(posting)
  const problems = [{ code: alone ? ('mark-refused' as const) : ('batch-refused' as const), message }]
  await inLane(work, async scope => {
    const event = { event: 'rejected', ...facts, message }
    await change(scope, posting, 'sending', 'rejected', event, { problems })
    await closeSends(scope, [claimed.send.id])
    if (alone && posting.attempts < refusalsMax)
      await change(scope, posting, 'rejected', 'planned', { event: 'replan' }, { readyAt: databaseNow })
  })
}

type Facts = Omit<EventFacts, 'event'>

interface Marked {
  posting: PostingRow
  batch: PsaBatch
  facts: Facts
}

/** The batches stand: marks and documents are confirmed together. */
export async function settleMarks(work: Work, from: 'sending' | 'unknown', list: Marked[]): Promise<void> {
  if (list.length === 0) return
  await inLane(work, async scope => {
    const moves = list.map(({ posting, batch, facts }) => ({
      posting,
      facts: { event: 'batched', ...facts },
      set: { remoteId: batch.id, remoteNumber: batch.identifier },
    }))
    const moved = await changeMany(scope, from, 'posted', moves, { postedAt: databaseNow })
    const standing = list.filter(({ posting }) => moved.has(posting.id))
    if (standing.length > 0) await confirm(scope, standing)
  })
}

async function confirm(scope: Scope, standing: Marked[]): Promise<void> {
  const shared = { confirmedAt: databaseNow }
  const marks = standing.map(({ posting }) => ({ posting, facts: { event: 'confirmed' } }))
  await changeMany(scope, 'posted', 'confirmed', marks, shared)
  const byMark = new Map(standing.map(({ posting, batch }) => [posting.id, batch]))
  const documents = (await documentsMarkedBy(scope, [...byMark.keys()])).map(({ document, markId }) => ({
    posting: document,
    facts: { event: 'confirmed', message: `batch ${byMark.get(markId)?.identifier ?? ''}` },
  }))
  if (documents.length > 0) await changeMany(scope, 'posted', 'confirmed', documents, shared)
  await markBatched(
    scope,
    standing.map(({ posting, batch }) => ({ markId: posting.id, batchId: batch.id })),
  )
  await closeSends(
    scope,
    standing.flatMap(({ facts }) => facts.sendId ?? []),
  )
}
