'use server'

import { z } from 'zod'
import { memberAction } from '@/app/_session/action.ts'
import { done, refused } from '@/app/_session/result.ts'
import { recordIdMost } from '@/lib/accounting/record-id.ts'
import { can } from '@/lib/accounts/permissions.ts'
import { mayGoByItself } from '@/lib/sync/by-itself.ts'
import { releaseRecord } from '@/lib/sync/hold.ts'
import { askedOf } from '@/lib/sync/views/asked.ts'
import { dueHolds } from '@/lib/sync/views/held.ts'
import { holdSome, zTerms } from './hold-some.ts'
import { releaseSome } from './release-some.ts'
import { releaseWords } from './words.ts'

const recordId = z.string().min(1).max(recordIdMost)

const zHold = z.object({ recordIds: z.array(recordId).min(1).max(200), ...zTerms.shape })

/** Keeps records from being sent; those that are on their way are named. */
export const hold = memberAction(zHold, 'send', async (context, { recordIds, ...terms }) => {
  const wanted = recordIds.map(one => ({ recordId: one, previewHash: null }))
  return holdSome(context, await context.inAccount(tx => askedOf(tx, wanted)), terms)
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
