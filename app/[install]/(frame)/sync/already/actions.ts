'use server'

import { z } from 'zod'
import { memberAction } from '@/app/_session/action.ts'
import { done, refused } from '@/app/_session/result.ts'
import { recordIdMost } from '@/lib/accounting/record-id.ts'
import { markAgain } from '@/lib/sync/mark-again.ts'
import { startMarking } from '@/lib/sync/mark-only.ts'
import { startUnmarking } from '@/lib/sync/unmark.ts'
import { marksOfRun, toMark } from '@/lib/sync/views/already.ts'
import { companyOfPostings } from '@/lib/sync/views/asked.ts'
import { filterSchema } from './filter-of.ts'

const zMark = z.object({
  companyId: z.uuid(),
  runId: z.uuid(),
  filter: filterSchema,
  ticked: z.array(z.string().min(1).max(recordIdMost)).max(1_000),
  count: z.int().positive(),
  reason: z.string().trim().min(1, 'Say why they are not sent.').max(200, 'Use at most 200 characters.'),
})

const zRun = z.object({ runId: z.uuid() })

/** Batches them in ConnectWise without sending. What the person saw is what is marked, or nothing is. */
export const markAlready = memberAction(zMark, 'approve', async ({ member, inAccount }, input) => {
  const { accountId, userId: id, name } = member
  const { companyId, runId, reason } = input
  return inAccount(async tx => {
    const list = await toMark(tx, { companyId, ...input.filter }, input.ticked)
    const start = { tx, accountId, companyId, actor: { id, name } }
    if (list.length === input.count) return done(await startMarking(start, runId, reason, list))
    return refused(
      'changed',
      `The list has changed: ${list.length} fit now. Look again before you mark them.`,
    )
  })
})

/** Deletes their batches: the records are unposted again. */
export const takeBack = memberAction(
  z.object({ postingIds: z.array(z.uuid()).min(1).max(1_000) }),
  'approve',
  async ({ member, inAccount }, input) => {
    const { accountId, userId: id, name } = member
    return inAccount(async tx => {
      const companyId = await companyOfPostings(tx, input.postingIds)
      const start = companyId && { tx, accountId, companyId, actor: { id, name } }
      const begun = start && (await startUnmarking(start, input.postingIds))
      return begun ? done(begun) : refused('gone', nothingMarked)
    })
  },
)

/** All that one run has marked. */
export const takeBackRun = memberAction(zRun, 'approve', async ({ member, inAccount }, input) => {
  const { accountId, userId: id, name } = member
  return inAccount(async tx => {
    const run = await marksOfRun(tx, input.runId)
    const start = { tx, accountId, companyId: run.companyId, actor: { id, name } }
    const begun = await startUnmarking(start, run.confirmed)
    return begun ? done(begun) : refused('gone', nothingMarked)
  })
})

/** What such a run could not do, once more: marked, or taken back, never sent. */
export const tryAgain = memberAction(zRun, 'approve', async ({ member, inAccount }, input) => {
  const { accountId, userId: id, name } = member
  return inAccount(async tx => {
    const run = await marksOfRun(tx, input.runId)
    const start = { tx, accountId, companyId: run.companyId, actor: { id, name } }
    const begun = await markAgain(start, run)
    return begun ? done(begun) : refused('gone', 'Nothing of this run failed.')
  })
})

const nothingMarked = 'This mark is being taken back already, or is gone.'
