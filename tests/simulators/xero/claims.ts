import { randomUUID } from 'node:crypto'

export type Grant = { user: string; scope: string; authEvent: string }

const ISSUER = 'https://identity.xero.com'

/** What an access token says; times in seconds. */
export function accessClaims(grant: Grant, clientId: string, now: number, lifeSeconds: number): object {
  return {
    nbf: now,
    exp: now + lifeSeconds,
    iss: ISSUER,
    aud: `${ISSUER}/resources`,
    client_id: clientId,
    sub: grant.user,
    auth_time: now,
    xero_userid: grant.user,
    global_session_id: randomUUID(),
    jti: randomUUID(),
    authentication_event_id: grant.authEvent,
    scope: grant.scope.split(' '),
  }
}

/** An id token lives five minutes. */
export function idClaims({ user }: Grant, clientId: string, now: number): object {
  const base = { nbf: now, exp: now + 300, iss: ISSUER, aud: clientId, sub: user }
  return { ...base, xero_userid: user, email: `${user}@example.com` }
}
