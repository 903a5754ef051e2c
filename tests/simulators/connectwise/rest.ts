import { type Handler, type Route, route, type SimRequest, type SimResponse } from '../kit/message.ts'
import { type Caller, type Host, recognise } from './auth.ts'
import { noSuchPlace, tooMany } from './errors.ts'
import type { Lookup } from './format.ts'
import { isNumberText } from './money.ts'
import { countAnswer, listAnswer, oneAnswer, type Row, type Wanted } from './query.ts'
import { mayEnter } from './rights.ts'
import { lookupOf, type Sim } from './sim.ts'

export type Context = Caller & { sim: Sim; host: Host; at: Lookup; base: string }
export type RestHandler = (context: Context, request: SimRequest) => SimResponse | Promise<SimResponse>
/** How a collection finds its rows; `wanted` lets it start from an index. */
export type RowsOf = (context: Context, wanted: Wanted, request: SimRequest) => Row[]
export type TakeCall = (tenant: string) => { ok: boolean; retryAfterSeconds: number }
export type Rest = ReturnType<typeof createRest>

const ROUTER_CODEBASE = 'v4_6_release'

/** Routes of one host under `{codebase}/apis/3.0`, each behind recognition, rights and the minute's limit. */
export function createRest(sim: Sim, host: Host, takeCall: TakeCall) {
  const handle =
    (inner: RestHandler): Handler =>
    async request => {
      const recognised = recognise(sim, host, request)
      if (!recognised.ok) return recognised.refusal
      const { caller } = recognised
      request.note({ caller: `${caller.tenant.company}/${caller.member.identifier}` })
      const codebase = `${request.params.codebase ?? ''}`
      if (codebase !== ROUTER_CODEBASE && `${codebase}/` !== caller.tenant.codebase) return noSuchPlace()
      const taken = takeCall(caller.tenant.company)
      if (!taken.ok) return tooMany(taken.retryAfterSeconds)
      const refused = mayEnter(caller.tenant, caller.member, request.method, request.path)
      if (refused) return refused
      if (request.method === 'GET') await sim.clock.wait(sim.parameters.latency.readMs)
      const context = { ...caller, sim, host, at: lookupOf(sim.books, caller.tenant), base: sim.urls[host] }
      return stamped(await inner(context, request), caller, sim)
    }

  const on = (method: string, path: string, inner: RestHandler): Route =>
    route(method, `/:codebase/apis/3.0${path}`, handle(inner))

  return {
    on,
    /** GET list, count and, by default, one. */
    collection(path: string, rowsOf: RowsOf, { one = true } = {}): Route[] {
      const routes = [
        on('GET', path, (context, request) =>
          listAnswer(request, context.base, wanted => rowsOf(context, wanted, request)),
        ),
        on('GET', `${path.replace(/\/$/, '')}/count`, (context, request) =>
          countAnswer(request, wanted => rowsOf(context, wanted, request)),
        ),
      ]
      if (!one) return routes
      const single = on('GET', `${path.replace(/\/$/, '')}/:id`, (context, request) => {
        const id = Number(request.params.id)
        const byId: Wanted = name => (name === 'id' ? [String(id)] : undefined)
        const row = rowsOf(context, byId, request).find(found => found.id === id)
        return row ? oneAnswer(request, row) : noSuchPlace()
      })
      return [...routes, single]
    },
  }
}

function stamped(response: SimResponse, { tenant }: Caller, { parameters }: Sim): SimResponse {
  const { body } = response
  const fine = response.status < 300 && typeof body === 'object' && !Buffer.isBuffer(body)
  return {
    ...response,
    headers: {
      'api-current-version': tenant.version,
      ...clock(parameters.clockAheadMs),
      ...response.headers,
    },
    ...(fine && parameters.omitNulls ? { body: withoutNulls(body) } : {}),
  }
}

/** Node writes the machine's own time where nothing else is said. */
const clock = (aheadMs: number): Record<string, string> =>
  aheadMs === 0 ? {} : { date: new Date(Date.now() + aheadMs).toUTCString() }

/** The vendor's document allows no null references: what is not there is left out. */
function withoutNulls(value: object): object {
  if (isNumberText(value)) return value
  const kept = (inner: unknown) => (typeof inner === 'object' && inner !== null ? withoutNulls(inner) : inner)
  if (Array.isArray(value)) return value.map(kept)
  const present = Object.entries(value).filter(([name, inner]) => inner !== null || NULLABLE.has(name))
  return Object.fromEntries(present.map(([name, inner]) => [name, kept(inner)]))
}

/** The numbers that the document lets be null. */
const NULLABLE = new Set(['dueDays', 'applyToId'])
