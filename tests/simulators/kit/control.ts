import type { Clock } from './clock.ts'
import type { Faults } from './faults.ts'
import { type Route, route, type SimRequest, type SimResponse } from './message.ts'
import type { Parameters } from './parameters.ts'
import type { Recorder } from './record.ts'
import type { Store } from './store.ts'

export type ControlParts = {
  name: string
  clock: Clock
  faults: Faults
  recorder: Recorder
  store: Store
  parameters: Parameters<object>
  /** Makes more books, by the vendor's own kinds. */
  seed(input: unknown): object
  /** The books for an independent checker. */
  truth(): object
  /** More control routes of the vendor. */
  routes?: Route[]
}

/** The routes under /_sim that every simulator has. They are never recorded and never faulted. */
export function controlRoutes(parts: ControlParts): Route[] {
  const { clock, faults, recorder, store, parameters } = parts
  return [
    route('GET', '/_sim/health', () => ok({ name: parts.name, scale: clock.scale, now: clock.now() })),
    route('POST', '/_sim/snapshot', () => ok({ id: store.snapshot() })),
    route('POST', '/_sim/restore', request => {
      const { id } = plain<{ id: string }>(request)
      return store.restore(String(id)) ? ok({ id }) : refuse(`no snapshot ${id}`)
    }),
    route('GET', '/_sim/parameters', () => ok(parameters.current)),
    route('PATCH', '/_sim/parameters', request => {
      const problems = parameters.patch(plain(request))
      return problems.length > 0 ? refuse(problems.join('; ')) : ok(parameters.current)
    }),
    route('GET', '/_sim/faults', () => ok(faults.list())),
    route('POST', '/_sim/faults', request => answer(faults.script(plain(request)), faults.list())),
    route('POST', '/_sim/faults/random', request => answer(faults.random(plain(request)), faults.list())),
    route('DELETE', '/_sim/faults', () => {
      faults.clear()
      return ok({})
    }),
    route('GET', '/_sim/calls', ({ query }) =>
      ok(
        recorder.list({
          since: Number(query.get('since') ?? 0),
          ...only('method', query.get('method')),
          ...only('path', query.get('path')),
        }),
      ),
    ),
    route('DELETE', '/_sim/calls', () => {
      recorder.clear()
      return ok({})
    }),
    route('GET', '/_sim/unknown', () => ok(recorder.unknown())),
    route('POST', '/_sim/seed', request => {
      const made = parts.seed(plain(request))
      store.flush()
      return ok(made)
    }),
    route('GET', '/_sim/truth', () => ok(parts.truth())),
    route('POST', '/_sim/clock', request => {
      clock.advance(plain<{ advanceMs: number }>(request).advanceMs)
      return ok({ now: clock.now() })
    }),
    ...(parts.routes ?? []),
  ]
}

export function ok(body: object): SimResponse {
  return { status: 200, body }
}

/** A control request that makes no sense is the test's mistake. */
export function refuse(problem: string): SimResponse {
  return { status: 400, body: { _sim: 'control', problem } }
}

/** The body of a control call, numbers as JavaScript numbers. */
export function plain<Shape>(request: SimRequest): Shape {
  return JSON.parse(request.text() || '{}')
}

function answer(problem: string | undefined, body: object): SimResponse {
  return problem === undefined ? ok(body) : refuse(problem)
}

function only<Name extends string>(name: Name, value: string | null): { [key in Name]?: string } | object {
  return value === null ? {} : { [name]: value }
}
