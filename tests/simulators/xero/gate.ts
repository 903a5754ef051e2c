import { createKeys, fingerprint } from '../kit/idempotency.ts'
import { type Route, route, type SimRequest, type SimResponse, serialise } from '../kit/message.ts'
import type { Store } from '../kit/store.ts'
import type { Organisation, Token } from './entities.ts'
import { createLimiter } from './limiter.ts'
import { problem, unauthorised } from './problem.ts'
import type { Tokens } from './tokens.ts'
import type { CallContext, World } from './world.ts'

export type ApiHandler = (request: SimRequest, context: CallContext) => SimResponse | Promise<SimResponse>
export type Gate = ReturnType<typeof createGate>

/**
 * What stands before every call: token, organisation, scope, limits, then the idempotency key. In this
 * order: a call over the limit never reaches the key store, and a replay costs a call.
 */
export function createGate(world: World, tokens: Tokens, store: Store) {
  const limiter = createLimiter(world)
  const keyed = createKeyed(world, store)

  async function pass(request: SimRequest, scopes: string[], handle: ApiHandler): Promise<SimResponse> {
    const organisation = admit(world, tokens, request, scopes)
    if ('status' in organisation) return organisation
    const tenant = organisation.id
    const leave = limiter.enter(tenant)
    if (!leave) return limiter.refusal(tenant, { window: 'concurrent' })
    // A caller that hangs up frees its place, whatever the server still does.
    request.gone.addEventListener('abort', leave)
    try {
      const full = limiter.take(tenant)
      if (full) return limiter.refusal(tenant, full)
      const context = world.context(organisation, request)
      const response =
        request.method === 'GET'
          ? await read(world, () => handle(request, context))
          : await keyed(request, async () => handle(request, context))
      return { ...response, headers: { ...serialise(response).headers, ...limiter.headers(tenant) } }
    } finally {
      leave()
    }
  }

  return {
    limited: (retryAfterSeconds: number, request: SimRequest) =>
      limiter.refusal(request.header('xero-tenant-id') ?? '', {
        window: 'minute',
        retryAfterSeconds: Math.max(1, retryAfterSeconds),
      }),
    /** An accounting route that needs one of `scopes`. */
    route(method: string, path: string, scopes: string[], handle: ApiHandler): Route {
      return route(method, `/api.xro/2.0/${path}`, request => pass(request, scopes, handle))
    },
  }
}

/** The organisation a call is about, when its token may see it. */
function admit(
  { books, parameters }: World,
  tokens: Tokens,
  request: SimRequest,
  scopes: string[],
): Organisation | SimResponse {
  const token = tokens.find(request.header('authorization'))
  if (typeof token === 'string') return unauthorised(token)
  const tenant = request.header('xero-tenant-id') ?? ''
  request.note({ caller: tenant })
  const organisation = books.organisations.get(tenant)
  const connected = books.connections.by('user', token.user).some(connection => connection.tenant === tenant)
  if (!organisation || !connected) return problem(403, 'Forbidden', 'AuthenticationUnsuccessful')
  if (allowed(token, scopes)) return organisation
  const status = parameters.current.insufficientScopeStatus
  const refused = problem(status, status === 403 ? 'Forbidden' : 'Unauthorized', 'AuthorizationUnsuccessful')
  return { ...refused, headers: { 'WWW-Authenticate': 'insufficient_scope' } }
}

async function read({ clock, parameters }: World, answer: () => SimResponse | Promise<SimResponse>) {
  await clock.wait(parameters.current.latency.readMs)
  return answer()
}

function createKeyed({ clock, parameters, clientId }: World, store: Store) {
  const keys = createKeys(clock, store, () => parameters.current.keyLifeMs)
  return async (request: SimRequest, execute: () => Promise<SimResponse>): Promise<SimResponse> => {
    const key = request.header('idempotency-key')
    if (key === undefined || request.method === 'DELETE') return execute()
    if (key.length > 128)
      return problem(400, 'Bad Request', 'The Idempotency-Key may have at most 128 characters')
    const print = fingerprint(request.method, request.path, request.query.toString(), request.text())
    const result = await keys.run(`${clientId}|${key}`, print, execute)
    if (result.outcome !== 'conflict') return result.response
    return problem(400, 'Bad Request', 'The Idempotency-Key has already been used with a different request')
  }
}

function allowed({ scope }: Token, scopes: string[]): boolean {
  const granted = new Set(scope.split(' '))
  return scopes.some(name => granted.has(name))
}

/** `read` scopes end in .read; the full scope includes them. */
export function scopes(name: string, method: string): string[] {
  return method === 'GET' ? [name, `${name}.read`] : [name]
}
