import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { cache } from 'react'
import { findInstall, findSession, touchSession } from '../../lib/accounts/directory.ts'
import { can, type Permission, type Role } from '../../lib/accounts/permissions.ts'
import { psaFacts } from '../../lib/accounts/psa.ts'
import { type CompanyScope, inAccount } from '../../lib/accounts/transaction.ts'
import { sightOf } from '../../lib/accounts/users/view-as.ts'
import { readSessionId } from './auth.ts'
import { isInstallKey, pathHeader } from './request.ts'

/** Who is looking, as the directory's row and the account's membership say it now. */
export interface Member {
  accountId: string
  installKey: string
  userId: string
  /** ConnectWise's member id */
  memberId: string | null
  name: string
  role: Role
  /** of which companies this person sees anything at all */
  companies: CompanyScope
  /** whom an admin looks as: role and companies are theirs, and nothing can be changed meanwhile */
  viewing: { userId: string; name: string } | null
  sessionHash: string
  /** Made by the handshake of a frame; false: a tab of its own opened by a ticket, or signed in outside Manage */
  framed: boolean
  /** what screens need to know of the account's ConnectWise */
  psa: {
    region: string
    uiOrigin: string
    loginCompany: string
    codebase: string
    /** Go live taken */
    live: boolean
  }
}

/** For pages: without a session to the sign-in and back again, without the right to a page that says so. */
export async function requireMember(install: string, permission: Permission = 'view'): Promise<Member> {
  const member = await currentMember(install)
  const request = await headers()
  if (!member || member.role === 'none') {
    const next = request.get(pathHeader) ?? `/${install}/sync`
    redirect(`/${install}/signin?${new URLSearchParams({ next })}`)
  }
  if (!can(member.role, permission)) redirect(`/${install}/no-access?${new URLSearchParams({ permission })}`)
  if (!isPoll(request)) await touchSession(member.sessionHash)
  return member
}

/** Nothing to see without a company, and nothing wrong either: a page that says who can give one. */
export function requireCompany({ installKey, companies }: Member): void {
  if (companies !== 'all' && companies.length === 0) redirect(`/${installKey}/no-access?reason=company`)
}

/** For route handlers and the action wrapper; does not keep the session awake. Asked once a request. */
export const currentMember = cache(async (install: string): Promise<Member | null> => {
  if (!isInstallKey(install)) return null
  const sessionId = await readSessionId(install)
  return sessionId ? memberOfSession(install, sessionId) : null
})

/** A session of another account is no session, whatever the cookie is called. */
export async function memberOfSession(install: string, sessionId: string): Promise<Member | null> {
  const [found, session] = await Promise.all([findInstall(install), findSession(sessionId)])
  if (!found || !session || session.accountId !== found.accountId) return null
  const { accountId } = found
  const [psa, sight] = await Promise.all([
    psaFacts(accountId),
    inAccount(accountId, tx => sightOf(tx, session)),
  ])
  if (!sight) return null
  const { person, ...seen } = sight
  return {
    accountId,
    installKey: install,
    userId: session.userId,
    memberId: person.memberId,
    name: person.name,
    ...seen,
    sessionHash: session.idHash,
    framed: session.origin === 'frame',
    psa: {
      region: psa.region,
      uiOrigin: psa.uiOrigin,
      loginCompany: psa.loginCompany,
      codebase: psa.codebase,
      live: psa.live,
    },
  }
}

// router.refresh() marks the tree it asks for: a page that re-reads itself is nobody working.
function isPoll(request: Headers): boolean {
  return request.get('next-router-state-tree')?.includes('refetch') ?? false
}
