import { z } from 'zod'
import { writeJson, zInteger } from '../../std/json.ts'
import { Secret } from '../../std/secret.ts'
import type { ConsentOrganisation, LedgerConsent, TokenSet } from '../consent-facts.ts'
import { answerOf, bearer, tokenCall } from '../exchange.ts'
import { ConnectorError } from '../ports.ts'
import { companyAddress } from './address.ts'
import type { QuickBooksConsentConfig } from './config.ts'
import { errorOf, readAs } from './errors.ts'

const scope = 'com.intuit.quickbooks.accounting'
const timeoutMs = 10_000

/** Intuit's app is a confidential client: its secret proves it, and there is no PKCE (its discovery document names none). */
export function createQuickBooksConsent(config: QuickBooksConsentConfig): LedgerConsent {
  return {
    system: 'quickbooks',
    authorizeUrl: input => authorizeUrl(config, input),
    exchange: async ({ code, redirectUri, organisationId }) =>
      tokens(config, realmOf(organisationId), {
        grant_type: 'authorization_code',
        code,
        redirect_uri: redirectUri,
      }),
    // A refresh stays with the company of its consent: the grant's row keeps the realm.
    refresh: token => tokens(config, '', { grant_type: 'refresh_token', refresh_token: token.reveal() }),
    organisations: (token, realm) => organisations(config, token, realm),
    disconnect: token => revoke(config, token),
  }
}

function authorizeUrl(
  config: QuickBooksConsentConfig,
  { state, redirectUri }: Parameters<LedgerConsent['authorizeUrl']>[0],
): string {
  const url = new URL(config.authorizeUrl)
  url.search = new URLSearchParams({
    client_id: config.clientId,
    response_type: 'code',
    scope,
    redirect_uri: redirectUri,
    state,
  }).toString()
  return url.href
}

/** Which company was chosen only the way back says; that the token opens it is proven by reading it. */
function realmOf(claimed: string | null): string {
  if (claimed !== null && /^\d{1,25}$/.test(claimed)) return claimed
  throw new ConnectorError({
    system: 'quickbooks',
    kind: 'malformed',
    message: 'QuickBooks sent the person back without the id of a company (realmId).',
  })
}

const zTokens = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1),
  expires_in: zInteger,
})

async function tokens(
  config: QuickBooksConsentConfig,
  realm: string,
  form: Record<string, string>,
): Promise<TokenSet> {
  // Counted from before the question: early is safe, late is not.
  const askedAt = config.clock.now().getTime()
  const answer = await answerOf(
    'quickbooks',
    config,
    tokenCall(config.tokenUrl, basic(config), form, timeoutMs),
  )
  if (answer.status !== 200) throw errorOf(answer, config.timeFactor)
  const set = readAs(zTokens, answer.text, 'token')
  return {
    accessToken: Secret.of(set.access_token),
    // Its value changes about every day, and the earlier one is then refused: both are stored before either is used.
    refreshToken: Secret.of(set.refresh_token),
    expiresAt: new Date(askedAt + (set.expires_in * 1_000) / config.timeFactor),
    scopes: [scope],
    subject: '',
    authEventId: realm,
  }
}

function basic({ clientId, clientSecret }: QuickBooksConsentConfig): Secret {
  const pair = `${clientId}:${clientSecret.reveal()}`
  return Secret.of(`Basic ${Buffer.from(pair).toString('base64')}`)
}

const zCompany = z.object({ CompanyInfo: z.object({ CompanyName: z.string().min(1) }) })

/** One consent opens one company. */
async function organisations(
  config: QuickBooksConsentConfig,
  accessToken: Secret,
  realm: string,
): Promise<ConsentOrganisation[]> {
  const organisationId = realmOf(realm)
  const answer = await answerOf('quickbooks', config, {
    method: 'GET',
    url: companyAddress({ ...config, organisationId }, `companyinfo/${organisationId}`),
    headers: { authorization: bearer(accessToken), accept: 'application/json' },
    timeoutMs,
  })
  if (answer.status !== 200) throw errorOf(answer, config.timeFactor)
  const { CompanyInfo } = readAs(zCompany, answer.text, 'CompanyInfo')
  return [{ connectionId: organisationId, organisationId, name: CompanyInfo.CompanyName }]
}

/** Takes the refresh token of the same consent with it. 400: it was given back already, and that is as good. */
async function revoke(config: QuickBooksConsentConfig, accessToken: Secret): Promise<void> {
  const answer = await answerOf('quickbooks', config, {
    method: 'POST',
    url: new URL(config.revokeUrl),
    headers: {
      authorization: basic(config),
      'content-type': 'application/json',
      accept: 'application/json',
    },
    body: writeJson({ token: accessToken.reveal() }),
    timeoutMs,
  })
  if (answer.status !== 200 && answer.status !== 400) throw errorOf(answer, config.timeFactor)
}
