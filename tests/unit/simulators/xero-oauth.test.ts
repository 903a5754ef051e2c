import { createHash, randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { SCOPES, startXero, type Xero } from '../../simulators/xero/index.ts'
import { DEMO_AU, DEMO_US, DEMO_USER } from '../../simulators/xero/seed.ts'

const REDIRECT = 'http://localhost:4999/oauth/xero/callback'
let xero: Xero

beforeAll(async () => {
  xero = await startXero({ redirectUris: [REDIRECT, 'http://127.0.0.1:4999/oauth/xero/callback'] })
})
afterAll(() => xero.close())

const verifier = randomBytes(32).toString('base64url')

function request(change: Record<string, string> = {}) {
  return new URLSearchParams({
    client_id: xero.clientId,
    redirect_uri: REDIRECT,
    response_type: 'code',
    scope: SCOPES,
    state: 'our-state',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    ...change,
  })
}

async function consent(organisations = [DEMO_AU], decision = 'allow') {
  const form = request()
  form.set('decision', decision)
  form.set('user', DEMO_USER.id)
  for (const id of organisations) form.append('organisation', id)
  const response = await fetch(xero.authorizeUrl, { method: 'POST', body: form, redirect: 'manual' })
  return new URL(response.headers.get('location') ?? '')
}

type Pair = { access_token: string; refresh_token: string; error?: string }

async function token(fields: Record<string, string>, secret = xero.clientSecret) {
  const response = await fetch(xero.tokenUrl, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${xero.clientId}:${secret}`).toString('base64')}` },
    body: new URLSearchParams(fields),
  })
  const body: Pair = await response.json()
  return { status: response.status, ...body }
}

const redeem = (code: string | null, more: Record<string, string> = {}) =>
  token({
    grant_type: 'authorization_code',
    code: code ?? '',
    redirect_uri: REDIRECT,
    code_verifier: verifier,
    ...more,
  })
const refresh = (text: string) => token({ grant_type: 'refresh_token', refresh_token: text })

test('the consent page names the organisations and refuses frames', async () => {
  const page = await fetch(`${xero.authorizeUrl}?${request()}`)
  expect(page.headers.get('x-frame-options')).toBe('DENY')
  expect(await page.text()).toContain('Northwind Managed IT (AU)')
})

test.each([
  ['another client', { client_id: 'x' }],
  ['an address that is not registered', { redirect_uri: `${REDIRECT}/x` }],
  ['http on an address that is not localhost', { redirect_uri: 'http://127.0.0.1:4999/oauth/xero/callback' }],
  ['no challenge', { code_challenge: '' }],
  ['a plain challenge', { code_challenge_method: 'plain' }],
  ['a broad scope', { scope: 'accounting.transactions' }],
  ['an implicit answer', { response_type: 'token' }],
])('the consent page refuses %s', async (_name, change) => {
  const page = await fetch(`${xero.authorizeUrl}?${request(change)}`, { redirect: 'manual' })
  expect(page.status).toBe(400)
})

test('a code works once, with its verifier, from this client, within five minutes', async () => {
  const location = await consent()
  expect(location.searchParams.get('state')).toBe('our-state')
  const code = location.searchParams.get('code')
  const pair = await redeem(code)
  const [, claims = ''] = pair.access_token.split('.')
  expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({
    xero_userid: DEMO_USER.id,
    authentication_event_id: expect.any(String),
  })
  expect(await redeem(code)).toMatchObject({ status: 400, error: 'invalid_grant' })
  const wrong = (await consent()).searchParams.get('code')
  expect(await redeem(wrong, { code_verifier: 'x'.repeat(43) })).toMatchObject({ error: 'invalid_grant' })
  const stranger = await token({ grant_type: 'refresh_token', refresh_token: pair.refresh_token }, 'wrong')
  expect(stranger).toMatchObject({ status: 401, error: 'invalid_client' })
  const late = (await consent()).searchParams.get('code')
  await xero.control.advance(5 * 60_000)
  expect(await redeem(late)).toMatchObject({ error: 'invalid_grant' })
})

test('cancelling comes back as access_denied', async () => {
  expect((await consent([], 'cancel')).searchParams.get('error')).toBe('access_denied')
})

test('connections are filtered by the consent they came from', async () => {
  await redeem((await consent([DEMO_US])).searchParams.get('code'))
  const pair = await redeem((await consent([DEMO_AU])).searchParams.get('code'))
  const [, claims = ''] = pair.access_token.split('.')
  const { authentication_event_id } = JSON.parse(Buffer.from(claims, 'base64url').toString())
  const headers = { authorization: `Bearer ${pair.access_token}` }
  const read = async (query: string) => (await fetch(`${xero.url}/connections${query}`, { headers })).json()
  expect(await read('')).toHaveLength(2)
  expect(await read(`?authEventId=${authentication_event_id}`)).toMatchObject([{ tenantId: DEMO_AU }])
})

test('refresh tokens rotate; the one before works for 30 minutes more', async () => {
  const first = await redeem((await consent()).searchParams.get('code'))
  await xero.control.fault({ effect: 'drop-after-commit', match: { path: '/connect/token' } })
  await expect(refresh(first.refresh_token)).rejects.toThrow()
  const second = await refresh(first.refresh_token)
  expect(second.refresh_token).not.toBe(first.refresh_token)
  await xero.control.advance(29 * 60_000)
  expect((await refresh(first.refresh_token)).status).toBe(200)
  await xero.control.advance(2 * 60_000)
  expect(await refresh(first.refresh_token)).toMatchObject({ status: 400, error: 'invalid_grant' })
  expect((await refresh(second.refresh_token)).status).toBe(200)
})

test('revocation ends all connections of the user, and no token is on record', async () => {
  const pair = await redeem((await consent()).searchParams.get('code'))
  const client = { client_id: xero.clientId, client_secret: xero.clientSecret }
  const form = new URLSearchParams({ ...client, token: pair.refresh_token })
  expect((await fetch(xero.revocationUrl, { method: 'POST', body: form })).status).toBe(200)
  const headers = { authorization: `Bearer ${pair.access_token}` }
  expect((await fetch(`${xero.url}/connections`, { headers })).status).toBe(401)
  expect(await refresh(pair.refresh_token)).toMatchObject({ error: 'invalid_grant' })
  expect(JSON.stringify(await xero.control.calls())).not.toContain(pair.refresh_token)
})
