'use server'

import { z } from 'zod'
import { memberAction } from '@/app/_session/action.ts'
import { done, refused } from '@/app/_session/result.ts'
import { asking } from '@/app/_session/within.ts'
import { recordIdMost } from '@/lib/accounting/record-id.ts'
import { psaOf } from '@/lib/accounts/psa.ts'
import { askForUnposted } from '@/lib/sync/ask.ts'
import { checkMost, checkRecords } from '@/lib/sync/check-records.ts'
import { freeOf } from '@/lib/sync/holds.ts'
import { startRun, startSyncAll, stopRun } from '@/lib/sync/run.ts'
import { askedOf } from '@/lib/sync/views/asked.ts'
import { failedRecords, runPage } from '@/lib/sync/views/run.ts'

const companyId = z.uuid()
const recordIds = z.array(z.string().min(1).max(recordIdMost)).min(1)

/** Reads the list anew; the page hears of it by its state. */
export const refreshList = memberAction(z.object({ companyId }), 'view', async (context, input) => {
  await context.inAccount(tx => askForUnposted(tx, context.member.accountId, input.companyId))
  return done(null)
})

/** Plans the rows on the screen that no plan has looked at yet. */
export const checkRows = memberAction(
  z.object({ companyId, recordIds: recordIds.max(checkMost) }),
  'view',
  async ({ member }, input) => {
    const ask = { ...asking(member), companyId: input.companyId, psa: await psaOf(member.accountId) }
    return done({ checked: await checkRecords(ask, input.recordIds) })
  },
)

export const sendSelected = memberAction(
  z.object({ companyId, recordIds: recordIds.max(1_000) }),
  'send',
  async ({ member, inAccount }, input) => {
    const { accountId, userId: id, name } = member
    return inAccount(async tx => {
      const wanted = input.recordIds.map(recordId => ({ recordId, previewHash: null }))
      const start = { tx, accountId, companyId: input.companyId, actor: { id, name } }
      const asked = await freeOf({ tx }, await askedOf(tx, wanted))
      if (asked.length === 0) return refused('changed', 'These are held, or not known here any more.')
      const { runId } = await startRun(start, 'selected', asked)
      return done({ runId })
    })
  },
)

export const syncAll = memberAction(z.object({ companyId }), 'send', async ({ member, inAccount }, input) => {
  const { accountId, userId: id, name } = member
  return done(await inAccount(tx => startSyncAll({ tx, accountId, ...input, actor: { id, name } })))
})

/** What is under way goes to its end; what has not begun stays here. */
export const stop = memberAction(
  z.object({ runId: z.uuid() }),
  'send',
  async ({ member, inAccount }, input) => {
    const { accountId, userId: id, name } = member
    return inAccount(async tx => {
      const run = await runPage(tx, input.runId)
      if (!run) return refused('unknown', 'This run does not exist.')
      const start = { tx, accountId, companyId: run.companyId, actor: { id, name } }
      return done(await stopRun(start, input.runId))
    })
  },
)

export const retryFailed = memberAction(
  z.object({ runId: z.uuid() }),
  'send',
  async ({ member, inAccount }, input) => {
    const { accountId, userId: id, name } = member
    return inAccount(async tx => {
      const run = await runPage(tx, input.runId)
      const asked = run ? await askedOf(tx, await failedRecords(tx, input.runId)) : []
      if (!run || asked.length === 0) return refused('unknown', 'Nothing of this run failed.')
      const start = { tx, accountId, companyId: run.companyId, actor: { id, name } }
      const { runId } = await startRun(start, 'selected', asked)
      return done({ runId })
    })
  },
)
