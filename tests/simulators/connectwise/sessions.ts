import { randomBytes, randomUUID } from 'node:crypto'
import type { SimRequest } from '../kit/message.ts'
import { cookiesOf, isLive } from './auth.ts'
import type { Member, Session, Tenant } from './entities.ts'
import type { Sim } from './sim.ts'
import { keyOf } from './store.ts'

export const SESSION_COOKIE = 'cwSession'
export const PAGE_ROOT = '/v4_6_release/manage'

/** Signs a member in at Manage: a cookie for the page, a hash for what the page hosts. */
export function signIn(sim: Sim, tenant: Tenant, member: Member): Session {
  return sim.books.sessions.put({
    key: randomBytes(24).toString('base64url'),
    tenant: tenant.company,
    memberId: member.id,
    hash: randomUUID(),
    context: 'web',
    issuedAt: sim.clock.now(),
    expired: false,
  })
}

/** Each login company's pages have a cookie of their own path: two of them live side by side in one browser. */
export function sessionCookie(session: Session): string {
  return `${SESSION_COOKIE}=${session.key}; Path=${PAGE_ROOT}/${session.tenant}; HttpOnly; SameSite=Lax`
}

export type PageVisit = { tenant: Tenant; member: Member; session: Session }

/** Who is looking at Manage. An expired hash does not end the page: the next authentication makes a new one. */
export function visitOf(sim: Sim, request: SimRequest): PageVisit | null {
  const session = sim.books.sessions.get(cookiesOf(request).get(SESSION_COOKIE) ?? '')
  const tenant = sim.books.tenants.get(request.params.company ?? '')
  if (!session || !tenant || session.tenant !== tenant.company) return null
  const member = sim.books.members.get(keyOf(tenant.company, session.memberId))
  return member ? { tenant, member, session } : null
}

export function renewed(sim: Sim, { session }: PageVisit): Session {
  if (isLive(sim, session)) return session
  const issuedAt = sim.clock.now()
  return sim.books.sessions.put({ ...session, hash: randomUUID(), issuedAt, expired: false })
}

export function memberNamed(sim: Sim, company: string, identifier: string): Member | undefined {
  return sim.books.members
    .by('tenant', company)
    .find(one => one.identifier.toLowerCase() === identifier.toLowerCase())
}

/** Whose name stands on what the seed and people behind Manage's back do. */
export function accountantOf(sim: Sim, tenant: Tenant): Member {
  const found = sim.books.members.by('tenant', tenant.company).find(one => one.role === 'finance')
  if (!found) throw new Error(`${tenant.company} has no accountant`)
  return found
}
