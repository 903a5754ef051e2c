'use server'

import { z } from 'zod'
import { memberAction } from '@/app/_session/action.ts'
import type { Member } from '@/app/_session/member.ts'
import { type ActionResult, done, refused } from '@/app/_session/result.ts'
import { changeAccess, setDisabled } from '@/lib/accounts/users/access.ts'
import { invite, inviteAgain, withdrawInvitation } from '@/lib/accounts/users/invite.ts'
import { userOf } from '@/lib/accounts/users/list.ts'
import { linkMember, psaMember } from '@/lib/accounts/users/member-link.ts'
import { declineRequest } from '@/lib/accounts/users/requests.ts'
import { resetFactor } from '@/lib/accounts/users/reset-factor.ts'
import { beginViewAs } from '@/lib/accounts/users/view-as.ts'
import { memberGone, refusalText, resendText } from './words.ts'

const role = z.enum(['account-admin', 'approver', 'user', 'read-only'], { error: 'Pick a role.' })
const access = { role, allCompanies: z.boolean(), companyIds: z.array(z.uuid()).max(1_000) }
const userId = z.uuid()
const zUser = z.object({ userId })
const zInvitation = z.object({ id: z.uuid() })
const zInvite = z.object({
  ...access,
  email: z.string().max(1_000),
  name: z.string().max(1_000),
  memberId: z.string().max(20).nullable(),
})

const actorOf = ({ userId: id, name }: Member) => ({ id, name })

type Change = Parameters<typeof refusalText>[0] | { kind: 'changed' | 'same' }

function answer(change: Change): ActionResult<null> {
  return change.kind === 'refused' ? refused('input', refusalText(change)) : done(null)
}

/** What cannot be used is answered at its field; a mail that could not be sent leaves the invitation to be sent again. */
export const inviteUser = memberAction(zInvite, 'manage-users', async ({ member }, input) => {
  const picked = input.memberId === null ? null : await psaMember(member.accountId, input.memberId)
  if (picked === 'gone') return done({ kind: 'refused', field: 'member', message: memberGone } as const)
  return done(await invite(member.accountId, actorOf(member), { ...input, member: picked }))
})

export const sendInvitationAgain = memberAction(zInvitation, 'manage-users', async ({ member }, { id }) => {
  const sent = await inviteAgain(member.accountId, actorOf(member), id)
  return sent === 'sent' ? done(null) : refused('input', resendText[sent])
})

export const withdraw = memberAction(zInvitation, 'manage-users', async ({ member, inAccount }, { id }) => {
  await inAccount(tx => withdrawInvitation(tx, member.accountId, actorOf(member), id))
  return done(null)
})

export const saveAccess = memberAction(
  z.object({ userId, ...access }),
  'manage-users',
  async ({ member, inAccount }, { userId, ...given }) => {
    const change = { accountId: member.accountId, userId, actor: actorOf(member), access: given }
    return answer(await inAccount(tx => changeAccess(tx, change)))
  },
)

export const decline = memberAction(zUser, 'manage-users', async ({ member, inAccount }, { userId }) => {
  const { accountId } = member
  await inAccount(async tx => {
    const user = await userOf(tx, accountId, userId)
    if (user) await declineRequest(tx, { accountId, actor: actorOf(member), user })
  })
  return done(null)
})

export const saveDisabled = memberAction(
  z.object({ userId, disabled: z.boolean() }),
  'manage-users',
  async ({ member, inAccount }, input) => {
    const change = { accountId: member.accountId, actor: actorOf(member), ...input }
    return answer(await inAccount(tx => setDisabled(tx, change)))
  },
)

export const saveMember = memberAction(
  z.object({ userId, memberId: z.string().max(20).nullable() }),
  'manage-users',
  async ({ member, inAccount }, { userId, memberId }) => {
    const picked = memberId === null ? null : await psaMember(member.accountId, memberId)
    if (picked === 'gone') return refused('input', memberGone)
    const change = { accountId: member.accountId, userId, actor: actorOf(member), member: picked }
    return answer(await inAccount(tx => linkMember(tx, change)))
  },
)

export const resetSecondFactor = memberAction(
  zUser,
  'manage-users',
  async ({ member, inAccount }, { userId }) => {
    const change = { accountId: member.accountId, userId, actor: actorOf(member) }
    return answer(await inAccount(tx => resetFactor(tx, change)))
  },
)

/** The other person's sessions stay as they are; this one, and the tabs it opened, see what they see. */
export const beginView = memberAction(zUser, 'manage-users', async ({ member, inAccount }, { userId }) => {
  const { accountId, sessionHash } = member
  const viewing = { accountId, sessionHash, actor: actorOf(member), userId }
  return answer(await inAccount(tx => beginViewAs(tx, viewing)))
})
