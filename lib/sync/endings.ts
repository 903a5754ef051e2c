import type { EndOutcome } from '../connectors/write-facts.ts'
import { present } from '../std/assert.ts'
import { applyEnd, refuseEnd, settleEnded } from './apply-endings.ts'
import { inLane, type Work } from './context.ts'
import type { Say } from './crew.ts'
import { endJudged, type Judged, kindOf } from './end-judged.ts'
import { type JudgedWork, writeJudged } from './judged-first.ts'
import { guardOf } from './post.ts'
import { annotate, type PostingRow, type Scope } from './postings/store.ts'
import { type Claim, claimAgain, lockReady, memberOf } from './sends/store.ts'

const endingsTogether = 4

/** Takes documents out of the ledger that a person undoes. */
export function endSome(work: Work, say: Pick<Say, 'begun'>): Promise<number> {
  return writeJudged(work, endings, say)
}

const endings: JudgedWork<Judged> = {
  ready: readyEnds,
  judge: endJudged,
  sendOf: async (work, scope, posting, now) => {
    // What is done is what was found, not what was expected when it was asked for.
    if (now.kind === 'stands') await annotate(scope, posting, { operation: now.end.how })
    return { kind: 'undo', body: bodyOf(work, posting, now) }
  },
  write: end,
}

function readyEnds(scope: Scope): Promise<PostingRow[]> {
  return lockReady(scope, { target: 'ledger', kind: 'undo', limit: endingsTogether, needsFull: false })
}

function bodyOf({ ledger }: Work, posting: PostingRow, now: Judged): string {
  return now.kind === 'stands' ? ledger.endBody(kindOf(posting), now.end) : ''
}

async function end(work: Work, claimed: Claim, now: Judged, startedMs: number): Promise<void> {
  const posting = memberOf(claimed)
  if (now.kind === 'refused') return refuseEnd(work, claimed, now.problem, {})
  if (now.kind === 'gone')
    return settleEnded(work, 'sending', [
      { posting, facts: { sendId: claimed.send.id, message: 'not there any more' } },
    ])
  await applyEnd(work, claimed, await sendEnd(work, claimed, startedMs))
}

/** The identical write once more (unknown → sending); false when its key may no longer be used. */
export async function endAgain(work: Work, sendId: string, looked: Set<string>): Promise<boolean> {
  const startedMs = work.engine.clock.monotonicMs()
  const { leaseMs, sendMaxMs } = work.engine.timing
  const claimed = await inLane(work, scope => claimAgain(scope, sendId, { leaseMs, sendMaxMs, looked }))
  if (!claimed) return false
  await applyEnd(work, claimed, await sendEnd(work, claimed, startedMs))
  return true
}

/** The bytes are those of the claim. */
function sendEnd(work: Work, claimed: Claim, startedMs: number): Promise<EndOutcome> {
  const posting = memberOf(claimed)
  const how = posting.operation === 'delete' ? 'delete' : 'void'
  const id = present(posting.remoteId, 'it stands in the ledger')
  const one = { id, number: posting.remoteNumber ?? '', version: '', how } as const
  const guard = guardOf(work, claimed.send, startedMs)
  return work.ledger.endDocument(kindOf(posting), one, claimed.send.body, guard)
}
