'use server'

import { z } from 'zod'
import { memberAction } from '@/app/_session/action.ts'
import { done, refused } from '@/app/_session/result.ts'
import { isCalendarDate } from '@/lib/std/clock.ts'
import { freeOf } from '@/lib/sync/holds.ts'
import { startRun } from '@/lib/sync/run.ts'
import { askedOf } from '@/lib/sync/views/asked.ts'
import { failedResults } from '@/lib/sync/views/results.ts'

const zDay = z.string().refine(text => text === '' || isCalendarDate(text), 'Choose a day.')

/** Everything that needs a fix and fits the filter, on every page, as one run. */
export const retryAll = memberAction(
  z.object({ companyId: z.uuid(), search: z.string().max(200), from: zDay, to: zDay }),
  'send',
  async ({ member, inAccount }, { companyId, ...filter }) => {
    const { accountId, userId: id, name } = member
    return inAccount(async tx => {
      const failed = await failedResults(tx, { companyId, view: 'fix', ...filter })
      const asked = await freeOf({ tx }, await askedOf(tx, failed))
      if (asked.length === 0) return refused('changed', 'None of them can be tried again now.')
      const { runId } = await startRun({ tx, accountId, companyId, actor: { id, name } }, 'selected', asked)
      return done({ runId })
    })
  },
)
