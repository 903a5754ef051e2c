import { type Route, route, type SimRequest, type SimResponse } from '../../kit/message.ts'
import type { Connection, Token } from '../entities.ts'
import { unauthorised } from '../problem.ts'
import type { Tokens } from '../tokens.ts'
import type { World } from '../world.ts'

/** A user's connections to the app: one for each organisation, whichever consent made it. */
export function connectionRoutes(world: World, tokens: Tokens): Route[] {
  const { books } = world

  function signedIn(request: SimRequest, handle: (token: Token) => SimResponse): SimResponse {
    const token = tokens.find(request.header('authorization'))
    return typeof token === 'string' ? unauthorised(token) : handle(token)
  }

  const format = (row: Connection) => ({
    id: row.id,
    authEventId: row.authEvent,
    tenantId: row.tenant,
    tenantType: 'ORGANISATION',
    tenantName: books.organisations.get(row.tenant)?.name,
    createdDateUtc: time(row.createdAt),
    updatedDateUtc: time(row.updatedAt),
  })

  return [
    route('GET', '/connections', request =>
      signedIn(request, token => {
        const event = request.query.get('authEventId')
        const rows = books.connections
          .by('user', token.user)
          .filter(row => event === null || row.authEvent === event)
        return { status: 200, body: rows.map(format) }
      }),
    ),
    route('DELETE', '/connections/:id', request =>
      signedIn(request, token => {
        const row = books.connections.get(request.params.id ?? '')
        if (row?.user !== token.user) return { status: 404 }
        books.connections.delete(row.id)
        return { status: 204 }
      }),
    ),
  ]
}

/** Seven places and no zone, as Xero writes these two. */
function time(at: number): string {
  return `${new Date(at).toISOString().slice(0, 23)}0000`
}
