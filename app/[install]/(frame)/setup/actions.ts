'use server'

import { z } from 'zod'
import { memberAction } from '@/app/_session/action.ts'
import { done, refused } from '@/app/_session/result.ts'
import { asking } from '@/app/_session/within.ts'
import { goLive, pauseLive } from '@/lib/accounts/go-live.ts'
import { installInManage, removeFromManage } from '@/lib/accounts/manage-install.ts'
import { psaOf } from '@/lib/accounts/psa.ts'
import { scanNext } from '@/lib/sync/views/setup.ts'

/** Pods, tabs, menu entry and callback; what it did comes back row by row. */
export const install = memberAction(z.object({}), 'configure', async ({ member }) => {
  const { accountId, userId: id, name } = member
  return done(await installInManage(accountId, { id, name }))
})

export const remove = memberAction(z.object({}), 'configure', async ({ member }) => {
  const { accountId, userId: id, name } = member
  return done(await removeFromManage(accountId, { id, name }))
})

/** A hundred records at a time; the page asks for the next. */
export const scan = memberAction(
  z.object({ companyId: z.uuid(), after: z.string().max(40) }),
  'view',
  async ({ member }, { companyId, after }) => {
    const ask = { ...asking(member), companyId, psa: await psaOf(member.accountId) }
    return done(await scanNext(ask, after))
  },
)

export const takeLive = memberAction(z.object({}), 'configure', async ({ member }) => {
  const { accountId, userId: id, name } = member
  const change = await goLive(accountId, { id, name })
  if (change.kind === 'no-ledger')
    return refused('input', 'Connect a ledger first: nothing could go anywhere.')
  return done(change)
})

export const pause = memberAction(z.object({}), 'configure', async ({ member }) => {
  const { accountId, userId: id, name } = member
  return done(await pauseLive(accountId, { id, name }))
})
