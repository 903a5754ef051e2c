'use server'

import { z } from 'zod'
import { memberAction } from '@/app/_session/action.ts'
import { done, refused } from '@/app/_session/result.ts'
import { can } from '@/lib/accounts/permissions.ts'
import { calendarDate, isCalendarDate } from '@/lib/std/clock.ts'
import { mayGoByItself } from '@/lib/sync/by-itself.ts'
import { holdRecords, releaseRecord } from '@/lib/sync/hold.ts'
import { askedOf } from '@/lib/sync/views/asked.ts'
import { dueHolds } from '@/lib/sync/views/held.ts'
import { releaseSome } from './release-some.ts'
import { keptText, releaseWords } from './words.ts'

const recordId = z.string().min(1).max(40)

const zHold = z.object({
  recordIds: z.array(recordId).min(1).max(200),
  reason: z.string().trim().min(1, 'Say why it is held.').max(200, 'Use at most 200 characters.'),
  /** the first day on which it may go again; '' = when a person releases it */
  until: z.string().refine(text => text === '' || isCalendarDate(text), 'Choose a day.'),
})

/** Keeps records from being sent; those that are on their way are named. */
export const hold = memberAction(zHold, 'send', async ({ member, inAccount }, input) => {
  const { accountId, userId: id, name } = member
  const wanted = input.recordIds.map(one => ({ recordId: one, previewHash: null }))
  const records = await inAccount(tx => askedOf(tx, wanted))
  const terms = { reason: input.reason, until: input.until === '' ? null : calendarDate(input.until) }
  const { held, kept } = await holdRecords({ accountId, actor: { id, name }, inAccount }, records, terms)
  const why = [...new Set(kept.map(keptText))]
  if (held > 0) return done({ held, kept: why })
  return refused('changed', why.length === 0 ? 'This record is not known here.' : why.join(' '))
})

/** What was ticked, one like the other. */
export const releaseSelected = memberAction(
  z.object({ recordIds: z.array(recordId).min(1).max(200) }),
  'send',
  async (context, input) => {
    const wanted = input.recordIds.map(one => ({ recordId: one, previewHash: null }))
    return releaseSome(context, await context.inAccount(tx => askedOf(tx, wanted)))
  },
)

/** Those whose day has come. The worker ends them too; a person need not wait for it. */
export const releaseDue = memberAction(
  z.object({ companyId: z.uuid() }),
  'send',
  async (context, { companyId }) => {
    return releaseSome(context, await context.inAccount(tx => dueHolds(tx, companyId)))
  },
)

/** By an approver, or by whoever holds it. What was asked to go before goes. */
export const release = memberAction(z.object({ recordId }), 'send', async ({ member, inAccount }, input) => {
  const { accountId, userId: id, name } = member
  const may = { mayApprove: can(member.role, 'approve'), byItself: await mayGoByItself(accountId) }
  const result = await inAccount(tx =>
    releaseRecord({ tx, accountId, actor: { id, name } }, input.recordId, may),
  )
  if (result === 'done') return done(null)
  return refused(result === 'not-yours' ? 'permission' : 'changed', releaseWords[result])
})
