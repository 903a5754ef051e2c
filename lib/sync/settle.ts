import type { CallFacts, WriteOutcome } from '../connectors/write-facts.ts'
import { inLane, scaled, type Work } from './context.ts'
import { postponeMarks } from './due/store.ts'
import { pauseLane } from './lanes/store.ts'
import { change, changeMany, databaseNow, type EventFacts, fromNow, type Scope } from './postings/store.ts'
import { burnKey, type Claim, closeSends, memberOf } from './sends/store.ts'

type NotExecuted = Extract<WriteOutcome, { kind: 'not-executed' }>
type Unknown = Extract<WriteOutcome, { kind: 'unknown' }>

/** Waits where the vendor names no time: the first, which then grows fourfold, and the longest. */
const retryMs = {
  limited: [5_000, 60_000],
  unauthorized: [1_000, 60_000],
  forbidden: [60_000, 300_000],
  'not-sent': [1_000, 60_000],
} as const
/** The second look after the second unknown end waits so long, and so on, doubling. */
const lookAgainMs = [1_000, 30_000] as const

/**
 * Provably nothing was written by this call. A first send goes back to ready. A repeat does not: the send before it may
 * still land, so it stays unknown and is looked for (design §4 rules 4 and 5).
 */
export async function notExecuted(work: Work, claimed: Claim, outcome: NotExecuted): Promise<void> {
  const { send, members } = claimed
  const attempts = Math.min(...members.map(member => member.attempts))
  const [firstMs, mostMs] = retryMs[outcome.reason]
  const ownMs = scaled(work.engine, Math.min(firstMs * 4 ** Math.max(attempts - 1, 0), mostMs))
  const waitMs = outcome.retryAfterMs ?? ownMs
  const facts = { event: outcome.reason, message: outcome.message, sendId: send.id, ...call(outcome.call) }
  const moves = members.map(posting => ({ posting, facts }))
  await inLane(work, async scope => {
    if (send.times === 1) {
      const set = { readyAt: fromNow(waitMs), lastSentAt: null }
      await changeMany(scope, 'sending', 'ready', moves, set)
      await closeSends(scope, [send.id])
    } else await changeMany(scope, 'sending', 'unknown', moves, { readyAt: fromNow(waitMs) })
    if (outcome.reason === 'not-sent') return
    if (members[0]?.target === 'psa') await postponeMarks(scope, waitMs)
    else await pause(work, scope, waitMs, pauseReason(outcome))
  })
}

/** Nothing is sent for this company until then: noted in the lane's row, and for this pass at once. */
export async function pause(work: Work, scope: Scope, milliseconds: number, reason: string): Promise<void> {
  await pauseLane(scope, milliseconds, reason)
  const untilMs = work.engine.clock.monotonicMs() + milliseconds
  work.pace.pausedUntilMs = Math.max(work.pace.pausedUntilMs, untilMs)
}

function pauseReason(outcome: NotExecuted): string {
  if (outcome.reason === 'limited') return outcome.day ? 'day-limit' : 'limit'
  return outcome.reason
}

/**
 * Looked for at once; after a repeat that ended unclear as well, a little later each time. The key is burnt when the vendor
 * has cached a definite 5xx under it.
 */
export async function outcomeUnknown(work: Work, claimed: Claim, outcome: Unknown): Promise<void> {
  const { send, members } = claimed
  const facts = { event: 'unknown', message: outcome.message, sendId: send.id, ...call(outcome.call) }
  const [firstMs, mostMs] = lookAgainMs
  const waitMs = send.times === 1 ? 0 : Math.min(firstMs * 2 ** (send.times - 2), mostMs)
  const set = { readyAt: fromNow(scaled(work.engine, waitMs)) }
  await inLane(work, async scope => {
    const moves = members.map(posting => ({ posting, facts }))
    await changeMany(scope, 'sending', 'unknown', moves, set)
    if (outcome.keyBurnt) await burnKey(scope, send.id)
  })
}

/** A document that was changed between the look and the write is looked at so often before it is given up. */
const attemptsMax = 3

/** Back to ready, so that the document is read anew before the next try; false when that was done often enough. */
export async function judgeAnew(
  work: Work,
  claimed: Claim,
  facts: Omit<EventFacts, 'event'>,
): Promise<boolean> {
  const posting = memberOf(claimed)
  if (posting.attempts >= attemptsMax) return false
  await inLane(work, async scope => {
    const event = { event: 'replan', ...facts }
    await change(scope, posting, 'sending', 'ready', event, { readyAt: databaseNow, lastSentAt: null })
    await closeSends(scope, [claimed.send.id])
  })
  return true
}

/** Facts of a call for the posting's history. */
export function call(facts: CallFacts): Pick<EventFacts, 'status' | 'correlationId' | 'ms'> {
  return { status: facts.status, correlationId: facts.correlationId, ms: Math.round(facts.ms) }
}
