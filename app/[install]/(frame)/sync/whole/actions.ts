'use server'

import { z } from 'zod'
import { memberAction } from '@/app/_session/action.ts'
import { done, refused } from '@/app/_session/result.ts'
import { recordSources } from '@/lib/accounting/record-id.ts'
import { isCalendarDate } from '@/lib/std/clock.ts'
import { freeOf } from '@/lib/sync/holds.ts'
import { startRun } from '@/lib/sync/run.ts'
import { heldSince, wholeOf } from '@/lib/sync/views/whole.ts'
import { holdSome, zTerms } from '../hold/hold-some.ts'
import { releaseSome } from '../hold/release-some.ts'

/** The filter and not its records travel; `count`: how many it left on the screen. */
const zWhole = z.object({
  companyId: z.uuid(),
  filter: z.object({
    search: z.string().max(200),
    to: z.string().refine(text => text === '' || isCalendarDate(text), 'Choose a day.'),
    show: z.enum(['', 'held']),
    location: z.string().max(40),
    source: z.enum(recordSources).or(z.literal('')),
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

const zHold = z.object({ ...zWhole.shape, ...zTerms.shape })

/** Holds what could be sent of all that the filter leaves, on every page. */
export const holdWhole = memberAction(zHold, 'send', async (context, input) => {
  const { companyId, filter, count, ...terms } = input
  const whole = await context.inAccount(tx => wholeOf(tx, { companyId, ...filter }))
  if (whole.count !== count) return refused('changed', changed(whole.count))
  if (whole.sendable.length === 0) return refused('changed', 'None of them can be held now.')
  return holdSome(context, whole.sendable, terms)
})

/** `since`: only what the member has held from then on, to take that back. */
const zRelease = z.object({ ...zWhole.shape, since: z.iso.datetime().optional() })

/** Ends the holds of all that the filter leaves. */
export const releaseWhole = memberAction(zRelease, 'send', async (context, input) => {
  const { companyId, filter, count, since } = input
  const whole = await context.inAccount(tx => wholeOf(tx, { companyId, ...filter }))
  if (whole.count !== count) return refused('changed', changed(whole.count))
  const { held } = whole
  return releaseSome(context, since === undefined ? held : heldSince(held, context.member.userId, since))
})

const changed = (count: number) =>
  `The list has changed: ${count.toLocaleString('en')} fit now. Look again before you choose all of them.`
