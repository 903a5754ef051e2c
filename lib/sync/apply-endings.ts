import type { Problem } from '../accounting/problems.ts'
import { record as recordActivity } from '../activity/activity.ts'
import type { EndOutcome } from '../connectors/write-facts.ts'
import { isUpdate } from './amending.ts'
import { noteChangedThere } from './changed-there.ts'
import { tellRefused } from './companions.ts'
import { inLane, type Work } from './context.ts'
import { endJudged } from './end-judged.ts'
import { documentsMarkedBy, needersOf, recordIdsOf } from './graph/store.ts'
import {
  change,
  changeMany,
  databaseNow,
  type EventFacts,
  type PostingRow,
  postingsByIds,
  type Scope,
} from './postings/store.ts'
import { giveBack } from './revisions/store.ts'
import { type Claim, closeSends, memberOf } from './sends/store.ts'
import { call, judgeAnew, notExecuted, outcomeUnknown } from './settle.ts'
import { subjectOf } from './source.ts'
import { isUndoing } from './undone.ts'
import { withdraw } from './withdraw.ts'

type Facts = Omit<EventFacts, 'event'>

/** Writes down what taking one document out of the ledger came to, under the fence of its claim. */
export async function applyEnd(work: Work, claimed: Claim, outcome: EndOutcome): Promise<void> {
  if (outcome.kind === 'unknown') return outcomeUnknown(work, claimed, outcome)
  if (outcome.kind === 'not-executed') return notExecuted(work, claimed, outcome)
  const posting = memberOf(claimed)
  const facts = { sendId: claimed.send.id, ...call(outcome.call) }
  if (outcome.kind === 'ended') return settleEnded(work, 'sending', [{ posting, facts }])
  const message = outcome.messages.join(' ')
  // Our own earlier call may have landed, or a person was there meanwhile: a look says which.
  const now = (await endJudged(work, [posting])).get(posting.id)
  if (now?.kind === 'gone') return settleEnded(work, 'sending', [{ posting, facts: { ...facts, message } }])
  if (now?.kind === 'refused') return refuseEnd(work, claimed, now.problem, { ...facts, message })
  if (outcome.code === 'locked-period' || !(await judgeAnew(work, claimed, { ...facts, message })))
    await refuseEnd(work, claimed, { code: 'undo-refused', message }, { ...facts, message })
}

/** Out of the ledger, whoever did it. Where there is no batch to be deleted, that was all. */
export async function settleEnded(
  work: Work,
  from: 'sending' | 'unknown',
  list: readonly { posting: PostingRow; facts: Facts }[],
): Promise<void> {
  if (list.length === 0) return
  await inLane(work, async scope => {
    const moves = list.map(({ posting, facts }) => ({ posting, facts: { event: 'ended', ...facts } }))
    const moved = await changeMany(scope, from, 'posted', moves, { postedAt: databaseNow })
    const ended = list.map(({ posting }) => posting).filter(({ id }) => moved.has(id))
    await closeSends(
      scope,
      list.flatMap(({ facts }) => facts.sendId ?? []),
    )
    const documents = await postingsByIds(
      scope,
      ended.flatMap(({ supersedes }) => supersedes ?? []),
    )
    for (const document of documents) await givenUp(scope, document, 'taken out of the ledger')
    const alone: PostingRow[] = []
    for (const posting of ended) if ((await needersOf(scope, posting.id)).length === 0) alone.push(posting)
    await confirmUndone(scope, alone)
    // The journal beside a document leaves last.
    await confirmRemoved(scope, alone)
  })
}

/** It kept its state until it was gone (design §4). */
export async function givenUp(scope: Scope, document: PostingRow, message: string): Promise<void> {
  const facts = { event: 'undone', message }
  const { state } = document
  if (state === 'confirmed') await change(scope, document, state, 'undone', facts)
  else if (state === 'drifted') await change(scope, document, state, 'undone', facts)
  else if (state === 'mismatch') await change(scope, document, state, 'undone', facts)
  // A mark that waited behind a difference marks nothing any more.
  for (const mark of await needersOf(scope, document.id)) await withdraw(scope, mark, message)
}

/** Their batches are gone too: all that was asked for is done. */
export async function confirmRemoved(scope: Scope, removals: readonly PostingRow[]): Promise<void> {
  if (removals.length === 0) return
  const needed = await documentsMarkedBy(
    scope,
    removals.map(({ id }) => id),
  )
  const endings = needed.map(({ document }) => document).filter(isUndoing)
  await confirmUndone(scope, endings)
}

async function confirmUndone(scope: Scope, list: readonly PostingRow[]): Promise<void> {
  if (list.length === 0) return
  const moves = list.map(posting => ({ posting, facts: { event: 'confirmed' } }))
  const moved = await changeMany(scope, 'posted', 'confirmed', moves, { confirmedAt: databaseNow })
  const records = await recordIdsOf(scope, [...list])
  for (const posting of list) {
    if (!moved.has(posting.id)) continue
    await recordActivity(scope.tx, {
      accountId: scope.accountId,
      actor: null,
      verb: 'undid',
      subject: subjectOf(records.get(posting.id) ?? ''),
      companyId: scope.companyId,
      detail: { number: posting.title, how: posting.operation },
    })
  }
}

/** The document stands as it was, and so does its batch; why is shown beside it. */
export async function refuseEnd(work: Work, claimed: Claim, problem: Problem, facts: Facts): Promise<void> {
  const posting = memberOf(claimed)
  await inLane(work, async scope => {
    const event = { event: 'rejected', sendId: claimed.send.id, message: problem.code, ...facts }
    if (!(await change(scope, posting, 'sending', 'rejected', event, { problems: [problem] }))) return
    await giveBack(scope, posting)
    if (isUpdate(posting)) await noteChangedThere(scope, posting, [problem])
    await tellRefused(scope, posting, problem)
    for (const removal of await needersOf(scope, posting.id)) {
      if (removal.state !== 'ready') continue
      await change(scope, removal, 'ready', 'withdrawn', { event: 'withdrawn', message: problem.code })
      await giveBack(scope, removal)
    }
    await closeSends(scope, [claimed.send.id])
  })
}

/** The document is gone and its batch stays: a person has to know, and may try again. */
export async function batchStays(scope: Scope, removal: PostingRow, message: string): Promise<void> {
  const problem: Problem = { code: 'undo-batch-stays', message }
  const facts = { event: 'batch-refused', message }
  for (const { document } of await documentsMarkedBy(scope, [removal.id]))
    await change(scope, document, 'posted', 'mismatch', facts, { problems: [problem] })
}
