import { randomUUID } from 'node:crypto'
import { html } from '../../kit/html.ts'
import { type Route, route, type SimRequest, type SimResponse } from '../../kit/message.ts'
import { clientOf, oauthError, randomToken, verifierMatches } from '../../kit/oauth.ts'
import { redirect } from '../../kit/pages.ts'
import type { Grant } from '../claims.ts'
import type { User } from '../entities.ts'
import { page } from '../page.ts'
import type { Tokens } from '../tokens.ts'
import type { World } from '../world.ts'

/** Granular scopes: a new app gets no other ones. */
const GRANULAR = [
  'accounting.invoices',
  'accounting.payments',
  'accounting.banktransactions',
  'accounting.manualjournals',
  'accounting.contacts',
  'accounting.settings',
  'accounting.attachments',
]
const SCOPES = new Set([
  'openid',
  'profile',
  'email',
  'offline_access',
  ...GRANULAR,
  ...GRANULAR.map(name => `${name}.read`),
])

export function oauthRoutes(world: World, tokens: Tokens): Route[] {
  return [
    route('GET', '/identity/connect/authorize', request => authorize(world, request)),
    route('POST', '/identity/connect/authorize', request => decide(world, request)),
    route('POST', '/connect/token', request => token(world, tokens, request), { secret: true }),
    route('POST', '/connect/revocation', request => revoke(world, tokens, request), { secret: true }),
  ]
}

function authorize(world: World, { query }: SimRequest): SimResponse {
  const refused = refusal(world, query)
  if (refused) return page('Sorry, something went wrong', html`<p>Error: ${refused}</p>`, 400)
  const state = [...query].map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)
  const scopes = (query.get('scope') ?? '').split(' ').filter(name => name.includes('.'))
  return page(
    'Allow access to your Xero organisations?',
    html`<p>The app <b>${world.clientId}</b> asks for: ${scopes.join(', ')}.</p>
${world.users.map(user => userForm(world, user, state))}
<form method="post"><input type="hidden" name="decision" value="cancel">${state}<button class="plain">Cancel</button></form>`,
  )
}

function userForm(world: World, user: User, state: ReturnType<typeof html>[]) {
  const choices = user.organisations.map((id, at) => {
    const name = world.books.organisations.get(id)?.name ?? id
    const checked = html`${at === 0 ? html` checked` : ''}`
    return html`<label><input type="checkbox" name="organisation" value="${id}"${checked}> ${name}</label>`
  })
  return html`<form method="post"><fieldset><legend>Signed in as ${user.name}</legend>${choices}</fieldset>
<input type="hidden" name="decision" value="allow"><input type="hidden" name="user" value="${user.id}">${state}
<button>Allow access</button></form>`
}

/** What is wrong with an authorization request. None of it is sent back to an address that may be forged. */
function refusal(world: World, query: URLSearchParams): string | undefined {
  const uri = query.get('redirect_uri') ?? ''
  if (query.get('client_id') !== world.clientId) return 'unauthorized_client: unknown client_id'
  if (!world.redirectUris.includes(uri) || !redirectAllowed(uri)) return 'invalid redirect_uri'
  if (query.get('response_type') !== 'code') return 'unsupported_response_type'
  const unknown = (query.get('scope') ?? '').split(' ').filter(name => !SCOPES.has(name))
  if (unknown.length > 0) return `invalid_scope: ${unknown.join(' ')}`
  if (query.get('code_challenge_method') !== 'S256' || !query.get('code_challenge')) {
    return 'invalid_request: code challenge required (S256)'
  }
  return undefined
}

/** https, or http on the name localhost; not 127.0.0.1. */
function redirectAllowed(uri: string): boolean {
  if (!URL.canParse(uri)) return false
  const { protocol, hostname } = new URL(uri)
  return protocol === 'https:' || (protocol === 'http:' && hostname === 'localhost')
}

function decide(world: World, request: SimRequest): SimResponse {
  const form = new URLSearchParams(request.text())
  const refused = refusal(world, form)
  if (refused) return page('Sorry, something went wrong', html`<p>Error: ${refused}</p>`, 400)
  const back = new URL(form.get('redirect_uri') ?? '')
  const state = form.get('state')
  if (state !== null) back.searchParams.set('state', state)
  const user = world.users.find(({ id }) => id === form.get('user'))
  const chosen = form.getAll('organisation').filter(id => user?.organisations.includes(id))
  if (form.get('decision') !== 'allow' || !user || chosen.length === 0) {
    back.searchParams.set('error', 'access_denied')
    return redirect(back.href)
  }
  const authEvent = connect(world, user.id, chosen)
  const code = randomToken()
  world.books.codes.put({
    id: code,
    user: user.id,
    redirectUri: form.get('redirect_uri') ?? '',
    challenge: form.get('code_challenge') ?? '',
    scope: form.get('scope') ?? '',
    authEvent,
    born: world.clock.now(),
  })
  back.searchParams.set('code', code)
  return redirect(back.href)
}

/** Connects organisations in one authorization event; one that was connected keeps its connection's id. */
export function connect({ books, clock }: World, user: string, organisations: string[]): string {
  const authEvent = randomUUID()
  for (const tenant of organisations) {
    const existing = books.connections.by('user', user).find(connection => connection.tenant === tenant)
    const now = clock.now()
    const fresh = { id: randomUUID(), user, tenant, createdAt: now }
    books.connections.put({ ...(existing ?? fresh), authEvent, updatedAt: now })
  }
  return authEvent
}

function token(world: World, tokens: Tokens, request: SimRequest): SimResponse | Promise<SimResponse> {
  const form = new URLSearchParams(request.text())
  if (!knownClient(world, request, form)) return oauthError('invalid_client', undefined, 401)
  const kind = form.get('grant_type')
  if (kind !== 'authorization_code' && kind !== 'refresh_token') return oauthError('unsupported_grant_type')
  // A rotation can be lost on the way back like any write.
  return request.write({
    latencyMs: world.parameters.current.latency.readMs,
    commit() {
      if (kind === 'refresh_token') return tokens.refresh(form.get('refresh_token') ?? '')
      const grant = redeem(world, form)
      return grant && tokens.issue(grant)
    },
    format: pair =>
      pair
        ? { status: 200, headers: { 'cache-control': 'no-store' }, body: pair }
        : oauthError('invalid_grant'),
  })
}

/** A code works once, within five minutes, for the address it was asked for and the verifier's owner. */
function redeem({ books, clock, parameters }: World, form: URLSearchParams): Grant | undefined {
  const code = books.codes.get(form.get('code') ?? '')
  if (!code) return undefined
  books.codes.delete(code.id)
  if (clock.now() - code.born >= clock.span(parameters.current.codeLifeMs)) return undefined
  if (code.redirectUri !== form.get('redirect_uri')) return undefined
  if (!verifierMatches(form.get('code_verifier') ?? '', code.challenge)) return undefined
  return { user: code.user, scope: code.scope, authEvent: code.authEvent }
}

function revoke(world: World, tokens: Tokens, request: SimRequest): SimResponse {
  const form = new URLSearchParams(request.text())
  if (!knownClient(world, request, form)) return oauthError('invalid_client', undefined, 401)
  tokens.revoke(form.get('token') ?? '')
  return { status: 200 }
}

function knownClient(world: World, request: SimRequest, form: URLSearchParams): boolean {
  const client = clientOf(request, form)
  return client.id === world.clientId && client.secret === world.clientSecret
}
