import type { ProblemOf } from '../accounting/problems.ts'
import { ConnectorError } from '../connectors/ports.ts'
import type { BatchOutcome, PsaBatch } from '../connectors/psa-facts.ts'
import { batchStays, confirmRemoved } from './apply-endings.ts'
import { inLane, type Work } from './context.ts'
import type { Say } from './crew.ts'
import { markIdentifier } from './mark.ts'
import { guardOf } from './post.ts'
import {
  change,
  changeMany,
  databaseNow,
  type EventFacts,
  type PostingRow,
  postingsByIds,
} from './postings/store.ts'
import { markUnbatched } from './records/store.ts'
import { giveBack, letGo } from './revisions/store.ts'
import { type Claim, claim, closeSends, lockReady, memberOf } from './sends/store.ts'
import { call, notExecuted, outcomeUnknown } from './settle.ts'

const removalsTogether = 4

/**
 * Deletes batches of marks that are taken back, each found by its name first: the answer that made it did not say its id. A
 * closed one stays, as nobody may delete it. ConnectWise knows no key: after an unknown end it is looked for again, and gone
 * is gone, whoever did it.
 */
export async function unmarkSome(work: Work, say: Pick<Say, 'begun'>): Promise<number> {
  const startedMs = work.engine.clock.monotonicMs()
  const claims = await inLane(work, async scope => {
    const filter = { target: 'psa' as const, kind: 'unbatch', limit: removalsTogether, needsFull: false }
    const rows = await lockReady(scope, filter)
    const list = rows.map(row => ({ kind: 'unbatch', body: JSON.stringify(row.payload), rows: [row] }))
    return claim(scope, list, work.engine.timing.leaseMs)
  })
  if (claims.length === 0) return 0
  say.begun()
  const found = await lookFor(work, claims)
  await Promise.all(claims.map(claimed => remove(work, claimed, found, startedMs)))
  return claims.length
}

type Found = Map<string, PsaBatch> | ConnectorError

/** Nothing has been written yet: who cannot be asked is asked again later. */
async function lookFor(work: Work, claims: Claim[]): Promise<Found> {
  try {
    const batches = await work.psa.findBatches(claims.map(claimed => markIdentifier(memberOf(claimed))))
    return new Map(batches.map(batch => [batch.identifier, batch]))
  } catch (error) {
    if (error instanceof ConnectorError) return error
    throw error
  }
}

async function remove(work: Work, claimed: Claim, found: Found, startedMs: number): Promise<void> {
  const posting = memberOf(claimed)
  if (found instanceof ConnectorError) return notExecuted(work, claimed, unasked(found))
  const batch = found.get(markIdentifier(posting))
  if (!batch) return settleRemovals(work, 'sending', [{ posting, facts: { message: 'already gone' } }])
  if (batch.closed) return refuse(work, claimed, { code: 'batch-closed', batch: batch.identifier }, {})
  const guard = guardOf(work, { ...claimed.send, key: '', keyAgeMs: 0 }, startedMs)
  const outcome = await work.psa.deleteBatch(batch.id, guard)
  if (outcome.kind === 'unknown') return outcomeUnknown(work, claimed, outcome)
  if (outcome.kind === 'not-executed') return notExecuted(work, claimed, outcome)
  const facts = { sendId: claimed.send.id, ...call(outcome.call) }
  if (outcome.kind === 'done' || outcome.call.status === 404)
    return settleRemovals(work, 'sending', [{ posting, facts }])
  await refuse(work, claimed, { code: 'mark-refused', message: outcome.message, removing: true }, facts)
}

function unasked({ message, retryAfterMs }: ConnectorError): Extract<BatchOutcome, { kind: 'not-executed' }> {
  const nothing = { status: null, correlationId: '', ms: 0 }
  return { kind: 'not-executed', reason: 'not-sent', retryAfterMs, day: false, message, call: nothing }
}

type Facts = Omit<EventFacts, 'event'>

/** The batches are gone: the records are unposted again, free to be sent or marked anew. */
export async function settleRemovals(
  work: Work,
  from: 'sending' | 'unknown',
  list: { posting: PostingRow; facts: Facts }[],
): Promise<void> {
  if (list.length === 0) return
  await inLane(work, async scope => {
    const moves = list.map(({ posting, facts }) => ({ posting, facts: { event: 'unbatched', ...facts } }))
    const moved = await changeMany(scope, from, 'posted', moves, { postedAt: databaseNow })
    const gone = list.map(({ posting }) => posting).filter(({ id }) => moved.has(id))
    const confirmed = gone.map(posting => ({ posting, facts: { event: 'confirmed' } }))
    if (confirmed.length > 0)
      await changeMany(scope, 'posted', 'confirmed', confirmed, { confirmedAt: databaseNow })
    await letGo(scope, gone)
    await markUnbatched(scope, gone)
    const marks = await postingsByIds(
      scope,
      gone.flatMap(({ supersedes }) => supersedes ?? []),
    )
    const undone = marks.map(posting => ({
      posting,
      facts: { event: 'undone', message: 'its batch was deleted: the record is unposted again' },
    }))
    if (undone.length > 0) await changeMany(scope, 'confirmed', 'undone', undone)
    await confirmRemoved(scope, gone)
    await closeSends(
      scope,
      list.flatMap(({ facts }) => facts.sendId ?? []),
    )
  })
}

type Refusal = ProblemOf<'batch-closed'> | ProblemOf<'mark-refused'>

/** The mark stands as it was; why it could not be taken back is shown with the try. */
async function refuse(work: Work, claimed: Claim, problem: Refusal, facts: Facts): Promise<void> {
  const posting = memberOf(claimed)
  await inLane(work, async scope => {
    const event = { event: 'rejected', sendId: claimed.send.id, message: problem.code, ...facts }
    await change(scope, posting, 'sending', 'rejected', event, { problems: [problem] })
    await giveBack(scope, posting)
    await batchStays(scope, posting, problem.code === 'batch-closed' ? 'it was closed.' : problem.message)
    await closeSends(scope, [claimed.send.id])
  })
}
