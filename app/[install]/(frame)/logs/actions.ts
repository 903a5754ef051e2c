'use server'

import { z } from 'zod'
import { memberAction } from '@/app/_session/action.ts'
import { done, refused } from '@/app/_session/result.ts'
import { callsMeant, clearCalls } from '@/lib/activity/calls/calls.ts'
import { momentOf } from './moment-of.ts'
import { switchOn } from './switch-on.ts'

export const turnOnLogging = memberAction(z.object({}), 'configure', async ({ member, inAccount }) => {
  const saved = await inAccount(tx => switchOn(tx, member))
  return saved ? done(null) : refused('input', 'Somebody else changed it just now. Reload the page.')
})

const zRange = z.object({
  /** the first day that stays, on the clock of the account; '' = all goes */
  before: z.union([z.literal(''), z.iso.date('Choose a day.')]),
})

/** What would go. Reading asks for no code; what deletes does. */
export const countLogging = memberAction(
  zRange,
  'configure',
  async ({ inAccount }, { before }) => {
    const meant = await inAccount(async tx => callsMeant(tx, await momentOf(tx, before)))
    const { count, oldest, newest, lastId } = meant
    return done({ count, oldest: oldest?.toISOString() ?? '', newest: newest?.toISOString() ?? '', lastId })
  },
  'none',
)

/** `lastId`: what was counted and shown; calls that came later stay. */
export const clearLogging = memberAction(
  zRange.extend({ lastId: z.int().nonnegative() }),
  'configure',
  async ({ member, inAccount }, { before, lastId }) => {
    const actor = { id: member.userId, name: member.name }
    const moment = await inAccount(tx => momentOf(tx, before))
    const order = { accountId: member.accountId, actor, before: moment, lastId }
    return done({ cleared: await clearCalls(inAccount, order) })
  },
)
