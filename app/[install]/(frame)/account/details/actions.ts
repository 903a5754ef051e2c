'use server'

import { z } from 'zod'
import { memberAction } from '@/app/_session/action.ts'
import { done, refused } from '@/app/_session/result.ts'
import { hostProof, proveHost } from '@/lib/accounts/details/host-proof.ts'
import { saveDetails } from '@/lib/accounts/details/save.ts'
import { parseHost } from '@/lib/accounts/details/site.ts'
import { zDetails } from '@/lib/accounts/details/wanted.ts'

/** All of it or nothing, once ConnectWise has taken it; with a conflict what stands now comes back. */
export const saveAccountDetails = memberAction(
  z.object({ revision: z.int(), values: zDetails }),
  'configure',
  async ({ member }, { revision, values }) => {
    const actor = { id: member.userId, name: member.name }
    return done(await saveDetails({ accountId: member.accountId, actor, revision, values }))
  },
)

const zHost = z.object({ host: z.string().max(2_000, 'A host name has at most 253 characters.') })

/** The record that has to stand in the host's zone; nothing is called there. */
export const beginHostProof = memberAction(zHost, 'configure', async ({ member }, { host }) => {
  const parsed = parseHost(host)
  return parsed.ok ? done(await hostProof(member.accountId, parsed.host)) : refused('input', parsed.message)
})

export const checkHostProof = memberAction(zHost, 'configure', async ({ member }, { host }) => {
  const parsed = parseHost(host)
  if (!parsed.ok) return refused('input', parsed.message)
  const actor = { id: member.userId, name: member.name }
  const answer = await proveHost({ accountId: member.accountId, actor }, parsed.host)
  return answer.ok ? done(null) : refused('outside', answer.message)
})
