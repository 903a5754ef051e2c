import type { Problem } from '../../accounting/problems.ts'
import { present } from '../../std/assert.ts'
import { writeJson } from '../../std/json.ts'
import { inLane, scaled, type Work } from '../context.ts'
import type { Say } from '../crew.ts'
import { guardOf } from '../post.ts'
import { annotate, fromNow, type PostingRow, postingsByIds, type Scope } from '../postings/store.ts'
import { type Claim, claim, lockReady } from '../sends/store.ts'
import { call, notExecuted, outcomeUnknown } from '../settle.ts'
import { ledgerSide } from './ledger-side.ts'
import { plannedCredit } from './payload.ts'
import { psaSide } from './psa-side.ts'
import { refuseCredit, settleCredit, withdrawStale } from './settle.ts'
import type { Judged, Side } from './side.ts'

const creditsTogether = 4
const askAgainMs = 10_000

/** Credit that is to be applied in the ledger, or taken back there. */
export function allocateSome(work: Work, say: Pick<Say, 'begun'>): Promise<number> {
  return applySome(work, ledgerSide, say)
}

/** The same in ConnectWise. */
export function creditSome(work: Work, say: Pick<Say, 'begun'>): Promise<number> {
  return applySome(work, psaSide, say)
}

/**
 * The side is looked at first and the claim comes after, so that its body says what was just read; what was claimed is committed
 * before a byte leaves. One write for each two at a time; what is left after it is planned afresh.
 */
async function applySome(work: Work, side: Side, say: Pick<Say, 'begun'>): Promise<number> {
  const asked = await inLane(work, async scope => withdrawStale(scope, await readyOf(scope, side)))
  if (asked.length === 0) return 0
  const judged = await side.judge(work, asked)
  const startedMs = work.engine.clock.monotonicMs()
  const { claims, count } = await inLane(work, scope => claimJudged(work, scope, side, judged))
  if (claims.length > 0) say.begun()
  await Promise.all(claims.map(claimed => carry(work, side, claimed, judged, startedMs)))
  return count
}

function readyOf(scope: Scope, { target, kind }: Side): Promise<PostingRow[]> {
  return lockReady(scope, { target, kind, limit: creditsTogether, needsFull: false })
}

async function claimJudged(
  work: Work,
  scope: Scope,
  side: Side,
  judged: Map<string, Judged>,
): Promise<{ claims: Claim[]; count: number }> {
  const rows = (await readyOf(scope, side)).filter(({ id }) => judged.has(id))
  const ids: string[] = []
  for (const row of rows) {
    const now = present(judged.get(row.id), 'it was looked at')
    if (now.kind === 'later') {
      const waitMs = now.retryAfterMs ?? scaled(work.engine, askAgainMs)
      await annotate(scope, row, { readyAt: fromNow(waitMs) }, { event: 'not-asked', message: now.message })
      continue
    }
    const planned = plannedCredit(row)
    // Without a step there is nothing to be sent; one of an earlier try is no word on this one.
    const payload = now.kind === 'write' ? { ...planned, date: now.date, step: now.step } : planned
    await annotate(scope, row, { payload, problems: [] })
    ids.push(row.id)
  }
  const list = (await postingsByIds(scope, ids)).map(row => ({
    kind: side.kind,
    body: bodyOf(row, judged.get(row.id)),
    rows: [row],
  }))
  const claims = list.length === 0 ? [] : await claim(scope, list, work.engine.timing.leaseMs)
  return { claims, count: rows.length }
}

function bodyOf(row: PostingRow, now: Judged | undefined): string {
  return now?.kind === 'write' && now.body !== '' ? now.body : writeJson(plannedCredit(row))
}

async function carry(
  work: Work,
  side: Side,
  claimed: Claim,
  judged: Map<string, Judged>,
  startedMs: number,
): Promise<void> {
  const posting = present(claimed.members[0], 'a claim has a member')
  const now = present(judged.get(posting.id), 'it was looked at')
  const sendId = claimed.send.id
  if (now.kind === 'refused') return refuseCredit(work, claimed, now.problem, {})
  if (now.kind !== 'write')
    return settleCredit(work, posting, 'sending', {
      facts: { sendId, message: 'nothing was left to do' },
      claimed,
    })
  const key = side.target === 'ledger' ? claimed.send.key : ''
  const guard = guardOf(work, { ...claimed.send, key, keyAgeMs: 0 }, startedMs)
  const outcome = await side.write(work, posting, now.body, guard)
  if (outcome.kind === 'unknown') return outcomeUnknown(work, claimed, outcome)
  if (outcome.kind === 'not-executed') return notExecuted(work, claimed, outcome)
  const facts = { sendId, ...call(outcome.call) }
  if (outcome.kind === 'done') return settleCredit(work, posting, 'sending', { facts, claimed })
  const { message } = outcome
  // Our own earlier call may have landed, or a person was there meanwhile: a look says which.
  const after = (await side.judge(work, [posting])).get(posting.id)
  if (after?.kind === 'stands') return settleCredit(work, posting, 'sending', { facts, claimed })
  const problem: Problem =
    after?.kind === 'refused' ? after.problem : { code: 'credit-refused', where: side.where, message }
  await refuseCredit(work, claimed, problem, { ...facts, message })
}
