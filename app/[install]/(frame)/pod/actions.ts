'use server'

import { z } from 'zod'
import { memberAction } from '@/app/_session/action.ts'
import { done, refused } from '@/app/_session/result.ts'
import { acceptDifference } from '@/lib/sync/accept.ts'
import { startRun } from '@/lib/sync/run.ts'
import { askedOf, companyOfRecord } from '@/lib/sync/views/asked.ts'

/** Sends one record: the hash names the preview that was on the screen; null asks to send it once it is mended. */
export const send = memberAction(
  z.object({ recordId: z.string().min(1).max(40), previewHash: z.string().max(100).nullable() }),
  'send',
  async ({ member, inAccount }, input) => {
    const { accountId, userId: id, name } = member
    return inAccount(async tx => {
      const asked = await askedOf(tx, [input])
      const companyId = await companyOfRecord(tx, input.recordId)
      if (companyId === null || asked.length === 0)
        return refused('unknown', 'This record is not known here.')
      await startRun({ tx, accountId, companyId, actor: { id, name } }, 'record', asked)
      return done(null)
    })
  },
)

/** A person takes what stands in the ledger as right. */
export const accept = memberAction(z.object({ postingId: z.uuid() }), 'approve', async (context, input) => {
  const { accountId, userId: id, name } = context.member
  const accepted = await context.inAccount(tx =>
    acceptDifference({ tx, accountId, actor: { id, name } }, input.postingId),
  )
  return accepted ? done(null) : refused('changed', 'Its state changed meanwhile. Look at it again.')
})
