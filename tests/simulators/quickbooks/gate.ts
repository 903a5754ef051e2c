import { createKeys, fingerprint } from '../kit/idempotency.ts'
import {
  type Route,
  route,
  type SimRequest,
  type SimResponse,
  serialise,
  unsupported,
} from '../kit/message.ts'
import type { Store } from '../kit/store.ts'
import { refusal } from './answers.ts'
import type { Company } from './entities.ts'
import { createLimiter } from './limiter.ts'
import { gatewayAnswer, isFault, Refused, tid } from './problem.ts'
import type { Tokens } from './tokens.ts'
import { meter, metered } from './usage.ts'
import type { CallContext, World } from './world.ts'

export type ApiHandler = (request: SimRequest, context: CallContext) => SimResponse | Promise<SimResponse>
export type Gate = ReturnType<typeof createGate>

const SCOPE = 'com.intuit.quickbooks.accounting'
const PARAMETERS = ['minorversion', 'requestid', 'operation', 'include', 'query', 'entities', 'changedSince']
const OF_REPORTS = ['minorversion', 'cleared', 'start_date', 'end_date', 'columns']

/** What stands before every call: token, company, scope, limits, meter, then the requestid. */
export function createGate(world: World, tokens: Tokens, store: Store) {
  const { clock, parameters } = world
  const limiter = createLimiter(world)
  const keyed = createKeyed(world, store)

  async function pass(request: SimRequest, handle: ApiHandler): Promise<SimResponse> {
    const company = admit(world, tokens, request)
    if ('status' in company) return company
    const leave = limiter.enter(company.id)
    if (!leave) return limiter.refusal(1)
    // A caller that hangs up frees its place, whatever the server still does.
    request.gone.addEventListener('abort', leave)
    try {
      const wait = limiter.take(company.id, batchedItems(request))
      if (wait !== undefined) return limiter.refusal(wait)
      if (metered(request) && !meter(world, company.id)) return usedUp(world)
      const context = world.context(company, request)
      const response = await answer(request, context, handle)
      return { ...response, headers: { ...serialise(response).headers, ...tid() } }
    } finally {
      leave()
    }
  }

  async function answer(request: SimRequest, context: CallContext, handle: ApiHandler) {
    if (request.method === 'GET') await clock.wait(parameters.current.latency.readMs)
    try {
      return await keyed(request, context, async () => handle(request, context))
    } catch (error) {
      if (error instanceof Refused) return refusal(context, error.fault)
      throw error
    }
  }

  return {
    limited: (retryAfterSeconds: number) => limiter.refusal(Math.max(1, retryAfterSeconds)),
    route: (method: string, path: string, handle: ApiHandler): Route =>
      route(method, `/v3/company/:realm/${path}`, request => pass(request, handle)),
  }
}

/** The company a call is about, when its token is of that company. */
function admit(world: World, tokens: Tokens, request: SimRequest): Company | SimResponse {
  const { books, clock, parameters } = world
  const gateway = (status: number, message: string, code: string, detail: string, type: string) =>
    gatewayAnswer(parameters.current.gatewayLowerCase, { status, message, code, detail, type }, clock.now())
  const token = tokens.find(request.header('authorization'))
  if (typeof token === 'string') {
    return gateway(401, 'AuthenticationFailed', '3200', token, 'AUTHENTICATION')
  }
  const realm = request.params.realm ?? ''
  request.note({ caller: realm })
  const company = books.companies.get(realm)
  if (!company || token.realm !== realm || !token.scope.split(' ').includes(SCOPE)) {
    return gateway(403, 'ApplicationAuthorizationFailed', '3100', '', 'AUTHORIZATION')
  }
  return asked(request) ?? company
}

/** QuickBooks would answer in XML, or ignore what it does not know; here that is a 501, so that no slip passes. */
function asked(request: SimRequest): SimResponse | undefined {
  const known = request.path.includes('/reports/') ? OF_REPORTS : PARAMETERS
  const extra = [...request.query.keys()].filter(name => !known.includes(name))
  if (extra.length > 0) return unsupported({ _sim: 'unknown query parameter', extra })
  if (!request.header('accept')?.includes('application/json')) {
    return unsupported({ _sim: 'without Accept: application/json the answer would be XML' })
  }
  const type = request.header('content-type') ?? ''
  const wanted = request.path.endsWith('/query')
    ? /^(application|text)\/(text|plain)/
    : request.path.endsWith('/upload')
      ? /^multipart\/form-data/
      : /^application\/json/
  if (request.method === 'POST' && !wanted.test(type)) return unsupported({ _sim: 'content-type', type })
  return undefined
}

function usedUp({ clock, parameters }: World): SimResponse {
  const detail = 'The monthly limit of this app has been reached'
  const problem = { status: 403, message: 'QuotaExceeded', code: '3100', detail, type: 'SERVICE' }
  return gatewayAnswer(parameters.current.gatewayLowerCase, problem, clock.now())
}

function createKeyed({ clock, parameters }: World, store: Store) {
  const keeps = (response: SimResponse) =>
    parameters.current.requestIdKeepsErrors || (response.status === 200 && !isFault(response))
  const keys = createKeys(clock, store, () => parameters.current.requestIdLifeMs, keeps)
  return async (request: SimRequest, context: CallContext, execute: () => Promise<SimResponse>) => {
    const key = request.query.get('requestid')
    if (key === null || request.method === 'GET') return execute()
    const most = request.path.endsWith('/batch') ? 36 : 50
    if (key.length > most) throw new Refused('2050', `requestid has at most ${most} characters`, 'requestid')
    const strict = parameters.current.requestIdChangedBody !== 'replay'
    const print = strict ? fingerprint(request.path, request.text()) : ''
    const result = await keys.run(`${context.company.id}|${key}`, print, () => caught(context, execute))
    if (result.outcome !== 'conflict') return result.response
    throw new Refused('2010', 'The requestid has already been used with a different request', 'requestid')
  }
}

/** A refusal is an answer too: it is kept under its requestid like any other. */
async function caught(context: CallContext, execute: () => Promise<SimResponse>) {
  try {
    return await execute()
  } catch (error) {
    if (error instanceof Refused) return refusal(context, error.fault)
    throw error
  }
}

/** How many operations a batch carries; undefined when the call is none. */
function batchedItems(request: SimRequest): number | undefined {
  return request.path.endsWith('/batch') ? request.text().split('"bId"').length - 1 : undefined
}
