'use server'

import { z } from 'zod'
import { memberAction } from '@/app/_session/action.ts'
import { done, refused } from '@/app/_session/result.ts'
import { isCalendarDate } from '@/lib/std/clock.ts'
import { freeOf } from '@/lib/sync/holds.ts'
import { startRun } from '@/lib/sync/run.ts'
import { wholeOf } from '@/lib/sync/views/whole.ts'
import { releaseSome } from '../hold/release-some.ts'

/** The filter and not its records travel; `count`: how many it left on the screen. */
const zWhole = z.object({
  companyId: z.uuid(),
  filter: z.object({
    search: z.string().max(200),
    to: z.string().refine(text => text === '' || isCalendarDate(text), 'Choose a day.'),
    show: z.enum(['', 'held']),
    location: z.string().max(40),
  }),
  count: z.int().positive(),
})

/** Sends all that the filter leaves, on every page, but for what needs a fix, is on its way or is held. */
export const sendWhole = memberAction(zWhole, 'send', async ({ member, inAccount }, input) => {
  const { accountId, userId: id, name } = member
  const { companyId, filter, count } = input
  return inAccount(async tx => {
    const whole = await wholeOf(tx, { companyId, ...filter })
    if (whole.count !== count) return refused('changed', changed(whole.count))
    const asked = await freeOf({ tx }, whole.sendable)
    if (asked.length === 0) return refused('changed', 'None of them can be sent now.')
    const { runId } = await startRun({ tx, accountId, companyId, actor: { id, name } }, 'selected', asked)
    return done({ runId })
  })
})

/** Ends the holds of all that the filter leaves. */
export const releaseWhole = memberAction(zWhole, 'send', async ({ member, inAccount }, input) => {
  const { companyId, filter, count } = input
  const whole = await inAccount(tx => wholeOf(tx, { companyId, ...filter }))
  if (whole.count !== count) return refused('changed', changed(whole.count))
  return releaseSome({ member, inAccount }, whole.held)
})

const changed = (count: number) =>
  `The list has changed: ${count.toLocaleString('en')} fit now. Look again before you choose all of them.`
