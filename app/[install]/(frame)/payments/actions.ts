'use server'

import { z } from 'zod'
import { memberAction } from '@/app/_session/action.ts'
import { done, refused } from '@/app/_session/result.ts'
import { askForCredits } from '@/lib/sync/credits/ask.ts'
import { askForPayments } from '@/lib/sync/payments/ask.ts'
import { matchPayment } from '@/lib/sync/payments/match.ts'

/** The worker reads what was paid and what credit was applied: also before Go live, as a person asks. */
export const readNow = memberAction(
  z.object({ companyId: z.uuid() }),
  'send',
  async ({ member, inAccount }, { companyId }) => {
    const { accountId } = member
    await inAccount(async tx => {
      await askForPayments({ tx, accountId, companyId })
      await askForCredits({ tx, accountId, companyId })
    })
    return done({})
  },
)

/** A person says which of the offered invoices it is for. */
export const match = memberAction(
  z.object({ paymentId: z.uuid(), recordId: z.string().regex(/^\d{1,12}$/) }),
  'send',
  async ({ member, inAccount }, { paymentId, recordId }) => {
    const { accountId, userId: id, name } = member
    const start = { accountId, actor: { id, name } }
    const matched = await inAccount(tx => matchPayment({ tx, ...start }, paymentId, { recordId, reason: '' }))
    return matched ? done({}) : refused('gone', already)
  },
)

/** No invoice in ConnectWise is meant: it is listed no longer. */
export const leaveOut = memberAction(
  z.object({ paymentId: z.uuid() }),
  'send',
  async ({ member, inAccount }, { paymentId }) => {
    const { accountId, userId: id, name } = member
    const start = { accountId, actor: { id, name } }
    const told = { recordId: null, reason: `left out by ${name}` }
    const left = await inAccount(tx => matchPayment({ tx, ...start }, paymentId, told))
    return left ? done({}) : refused('gone', already)
  },
)

const already = 'Somebody has said already what it is for. Look again.'
