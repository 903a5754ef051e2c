'use server'

import { z } from 'zod'
import { memberAction } from '@/app/_session/action.ts'
import { done, refused } from '@/app/_session/result.ts'
import { exclusionCodes } from '@/lib/accounting/exclusion.ts'
import { recordIdMost } from '@/lib/accounting/record-id.ts'
import { acceptDifference } from '@/lib/sync/accept.ts'
import { amendWays, startAmend } from '@/lib/sync/amend.ts'
import { sendAnyway as sendInSpite, stopAnyway as stopSending } from '@/lib/sync/anyway.ts'
import { heldAmong } from '@/lib/sync/holds.ts'
import { attachAgain as attachReceipts } from '@/lib/sync/receipts/ask.ts'
import { startRun } from '@/lib/sync/run.ts'
import { startUndo } from '@/lib/sync/undo.ts'
import { askedOf, companyOfPostings, companyOfRecord } from '@/lib/sync/views/asked.ts'
import { heldText } from '@/lib/sync/views/held.ts'

/** Sends one record: the hash names the preview that was on the screen; null asks to send it once it is mended. */
export const send = memberAction(
  z.object({ recordId: z.string().min(1).max(recordIdMost), previewHash: z.string().max(100).nullable() }),
  'send',
  async ({ member, inAccount }, input) => {
    const { accountId, userId: id, name } = member
    return inAccount(async tx => {
      const asked = await askedOf(tx, [input])
      const companyId = await companyOfRecord(tx, input.recordId)
      if (companyId === null || asked.length === 0)
        return refused('unknown', 'This record is not known here.')
      const held = (await heldAmong({ tx }, [input.recordId])).get(input.recordId)
      if (held) return refused('changed', heldText(held.hold))
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

/** Takes what was sent out of the ledger and deletes its batch; the worker reads both books anew before it does. */
export const undo = memberAction(z.object({ postingId: z.uuid() }), 'approve', async (context, input) => {
  const { accountId, userId: id, name } = context.member
  const begun = await context.inAccount(async tx => {
    const companyId = await companyOfPostings(tx, [input.postingId])
    return companyId && startUndo({ tx, accountId, companyId, actor: { id, name } }, input.postingId)
  })
  return begun ? done(null) : refused('changed', changedWords.changed)
})

/** What stands in the ledger is brought to what the record is now, or credited and billed again, as the preview with this hash showed it. */
export const amend = memberAction(
  z.object({ postingId: z.uuid(), previewHash: z.string().max(100), way: z.enum(amendWays) }),
  'approve',
  async ({ member, inAccount }, { postingId, ...shown }) => {
    const { accountId, userId: id, name } = member
    const result = await inAccount(async tx => {
      const companyId = await companyOfPostings(tx, [postingId])
      const start = companyId && { tx, accountId, companyId, actor: { id, name } }
      return start ? startAmend(start, postingId, shown) : 'changed'
    })
    if (result === 'done') return done(null)
    return refused('changed', result === 'changed' ? changedWords.changed : heldText(result.held))
  },
)

/** What is attached to its expenses in ConnectWise is looked at anew, and what is missing in the ledger attached there. */
export const attachAgain = memberAction(
  z.object({ postingId: z.uuid() }),
  'send',
  async ({ member, inAccount }, { postingId }) => {
    const { accountId, name } = member
    const asked = await inAccount(async tx => {
      const companyId = await companyOfPostings(tx, [postingId])
      return companyId && attachReceipts({ tx, accountId, companyId, actor: { name } }, postingId)
    })
    return asked ? done(null) : refused('changed', changedWords.changed)
  },
)

const recordId = z.string().min(1).max(recordIdMost)
const why = z.string().trim().min(1, 'Say why it is sent anyway.').max(200, 'Use at most 200 characters.')

/** Sends one record that a rule of the company leaves out: that rule alone is set aside. */
export const sendAnyway = memberAction(
  z.object({ recordId, code: z.enum(exclusionCodes), reason: why }),
  'approve',
  async ({ member, inAccount }, { recordId, code, reason }) => {
    const { accountId, userId: id, name } = member
    const result = await inAccount(async tx => {
      const companyId = await companyOfRecord(tx, recordId)
      const start = companyId && { tx, accountId, companyId, actor: { id, name } }
      return start ? sendInSpite(start, recordId, code, reason) : 'changed'
    })
    return result === 'done' ? done(null) : refused('changed', changedWords[result])
  },
)

/** The rules hold for it again, as long as nothing of it was sent. */
export const stopAnyway = memberAction(
  z.object({ recordId }),
  'approve',
  async ({ member, inAccount }, input) => {
    const { accountId, userId: id, name } = member
    const result = await inAccount(async tx => {
      const companyId = await companyOfRecord(tx, input.recordId)
      const start = companyId && { tx, accountId, companyId, actor: { id, name } }
      return start ? stopSending(start, input.recordId) : 'changed'
    })
    return result === 'done' ? done(null) : refused('changed', changedWords[result])
  },
)

const changedWords = {
  changed: 'It changed meanwhile. Look at it again.',
  moving: 'It is on its way already, so this comes too late.',
}
