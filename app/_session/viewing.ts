'use server'

import { z } from 'zod'
import { endViewAs } from '../../lib/accounts/users/view-as.ts'
import { memberAction } from './action.ts'
import { done } from './result.ts'

/** Whoever looks as somebody else may look only; this they may always do. */
export const endView = memberAction(z.object({}), 'view', async ({ member, inAccount }) => {
  const { accountId, sessionHash, userId, name, viewing } = member
  if (viewing) {
    const actor = { id: userId, name }
    await inAccount(tx => endViewAs(tx, { accountId, sessionHash, actor, ...viewing }))
  }
  return done(null)
})
