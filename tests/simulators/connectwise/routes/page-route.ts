import { type Route, route, type SimRequest, type SimResponse } from '../../kit/message.ts'
import { unauthorized } from '../errors.ts'
import { PAGE_ROOT, type PageVisit, visitOf } from '../sessions.ts'
import type { Sim } from '../sim.ts'

type PageHandler = (visit: PageVisit, request: SimRequest) => SimResponse | Promise<SimResponse>

/** An address of Manage's pages, for whoever is signed in there. */
export const pageRouteOf =
  (sim: Sim) =>
  (method: string, path: string, handle: PageHandler, secret = false): Route =>
    route(
      method,
      `${PAGE_ROOT}/:company/data/${path}`,
      request => {
        const visit = visitOf(sim, request)
        return visit ? handle(visit, request) : unauthorized()
      },
      { secret },
    )

export const ok = (body: object): SimResponse => ({ status: 200, body })

export function bodyOf<Shape>(request: SimRequest): Shape {
  return JSON.parse(request.text())
}
