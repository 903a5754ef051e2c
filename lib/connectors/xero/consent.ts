import { z } from 'zod'
import { assert } from '../../std/assert.ts'
import { zInteger } from '../../std/json.ts'
import { Secret } from '../../std/secret.ts'
import type { ConsentOrganisation, LedgerConsent, TokenSet } from '../consent-facts.ts'
import { answerOf, bearer, tokenCall } from '../exchange.ts'
import type { XeroConsentConfig } from './config.ts'
import { errorOf, readAs } from './errors.ts'
import { zGuid, zMaybeText } from './fields.ts'

/**
 * Apps made since March 2026 are given granular scopes only: https://developer.xero.com/faq/granular-scopes. All that is
 * planned is asked for at once: a scope that comes later needs every customer's consent again.
 */
const scopes = [
  ...['openid', 'profile', 'email', 'offline_access'],
  ...['accounting.invoices', 'accounting.payments', 'accounting.contacts', 'accounting.settings.read'],
  ...['accounting.attachments', 'accounting.banktransactions', 'accounting.manualjournals'],
]

const timeoutMs = 10_000

export function createXeroConsent(config: XeroConsentConfig): LedgerConsent {
  return {
    system: 'xero',
    authorizeUrl: input => authorizeUrl(config, input),
    exchange: ({ code, verifier, redirectUri }) =>
      tokens(config, {
        grant_type: 'authorization_code',
        code,
        redirect_uri: redirectUri,
        code_verifier: verifier,
      }),
    refresh: token => tokens(config, { grant_type: 'refresh_token', refresh_token: token.reveal() }),
    organisations: (token, authEventId) => organisations(config, token, authEventId),
    disconnect: (token, connectionId) => disconnect(config, token, connectionId),
  }
}

function authorizeUrl(
  config: XeroConsentConfig,
  { state, challenge, redirectUri }: Parameters<LedgerConsent['authorizeUrl']>[0],
): string {
  const url = new URL(config.authorizeUrl)
  url.search = new URLSearchParams({
    response_type: 'code',
    client_id: config.clientId,
    redirect_uri: redirectUri,
    scope: scopes.join(' '),
    state,
    code_challenge: challenge,
    code_challenge_method: 'S256',
  }).toString()
  return url.href
}

const zTokens = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1),
  expires_in: zInteger,
  scope: zMaybeText,
})

async function tokens(config: XeroConsentConfig, form: Record<string, string>): Promise<TokenSet> {
  // Counted from before the question: early is safe, late is not.
  const askedAt = config.clock.now().getTime()
  const answer = await answerOf('xero', config, tokenCall(config.tokenUrl, basic(config), form, timeoutMs))
  if (answer.status !== 200) throw errorOf(answer, config.timeFactor)
  const set = readAs(zTokens, answer.text, 'token')
  const claims = claimsOf(set.access_token)
  return {
    accessToken: Secret.of(set.access_token),
    refreshToken: Secret.of(set.refresh_token),
    expiresAt: new Date(askedAt + (set.expires_in * 1_000) / config.timeFactor),
    scopes: set.scope.split(' ').filter(scope => scope !== ''),
    subject: claims.xero_userid,
    authEventId: claims.authentication_event_id,
  }
}

/** RFC 6749 §2.3.1: both halves are form-encoded before they are joined. */
function basic({ clientId, clientSecret }: XeroConsentConfig): Secret {
  const pair = [clientId, clientSecret.reveal()].map(encodeURIComponent).join(':')
  return Secret.of(`Basic ${Buffer.from(pair).toString('base64')}`)
}

const zClaims = z.object({ xero_userid: z.string().min(1), authentication_event_id: z.string().min(1) })

/** Read, not verified: it came straight from Xero over TLS, and only ids are taken from it. */
function claimsOf(accessToken: string): z.output<typeof zClaims> {
  const payload = accessToken.split('.')[1] ?? ''
  return readAs(zClaims, Buffer.from(payload, 'base64url').toString('utf8'), 'access token')
}

const zConnections = z.array(
  z.object({ id: zGuid, tenantId: zGuid, tenantName: zMaybeText, tenantType: z.string() }),
)

/** Of this consent only: the person may have opened other MSPs' organisations to the app before. */
async function organisations(
  config: XeroConsentConfig,
  accessToken: Secret,
  authEventId: string,
): Promise<ConsentOrganisation[]> {
  assert(authEventId !== '', 'Without its event a consent would show every connection of the person.')
  const url = new URL('/connections', config.apiUrl)
  url.searchParams.set('authEventId', authEventId)
  const answer = await answerOf('xero', config, {
    method: 'GET',
    url,
    headers: { authorization: bearer(accessToken), accept: 'application/json' },
    timeoutMs,
  })
  if (answer.status !== 200) throw errorOf(answer, config.timeFactor)
  return readAs(zConnections, answer.text, 'connections')
    .filter(({ tenantType }) => tenantType === 'ORGANISATION')
    .map(row => ({ connectionId: row.id, organisationId: row.tenantId, name: row.tenantName }))
}

/** Gone already is as good. */
async function disconnect(
  config: XeroConsentConfig,
  accessToken: Secret,
  connectionId: string,
): Promise<void> {
  const url = new URL(`/connections/${encodeURIComponent(connectionId)}`, config.apiUrl)
  const headers = { authorization: bearer(accessToken) }
  const answer = await answerOf('xero', config, { method: 'DELETE', url, headers, timeoutMs })
  if (answer.status !== 204 && answer.status !== 404) throw errorOf(answer, config.timeFactor)
}
