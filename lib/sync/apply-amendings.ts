import type { WriteOutcome } from '../connectors/write-facts.ts'
import { present } from '../std/assert.ts'
import { amendJudged } from './amend-judged.ts'
import { type Found, settleFound } from './apply-documents.ts'
import { refuseEnd } from './apply-endings.ts'
import { inLane, type Work } from './context.ts'
import { type Claim, closeSends, memberOf } from './sends/store.ts'
import { call, judgeAnew, notExecuted, outcomeUnknown } from './settle.ts'

/** Writes down what changing one document in the ledger came to, under the fence of its claim. */
export async function applyAmend(work: Work, claimed: Claim, outcome: WriteOutcome): Promise<void> {
  if (outcome.kind === 'unknown') return outcomeUnknown(work, claimed, outcome)
  if (outcome.kind === 'not-executed') return notExecuted(work, claimed, outcome)
  const posting = memberOf(claimed)
  const element = present(outcome.elements[0], 'an answer to one write has one')
  const facts = { sendId: claimed.send.id, ...call(outcome.call) }
  if (element.kind === 'posted')
    return settleAmended(work, 'sending', [{ posting, remote: element.remote, facts }])
  const message = element.messages.join(' ')
  // Our own earlier call may have landed, or a person was there meanwhile: a look says which.
  const now = (await amendJudged(work, [posting])).get(posting.id)
  if (now?.kind === 'stands')
    return settleAmended(work, 'sending', [{ posting, remote: now.remote, facts: { ...facts, message } }])
  if (now?.kind === 'refused') return refuseEnd(work, claimed, now.problem, { ...facts, message })
  if (element.code !== 'other' || !(await judgeAnew(work, claimed, { ...facts, message })))
    await refuseEnd(work, claimed, { code: 'amend-refused', message }, { ...facts, message })
}

/** It stands as it is to be. */
export async function settleAmended(
  work: Work,
  from: 'sending' | 'unknown',
  list: readonly Found[],
): Promise<void> {
  if (list.length === 0) return
  await inLane(work, async scope => {
    await settleFound(scope, from, [...list])
    await closeSends(
      scope,
      list.flatMap(({ facts }) => facts.sendId ?? []),
    )
  })
}
