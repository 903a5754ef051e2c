import { z } from 'zod'
import { seeDevice } from '../../lib/accounts/directory/devices.ts'
import {
  bindDevice,
  createSession,
  findInstall,
  mintTicket,
  revokeSession,
  touchSession,
} from '../../lib/accounts/directory.ts'
import { type Verification, verifyMember } from '../../lib/accounts/members.ts'
import { inAccount } from '../../lib/accounts/transaction.ts'
import { listAdmins } from '../../lib/accounts/users/list.ts'
import { askForAccess } from '../../lib/accounts/users/requests.ts'
import { Secret } from '../../lib/std/secret.ts'
import type { ClaimAnswer } from '../_bridge/handshake.ts'
import { agreementOf } from './agreement.ts'
import type { Member } from './member.ts'
import { isOwnPath } from './request.ts'

// Printable, and nothing that could end a cookie value (knowledge/connectwise.md §2.3).
const cookieText = z.string().regex(/^[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]*$/)

const zClaim = z.object({
  site: z.string().min(1).max(255),
  companyid: cookieText.min(1).max(100),
  memberid: cookieText.min(1).max(100),
  memberHash: cookieText
    .min(1)
    .max(2_048)
    .transform(text => Secret.of(text)),
  memberContext: cookieText.max(255),
})

export const zClaimRequest = z.discriminatedUnion('want', [
  z.object({ want: z.literal('session'), claim: zClaim }),
  z.object({ want: z.literal('access'), claim: zClaim }),
  z.object({ want: z.literal('tab'), claim: zClaim, to: z.string() }),
])

type ClaimRequest = z.output<typeof zClaimRequest>

export interface ClaimOutcome {
  answer: ClaimAnswer
  /** a new session: its cookie goes with the answer */
  sessionId: string | null
}

/**
 * Who is looking? `current` is the session this frame's cookie names. The same member: it goes on, proven anew. Anybody
 * else: it ends here, whatever the rest of the answer is. An outage says nothing about anybody and ends nothing. The session
 * belongs to the frame's browser, `deviceHash`.
 */
export async function answerClaim(
  install: string,
  request: ClaimRequest,
  current: Member | null,
  deviceHash: string | null = null,
): Promise<ClaimOutcome | null> {
  const found = await findInstall(install)
  if (!found) return null
  const { accountId } = found
  const { companyid, memberid, ...rest } = request.claim
  const verified = await verifyMember(accountId, { ...rest, loginCompany: companyid, memberId: memberid })
  if (verified.kind === 'member' && request.want === 'tab') return tab(install, accountId, verified, request)
  if (verified.kind === 'member') return session(accountId, verified, current, deviceHash)
  const proven = verified.kind === 'no-role' || !['unreachable', 'rate'].includes(verified.reason)
  if (current && proven) await revokeSession(current.sessionHash)
  if (verified.kind === 'refused') return outcome({ kind: 'refused', reason: verified.reason })
  if (request.want === 'access') {
    await askForAccess(accountId, install, verified)
    return outcome({ kind: 'asked' })
  }
  const admins = (await inAccount(accountId, listAdmins)).map(one => one.name)
  return outcome({ kind: 'no-role', name: verified.name, admins })
}

type Verified = Extract<Verification, { kind: 'member' }>

async function session(
  accountId: string,
  { userId }: Verified,
  current: Member | null,
  deviceHash: string | null,
): Promise<ClaimOutcome> {
  if (deviceHash) await seeDevice({ deviceHash, accountId, userId })
  if (current?.userId === userId && current.framed) {
    await touchSession(current.sessionHash, true)
    if (deviceHash) await bindDevice(current.sessionHash, deviceHash)
    return outcome({ kind: 'agreed', agreement: agreementOf(current.sessionHash), userId, same: true })
  }
  if (current) await revokeSession(current.sessionHash)
  const { id, idHash } = await createSession({ accountId, userId, parentHash: null, deviceHash })
  return outcome({ kind: 'agreed', agreement: agreementOf(idHash), userId, same: false }, id)
}

// For a browser that keeps no cookie in the frame: the session is one that only the ticket's tab will ever use.
async function tab(
  install: string,
  accountId: string,
  { userId }: Verified,
  { to }: Extract<ClaimRequest, { want: 'tab' }>,
): Promise<ClaimOutcome> {
  if (!isOwnPath(install, to)) return outcome({ kind: 'refused', reason: 'server' })
  const { idHash } = await createSession({ accountId, userId, parentHash: null })
  const subject = JSON.stringify({ userId, to })
  const ticket = await mintTicket({ accountId, sessionHash: idHash, purpose: 'enter', subject, seconds: 60 })
  return outcome({ kind: 'ticket', url: `/${install}/enter?${new URLSearchParams({ ticket, to })}` })
}

function outcome(answer: ClaimAnswer, sessionId: string | null = null): ClaimOutcome {
  return { answer, sessionId }
}
