import type { WriteOutcome } from '../connectors/ports.ts'
import { inLane, type Work } from './context.ts'
import { pauseLane } from './lanes/store.ts'
import { change, databaseNow, fromNow } from './postings/store.ts'
import { burnKey, type Claim, closeSend } from './sends/store.ts'

type NotExecuted = Extract<WriteOutcome, { kind: 'not-executed' }>
type Unknown = Extract<WriteOutcome, { kind: 'unknown' }>

/** Waits where the vendor names no time. */
const retryMs = { limited: 5_000, unauthorized: 60_000, forbidden: 300_000, 'not-sent': 1_000 } as const

/**
 * Provably nothing was written by this call. A first send goes back to ready. A repeat does not: the send before it may
 * still land, so it stays unknown and is looked for (design §4 rules 4 and 5).
 */
export async function notExecuted(work: Work, claimed: Claim, outcome: NotExecuted): Promise<void> {
  const waitMs = outcome.retryAfterMs ?? retryMs[outcome.reason]
  const readyAt = fromNow(waitMs)
  const first = claimed.send.times === 1
  await inLane(work, async scope => {
    for (const posting of claimed.members) {
      const facts = {
        event: outcome.reason,
        message: outcome.message,
        sendId: claimed.send.id,
        status: outcome.call.status,
        correlationId: outcome.call.correlationId,
        ms: Math.round(outcome.call.ms),
      }
      if (first) await change(scope, posting, 'sending', 'ready', facts, { readyAt, lastSentAt: null })
      else await change(scope, posting, 'sending', 'unknown', facts, { readyAt })
    }
    if (first) await closeSend(scope, claimed.send.id)
    if (outcome.reason !== 'not-sent' && claimed.members[0]?.target === 'ledger') {
      await pauseLane(scope, waitMs, pauseReason(outcome))
    }
  })
}

function pauseReason(outcome: NotExecuted): string {
  if (outcome.reason === 'limited') return outcome.day ? 'day-limit' : 'limit'
  return outcome.reason
}

/** Look first, at once. The key is burnt when the vendor has cached a definite 5xx under it. */
export async function outcomeUnknown(work: Work, claimed: Claim, outcome: Unknown): Promise<void> {
  await inLane(work, async scope => {
    for (const posting of claimed.members) {
      await change(
        scope,
        posting,
        'sending',
        'unknown',
        {
          event: 'unknown',
          message: outcome.message,
          sendId: claimed.send.id,
          status: outcome.call.status,
          correlationId: outcome.call.correlationId,
          ms: Math.round(outcome.call.ms),
        },
        { readyAt: databaseNow },
      )
    }
    if (outcome.keyBurnt) await burnKey(scope, claimed.send.id)
  })
}

/** Facts of a call for the posting's history. */
export function call(facts: { status: number | null; correlationId: string; ms: number }) {
  return { status: facts.status, correlationId: facts.correlationId, ms: Math.round(facts.ms) }
}
