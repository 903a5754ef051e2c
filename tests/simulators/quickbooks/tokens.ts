import { createHash, randomUUID } from 'node:crypto'
import { randomToken } from '../kit/oauth.ts'
import type { Token } from './entities.ts'
import type { World } from './world.ts'

export type Tokens = ReturnType<typeof createTokens>
export type Grant = Pick<Token, 'grant' | 'user' | 'realm' | 'scope'>
export type Pair = {
  access_token: string
  refresh_token: string
  token_type: 'bearer'
  expires_in: number
  x_refresh_token_expires_in: number
  x_refresh_token_hard_expires_in?: number
}

/** Access tokens of an hour; refresh tokens whose value changes about once a day. One grant, one company. */
export function createTokens(world: World) {
  const { books, clock, parameters } = world

  return {
    issue: (grant: Omit<Grant, 'grant'>) => issue(world, { ...grant, grant: randomUUID() }),
    /** The token of an Authorization header, or what a 401 says. */
    find(authorization: string | undefined): Token | string {
      const [kind, text] = (authorization ?? '').split(' ')
      const token = kind?.toLowerCase() === 'bearer' && text ? books.tokens.get(hash(text)) : undefined
      if (token?.kind !== 'access') return 'Malformed bearer token: too short or too long'
      return clock.now() < token.expires ? token : 'Token expired'
    },
    /** A refresh token of some age is replaced; the one before it is then worth nothing. */
    refresh(text: string): Pair | undefined {
      const token = books.tokens.get(hash(text))
      const now = clock.now()
      if (token?.kind !== 'refresh' || now >= token.expires) return undefined
      const { refreshRotatesAfterMs, rotationGraceMs, reuseRevokes } = parameters.current
      if (token.rotatedAt !== undefined && now >= token.rotatedAt + clock.span(rotationGraceMs)) {
        if (reuseRevokes) end(world, token.grant)
        return undefined
      }
      const rotates = now - token.born >= clock.span(refreshRotatesAfterMs)
      if (rotates) books.tokens.put({ ...token, rotatedAt: token.rotatedAt ?? now })
      prune(world, token.grant)
      return issue(world, token, rotates ? undefined : text)
    },
    /** Ends the whole grant; false when there is no such token. */
    revoke(text: string): boolean {
      const token = books.tokens.get(hash(text))
      if (token) end(world, token.grant)
      return token !== undefined
    },
    end: (grant: string) => end(world, grant),
  }
}

/** A new pair, as the token endpoint answers it. Seconds are the vendor's. */
function issue(world: World, grant: Grant, kept?: string): Pair & { grant: string } {
  const { accessLifeMs, refreshLifeMs } = world.parameters.current
  const access = randomToken(48)
  const refresh = kept ?? `RT1-${randomToken()}`
  put(world, 'access', access, grant, accessLifeMs)
  if (kept === undefined) put(world, 'refresh', refresh, grant, refreshLifeMs)
  return {
    grant: grant.grant,
    token_type: 'bearer',
    access_token: access,
    refresh_token: refresh,
    expires_in: Math.round(accessLifeMs / 1000),
    x_refresh_token_expires_in: Math.round(refreshLifeMs / 1000),
  }
}

function put({ books, clock }: World, kind: Token['kind'], text: string, of: Grant, lifeMs: number) {
  const born = clock.now()
  const { grant, user, realm, scope } = of
  const expires = born + clock.span(lifeMs)
  books.tokens.put({ id: hash(text), kind, grant, user, realm, scope, born, expires })
}

function end({ books }: World, grant: string) {
  for (const { id } of books.tokens.by('grant', grant)) books.tokens.delete(id)
}

/** Access tokens that are long dead. */
function prune({ books, clock, parameters }: World, grant: string) {
  const old = clock.now() - clock.span(parameters.current.accessLifeMs)
  for (const token of books.tokens.by('grant', grant)) {
    if (token.kind === 'access' && token.expires < old) books.tokens.delete(token.id)
  }
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('base64url')
}
