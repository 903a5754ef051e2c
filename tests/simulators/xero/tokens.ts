import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { randomToken, signJwt } from '../kit/oauth.ts'
import type { Token } from './entities.ts'
import type { World } from './world.ts'

export type Tokens = ReturnType<typeof createTokens>
export type Grant = { user: string; scope: string; authEvent: string }

/** Access tokens of 30 minutes, refresh tokens of 60 days that rotate with 30 minutes of grace. */
export function createTokens({ books, clock, parameters, clientId }: World) {
  const signingKey = randomBytes(32)

  function keep(kind: Token['kind'], text: string, grant: Grant, lifeMs: number) {
    const born = clock.now()
    const { user, scope, authEvent } = grant
    books.tokens.put({
      id: hash(text),
      kind,
      user,
      scope,
      authEvent,
      born,
      expires: born + clock.span(lifeMs),
    })
  }

  /** A new pair, as the token endpoint answers it. `expires_in` counts Xero's seconds. */
  function issue(grant: Grant) {
    const { accessLifeMs, refreshLifeMs } = parameters.current
    const access = accessToken(grant, accessLifeMs)
    const scopes = grant.scope.split(' ')
    const refresh = scopes.includes('offline_access') ? randomToken() : undefined
    keep('access', access, grant, accessLifeMs)
    if (refresh !== undefined) keep('refresh', refresh, grant, refreshLifeMs)
    return {
      ...(scopes.includes('openid') ? { id_token: idToken(grant) } : {}),
      access_token: access,
      expires_in: Math.round(accessLifeMs / 1000),
      token_type: 'Bearer',
      ...(refresh === undefined ? {} : { refresh_token: refresh }),
      scope: grant.scope,
    }
  }

  function accessToken(grant: Grant, lifeMs: number): string {
    const now = Math.floor(clock.now() / 1000)
    const claims = {
      nbf: now,
      exp: now + Math.ceil(clock.span(lifeMs) / 1000),
      iss: 'https://identity.xero.com',
      aud: 'https://identity.xero.com/resources',
      client_id: clientId,
      sub: grant.user,
      auth_time: now,
      xero_userid: grant.user,
      global_session_id: randomUUID(),
      jti: randomUUID(),
      authentication_event_id: grant.authEvent,
      scope: grant.scope.split(' '),
    }
    return signJwt(claims, signingKey)
  }

  function idToken(grant: Grant): string {
    const now = Math.floor(clock.now() / 1000)
    const claims = {
      nbf: now,
      exp: now + 300,
      iss: 'https://identity.xero.com',
      aud: clientId,
      sub: grant.user,
    }
    return signJwt({ ...claims, xero_userid: grant.user, email: `${grant.user}@example.com` }, signingKey)
  }

  return {
    issue,
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
      prune(token.user)
      return issue(token)
    },
    /** Revocation ends every token and every connection of this user and app. */
    revoke(text: string) {
      const user = books.tokens.get(hash(text))?.user
      if (user === undefined) return
      for (const connection of books.connections.by('user', user)) books.connections.delete(connection.id)
      for (const token of books.tokens.by('user', user)) books.tokens.delete(token.id)
    },
  }

  function prune(user: string) {
    const old = clock.now() - clock.span(parameters.current.rotationGraceMs)
    for (const token of books.tokens.by('user', user)) {
      if (token.kind === 'access' && token.expires < old) books.tokens.delete(token.id)
    }
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
