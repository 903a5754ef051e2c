import { randomUUID } from 'node:crypto'
import { createKeys, fingerprint } from '../kit/idempotency.ts'
import { createConcurrency, createWindows } from '../kit/limits.ts'
import { type Route, route, type SimRequest, type SimResponse, serialise } from '../kit/message.ts'
import type { Store } from '../kit/store.ts'
import type { Token } from './entities.ts'
import type { Tokens } from './tokens.ts'
import type { CallContext, World } from './world.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

export type ApiHandler = (request: SimRequest, context: CallContext) => SimResponse | Promise<SimResponse>
export type Gate = ReturnType<typeof createGate>

/**
 * What stands before every call: token, organisation, scope, limits, then the idempotency key. In this
 * order: a call over the limit never reaches the key store, and a replay costs a call.
 */
export function createGate(world: World, tokens: Tokens, store: Store) {
  const { books, clock, parameters, clientId } = world
  const windows = createWindows(clock)
  const concurrency = createConcurrency()
  const keys = createKeys(clock, store, () => parameters.current.keyLifeMs)

  async function pass(request: SimRequest, scopes: string[], handle: ApiHandler): Promise<SimResponse> {
    const token = tokens.find(request.header('authorization'))
    if (typeof token === 'string') return unauthorised(token)
    const tenant = request.header('xero-tenant-id') ?? ''
    request.note({ caller: tenant })
    const organisation = books.organisations.get(tenant)
    const connected = books.connections
      .by('user', token.user)
      .some(connection => connection.tenant === tenant)
    if (!organisation || !connected) return problem(403, 'Forbidden', 'AuthenticationUnsuccessful')
    if (!allowed(token, scopes)) return insufficientScope()
    const leave = concurrency.enter(tenant, parameters.current.concurrentLimit)
    if (!leave) return limited(tenant, 'concurrent')
    // A caller that hangs up frees its place, whatever the server still does.
    request.gone.addEventListener('abort', leave)
    try {
      const full = take(tenant)
      if (full) return limited(tenant, full.window, full.retryAfterSeconds)
      const read = request.method === 'GET'
      if (read) await clock.wait(parameters.current.latency.readMs)
      const context = world.context(organisation, request)
      const response = read
        ? await handle(request, context)
        : await keyed(request, async () => handle(request, context))
      return { ...response, headers: { ...serialise(response).headers, ...remaining(tenant) } }
    } finally {
      leave()
    }
  }

  async function keyed(request: SimRequest, execute: () => Promise<SimResponse>): Promise<SimResponse> {
    const key = request.header('idempotency-key')
    if (key === undefined || request.method === 'DELETE') return execute()
    if (key.length > 128)
      return problem(400, 'Bad Request', 'The Idempotency-Key may have at most 128 characters')
    const print = fingerprint(request.method, request.path, request.query.toString(), request.text())
    const keyedResult = await keys.run(`${clientId}|${key}`, print, execute)
    if (keyedResult.outcome === 'conflict') {
      return problem(400, 'Bad Request', 'The Idempotency-Key has already been used with a different request')
    }
    return keyedResult.response
  }

  /** Counts the call in all windows, or says which one is full. */
  function take(tenant: string): { window: string; retryAfterSeconds: number } | undefined {
    const { minuteLimit, dayLimit, appMinuteLimit } = parameters.current
    const windowsOf = [
      { window: 'day', key: `${tenant}|day`, limit: dayLimit, span: DAY },
      { window: 'minute', key: `${tenant}|minute`, limit: minuteLimit, span: MINUTE },
      { window: 'appminute', key: 'app|minute', limit: appMinuteLimit, span: MINUTE },
    ]
    const full = windowsOf.find(({ key, limit, span }) => windows.peek(key, limit, span) === 0)
    if (full) {
      const { retryAfterSeconds } = windows.take(full.key, full.limit, full.span)
      return { window: full.window, retryAfterSeconds }
    }
    for (const { key, limit, span } of windowsOf) windows.take(key, limit, span)
    return undefined
  }

  function remaining(tenant: string): Record<string, string> {
    const { minuteLimit, dayLimit, appMinuteLimit } = parameters.current
    return {
      'X-MinLimit-Remaining': String(windows.peek(`${tenant}|minute`, minuteLimit, MINUTE)),
      'X-DayLimit-Remaining': String(windows.peek(`${tenant}|day`, dayLimit, DAY)),
      'X-AppMinLimit-Remaining': String(windows.peek('app|minute', appMinuteLimit, MINUTE)),
      'Xero-Correlation-Id': randomUUID(),
    }
  }

  /** Seconds are Xero's: a caller under a clock of scale n waits a n-th of them. */
  function limited(tenant: string, window: string, retryAfterSeconds?: number): SimResponse {
    const base = problem(429, 'Too Many Requests', 'The rate limit of this organisation has been reached')
    const retry: Record<string, string> =
      retryAfterSeconds === undefined ? {} : { 'Retry-After': String(retryAfterSeconds) }
    return { ...base, headers: { ...remaining(tenant), 'X-Rate-Limit-Problem': window, ...retry } }
  }

  function insufficientScope(): SimResponse {
    const status = parameters.current.insufficientScopeStatus
    const title = status === 403 ? 'Forbidden' : 'Unauthorized'
    return {
      ...problem(status, title, 'AuthorizationUnsuccessful'),
      headers: { 'WWW-Authenticate': 'insufficient_scope' },
    }
  }

  return {
    limited: (retryAfterSeconds: number, request: SimRequest) =>
      limited(request.header('xero-tenant-id') ?? '', 'minute', Math.max(1, retryAfterSeconds)),
    /** An accounting route that needs one of `scopes`. */
    route(method: string, path: string, scopes: string[], handle: ApiHandler): Route {
      return route(method, `/api.xro/2.0/${path}`, request => pass(request, scopes, handle))
    },
  }
}

function allowed({ scope }: Token, scopes: string[]): boolean {
  const granted = new Set(scope.split(' '))
  return scopes.some(name => granted.has(name))
}

export function unauthorised(detail: string): SimResponse {
  return problem(401, 'Unauthorized', detail)
}

export function problem(status: number, title: string, detail: string): SimResponse {
  return {
    status,
    body: {
      Type: null,
      Title: title,
      Status: status,
      Detail: detail,
      Instance: randomUUID(),
      Extensions: {},
    },
  }
}

/** `read` scopes end in .read; the full scope includes them. */
export function scopes(name: string, method: string): string[] {
  return method === 'GET' ? [name, `${name}.read`] : [name]
}
