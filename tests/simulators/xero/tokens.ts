import { createHash, randomBytes } from 'node:crypto'
import { randomToken, signJwt } from '../kit/oauth.ts'
import { accessClaims, type Grant, idClaims } from './claims.ts'
import type { Token } from './entities.ts'
import type { World } from './world.ts'

export type Tokens = ReturnType<typeof createTokens>

/** Access tokens of 30 minutes, refresh tokens of 60 days that rotate with 30 minutes of grace. */
export function createTokens(world: World) {
  const { books, clock, parameters } = world
  const signingKey = randomBytes(32)

  return {
    issue: (grant: Grant) => issue(world, signingKey, grant),
    /** The token of an Authorization header, or what a 401 says. */
    find(authorization: string | undefined): Token | string {
      const [kind, text] = (authorization ?? '').split(' ')
      const token = kind === 'Bearer' && text ? books.tokens.get(hash(text)) : undefined
      if (token?.kind !== 'access') return 'AuthenticationUnsuccessful'
      if (clock.now() < token.expires) return token
      return `TokenExpired: token expired at ${expiryText(token.expires)}`
    },
    /** Rotates a refresh token. The one it replaces lives 30 minutes more, for answers that were lost. */
    refresh(text: string) {
      const token = books.tokens.get(hash(text))
      const now = clock.now()
      if (token?.kind !== 'refresh' || now >= token.expires) return undefined
      const grace = clock.span(parameters.current.rotationGraceMs)
      if (token.rotatedAt !== undefined && now >= token.rotatedAt + grace) return undefined
      books.tokens.put({ ...token, rotatedAt: token.rotatedAt ?? now })
      prune(world, token.user)
      return issue(world, signingKey, token)
    },
    /** Revocation ends every token and every connection of this user and app. */
    revoke(text: string) {
      const user = books.tokens.get(hash(text))?.user
      if (user === undefined) return
      for (const connection of books.connections.by('user', user)) books.connections.delete(connection.id)
      for (const token of books.tokens.by('user', user)) books.tokens.delete(token.id)
    },
  }
}

/** A new pair, as the token endpoint answers it. `expires_in` counts Xero's seconds. */
function issue(world: World, signingKey: Buffer, grant: Grant) {
  const { clock, parameters, clientId } = world
  const { accessLifeMs, refreshLifeMs } = parameters.current
  const now = Math.floor(clock.now() / 1000)
  const life = Math.ceil(clock.span(accessLifeMs) / 1000)
  const access = signJwt(accessClaims(grant, clientId, now, life), signingKey)
  const scopes = grant.scope.split(' ')
  const refresh = scopes.includes('offline_access') ? randomToken() : undefined
  keep(world, 'access', access, grant, accessLifeMs)
  if (refresh !== undefined) keep(world, 'refresh', refresh, grant, refreshLifeMs)
  const identity = scopes.includes('openid') ? signJwt(idClaims(grant, clientId, now), signingKey) : undefined
  return {
    ...(identity === undefined ? {} : { id_token: identity }),
    access_token: access,
    expires_in: Math.round(accessLifeMs / 1000),
    token_type: 'Bearer',
    ...(refresh === undefined ? {} : { refresh_token: refresh }),
    scope: grant.scope,
  }
}

function keep({ books, clock }: World, kind: Token['kind'], text: string, grant: Grant, lifeMs: number) {
  const born = clock.now()
  const { user, scope, authEvent } = grant
  books.tokens.put({ id: hash(text), kind, user, scope, authEvent, born, expires: born + clock.span(lifeMs) })
}

/** Access tokens that are long dead; one that has just died still has its own words in a 401. */
function prune({ books, clock, parameters }: World, user: string) {
  const old = clock.now() - clock.span(parameters.current.rotationGraceMs)
  for (const token of books.tokens.by('user', user)) {
    if (token.kind === 'access' && token.expires < old) books.tokens.delete(token.id)
  }
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('base64url')
}

/** As in live answers: 04/09/2023 05:16:59 */
function expiryText(at: number): string {
  const [date = '', time = ''] = new Date(at).toISOString().slice(0, 19).split('T')
  const [year, month, day] = date.split('-')
  return `${month}/${day}/${year} ${time}`
}
