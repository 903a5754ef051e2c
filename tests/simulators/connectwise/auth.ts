import type { SimRequest, SimResponse } from '../kit/message.ts'
import type { Integrator, Member, Session, Tenant } from './entities.ts'
import { failure, noSuchPlace, sslRequired, unauthorized } from './errors.ts'
import type { Sim } from './sim.ts'
import { keyOf } from './store.ts'

export type Host = 'ui' | 'api'
export type Caller = { tenant: Tenant; member: Member; by: 'keys' | 'integrator' | 'session' }
export type Recognised = { ok: true; caller: Caller } | { ok: false; refusal: SimResponse }

/**
 * Keys (Basic company+public:private) are for the API host; a member's own credentials, four cookies or Basic
 * company+member:hash, for the UI host and, where the parameter says so, for the API host.
 */
export function recognise(sim: Sim, host: Host, request: SimRequest): Recognised {
  const basic = basicOf(request)
  if (basic) {
    const tenant = sim.books.tenants.get(basic.company)
    const session = tenant && sessionOf(sim, tenant, basic.password)
    if (tenant && session) return bySession(sim, host, tenant, session, basic.user)
    if (host === 'ui') return refuse(sslRequired())
    if (tenant?.integrator) return byIntegrator(sim, request, tenant, tenant.integrator, basic)
    return byKeys(sim, request, tenant, basic)
  }
  const cookies = cookiesOf(request)
  if (cookies.get('memberHash') === undefined) return refuse(unauthorized())
  // Without its context a browser session is not known (knowledge: the member check).
  if ((cookies.get('memberContext') ?? '') === '') return refuse(unauthorized())
  const tenant = sim.books.tenants.get(cookies.get('companyName') ?? '')
  const session = tenant && sessionOf(sim, tenant, cookies.get('memberHash') ?? '')
  if (!tenant || !session) return refuse(unauthorized())
  return bySession(sim, host, tenant, session, cookies.get('memberId') ?? '')
}

type Basic = { company: string; user: string; password: string }

function basicOf(request: SimRequest): Basic | null {
  const header = request.header('authorization') ?? ''
  if (!header.startsWith('Basic ')) return null
  const decoded = Buffer.from(header.slice(6), 'base64').toString('utf8')
  const found = /^(?<company>[^+]+)\+(?<user>[^:]+):(?<password>.*)$/s.exec(decoded)?.groups
  if (!found) return { company: '', user: '', password: '' }
  return { company: found.company ?? '', user: found.user ?? '', password: found.password ?? '' }
}

function byKeys(sim: Sim, request: SimRequest, tenant: Tenant | undefined, basic: Basic): Recognised {
  if ((request.header('clientid') ?? '') === '')
    return refuse(
      failure(sim.parameters.missingClientIdStatus, 'ConnectWiseApi', 'A clientId header is required.'),
    )
  const key = tenant?.keys.find(one => one.public === basic.user && one.private === basic.password)
  const member = tenant && key && sim.books.members.get(keyOf(tenant.company, key.memberId))
  if (!tenant || !member || member.inactive)
    return refuse(sim.parameters.wrongKeysStatus === 404 ? noSuchPlace() : unauthorized())
  return { ok: true, caller: { tenant, member, by: 'keys' } }
}

/** A legacy server knows no keys: name and password of an integrator login, with the header that says so. */
function byIntegrator(
  sim: Sim,
  request: SimRequest,
  tenant: Tenant,
  { username, password, memberId }: Integrator,
  basic: Basic,
): Recognised {
  const member = sim.books.members.get(keyOf(tenant.company, memberId))
  const said = request.header('x-cw-usertype')?.toLowerCase() === 'integrator'
  if (!said || !member || member.inactive || basic.user !== username || basic.password !== password)
    return refuse(unauthorized())
  return { ok: true, caller: { tenant, member, by: 'integrator' } }
}

function bySession(sim: Sim, host: Host, tenant: Tenant, session: Session, claimed: string): Recognised {
  if (host === 'api' && !sim.parameters.apiHostAcceptsCookies) return refuse(unauthorized())
  const member = sim.books.members.get(keyOf(tenant.company, session.memberId))
  if (!member) return refuse(unauthorized())
  const foreign = member.identifier.toLowerCase() !== claimed.toLowerCase()
  if (foreign && sim.parameters.refuseForeignMemberId) return refuse(unauthorized())
  if (member.inactive && sim.parameters.refuseInactiveMember) return refuse(unauthorized())
  return { ok: true, caller: { tenant, member, by: 'session' } }
}

function sessionOf(sim: Sim, tenant: Tenant, hash: string): Session | undefined {
  return sim.books.sessions
    .by('tenant', tenant.company)
    .find(session => session.hash === hash && isLive(sim, session))
}

export function isLive(sim: Sim, session: Session): boolean {
  return !session.expired && sim.clock.now() - session.issuedAt < sim.clock.span(sim.parameters.hashLifeMs)
}

export function cookiesOf(request: SimRequest): Map<string, string> {
  const pairs = (request.header('cookie') ?? '').split(/;\s*/).filter(pair => pair.includes('='))
  return new Map(
    pairs.map(pair => [pair.slice(0, pair.indexOf('=')), decode(pair.slice(pair.indexOf('=') + 1))]),
  )
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}

const refuse = (refusal: SimResponse): { ok: false; refusal: SimResponse } => ({ ok: false, refusal })
