import type { EndOutcome } from '../connectors/ports.ts'
import { present } from '../std/assert.ts'
import { applyEnd, refuseEnd, settleEnded } from './apply-endings.ts'
import { inLane, type Work } from './context.ts'
import type { Say } from './crew.ts'
import { endJudged, type Judged, kindOf } from './end-judged.ts'
import { guardOf } from './post.ts'
import { annotate, type PostingRow, type Scope } from './postings/store.ts'
import { type Claim, claim, claimAgain, lockReady } from './sends/store.ts'

const endingsTogether = 4

/**
 * Takes documents out of the ledger that a person undoes, each in a write of its own. The books are read first and the claim
 * comes after, so that its body says what was just read; what was claimed is committed before a byte leaves.
 */
export async function endSome(work: Work, say: Pick<Say, 'begun'>): Promise<number> {
  const asked = await inLane(work, readyEnds)
  if (asked.length === 0) return 0
  const judged = await endJudged(work, asked)
  const startedMs = work.engine.clock.monotonicMs()
  const claims = await inLane(work, async scope => {
    const rows = (await readyEnds(scope)).filter(({ id }) => judged.has(id))
    const list: { kind: string; body: string; rows: PostingRow[] }[] = []
    for (const row of rows) {
      const now = present(judged.get(row.id), 'it was looked at')
      // What is done is what was found, not what was expected when it was asked for.
      if (now.kind === 'stands') await annotate(scope, row, { operation: now.end.how })
      list.push({ kind: 'undo', body: bodyOf(work, row, now), rows: [row] })
    }
    return list.length === 0 ? [] : claim(scope, list, work.engine.timing.leaseMs)
  })
  if (claims.length === 0) return 0
  say.begun()
  await Promise.all(
    claims.map(claimed => {
      const { id } = memberOf(claimed)
      return end(work, claimed, present(judged.get(id), 'it was looked at'), startedMs)
    }),
  )
  return claims.length
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
  const one = { id: present(posting.remoteId, 'it stands in the ledger'), version: '', how } as const
  const guard = guardOf(work, claimed.send, startedMs)
  return work.ledger.endDocument(kindOf(posting), one, claimed.send.body, guard)
}

function memberOf(claimed: Claim): PostingRow {
  return present(claimed.members[0], 'a claim has a member')
}
