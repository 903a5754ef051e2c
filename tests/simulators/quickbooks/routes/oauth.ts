import { html } from '../../kit/html.ts'
import { type Route, route, type SimRequest, type SimResponse } from '../../kit/message.ts'
import { clientOf, oauthError, randomToken } from '../../kit/oauth.ts'
import { redirect } from '../../kit/pages.ts'
import type { User } from '../entities.ts'
import { page } from '../page.ts'
import type { Pair, Tokens } from '../tokens.ts'
import type { World } from '../world.ts'

const SCOPES = new Set([
  'com.intuit.quickbooks.accounting',
  'com.intuit.quickbooks.payment',
  'openid',
  'profile',
  'email',
  'phone',
  'address',
])

export function oauthRoutes(world: World, tokens: Tokens): Route[] {
  return [
    route('GET', '/connect/oauth2', request => authorize(world, request)),
    route('POST', '/connect/oauth2', request => decide(world, request)),
    route('POST', '/oauth2/v1/tokens/bearer', request => token(world, tokens, request), { secret: true }),
    route('POST', '/v2/oauth2/tokens/revoke', request => revoke(world, tokens, request), { secret: true }),
  ]
}

function authorize(world: World, { query }: SimRequest): SimResponse {
  const refused = refusal(world, query)
  if (refused) return page('Uh oh, there’s a connection problem', html`<p>Error: ${refused}</p>`, 400)
  const state = [...query].map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)
  return page(
    'Which company do you want to connect?',
    html`<p>The app <b>${world.clientId}</b> asks for access to the data of one company.</p>
${world.users.map(user => userForm(world, user, state))}
<form method="post"><input type="hidden" name="decision" value="cancel">${state}<button class="plain">Cancel</button></form>`,
  )
}

function userForm(world: World, user: User, state: ReturnType<typeof html>[]) {
  const choices = user.realms.map((id, at) => {
    const name = world.books.companies.get(id)?.name ?? id
    const checked = html`${at === 0 ? html` checked` : ''}`
    return html`<label><input type="radio" name="realm" value="${id}"${checked}> ${name}</label>`
  })
  return html`<form method="post"><fieldset><legend>Signed in as ${user.name}</legend>${choices}</fieldset>
<input type="hidden" name="decision" value="allow"><input type="hidden" name="user" value="${user.id}">${state}
<button>Connect</button></form>`
}

/** What is wrong with an authorization request. None of it is sent back to an address that may be forged. */
function refusal(world: World, query: URLSearchParams): string | undefined {
  const uri = query.get('redirect_uri') ?? ''
  if (query.get('client_id') !== world.clientId) return 'invalid_client: unknown client_id'
  if (!world.redirectUris.includes(uri)) return 'The redirect_uri query parameter value is invalid'
  if (query.get('response_type') !== 'code') return 'unsupported_response_type'
  if (!query.get('state')) return 'The state query parameter is missing'
  const scopes = (query.get('scope') ?? '').split(' ')
  const unknown = scopes.filter(name => !SCOPES.has(name))
  return unknown.length > 0 ? `invalid_scope: ${unknown.join(' ')}` : undefined
}

function decide(world: World, request: SimRequest): SimResponse {
  const form = new URLSearchParams(request.text())
  const refused = refusal(world, form)
  if (refused) return page('Uh oh, there’s a connection problem', html`<p>Error: ${refused}</p>`, 400)
  const back = new URL(form.get('redirect_uri') ?? '')
  back.searchParams.set('state', form.get('state') ?? '')
  const user = world.users.find(({ id }) => id === form.get('user'))
  const realm = form.get('realm') ?? ''
  if (form.get('decision') !== 'allow' || !user?.realms.includes(realm)) {
    back.searchParams.set('error', 'access_denied')
    return redirect(back.href)
  }
  const code = randomToken()
  world.books.codes.put({
    id: code,
    user: user.id,
    realm,
    redirectUri: form.get('redirect_uri') ?? '',
    scope: form.get('scope') ?? '',
    born: world.clock.now(),
  })
  back.searchParams.set('code', code)
  back.searchParams.set('realmId', realm)
  return redirect(back.href)
}

function token(world: World, tokens: Tokens, request: SimRequest): SimResponse | Promise<SimResponse> {
  const form = new URLSearchParams(request.text())
  if (!knownClient(world, request)) return oauthError('invalid_client', undefined, 401)
  const kind = form.get('grant_type')
  if (kind !== 'authorization_code' && kind !== 'refresh_token') return oauthError('unsupported_grant_type')
  const asksHardEnd = request.header('x-include-refresh-token-hard-expires-in') === 'true'
  // A rotation can be lost on the way back like any write.
  return request.write({
    latencyMs: world.parameters.current.latency.readMs,
    commit: () =>
      kind === 'refresh_token'
        ? tokens.refresh(form.get('refresh_token') ?? '')
        : redeem(world, tokens, form),
    format: pair =>
      pair
        ? {
            status: 200,
            headers: { 'cache-control': 'no-cache, no-store' },
            body: asksHardEnd ? { ...answered(pair), ...hardEnd(world) } : answered(pair),
          }
        : oauthError('invalid_grant', 'Incorrect or invalid token or code'),
  })
}

function answered(pair: Pair): object {
  const { token_type, access_token, refresh_token, expires_in, x_refresh_token_expires_in } = pair
  return { token_type, access_token, refresh_token, expires_in, x_refresh_token_expires_in }
}

function hardEnd({ parameters }: World) {
  return { x_refresh_token_hard_expires_in: Math.round(parameters.current.refreshHardLifeMs / 1000) }
}

/** A code works once, for the address it was asked for. Used again, it ends what it had given. */
function redeem(
  { books, clock, parameters }: World,
  tokens: Tokens,
  form: URLSearchParams,
): Pair | undefined {
  const code = books.codes.get(form.get('code') ?? '')
  if (!code) return undefined
  if (code.grant !== undefined) {
    tokens.end(code.grant)
    return undefined
  }
  if (clock.now() - code.born >= clock.span(parameters.current.codeLifeMs)) return undefined
  if (code.redirectUri !== form.get('redirect_uri')) return undefined
  const { user, realm, scope } = code
  const pair = tokens.issue({ user, realm, scope })
  books.codes.put({ ...code, grant: pair.grant })
  return pair
}

/** The token comes as JSON or as a form. */
function revoke(world: World, tokens: Tokens, request: SimRequest): SimResponse {
  if (!knownClient(world, request)) return oauthError('invalid_client', undefined, 401)
  const text = request.text()
  const json = request.header('content-type')?.startsWith('application/json') === true
  const token = json
    ? (request.json<{ token?: string }>().token ?? '')
    : new URLSearchParams(text).get('token')
  return tokens.revoke(token ?? '') ? { status: 200 } : oauthError('invalid_request')
}

/** Credentials come in the Basic header, nowhere else. */
function knownClient(world: World, request: SimRequest): boolean {
  const client = clientOf(request, new URLSearchParams())
  return client.id === world.clientId && client.secret === world.clientSecret
}
