import { afterEach, beforeEach, expect, test } from 'vitest'
import { startQuickBooks } from '../../simulators/quickbooks/index.ts'
import { REALM_GB, REALM_US } from '../../simulators/quickbooks/seed.ts'

const redirectUri = 'http://localhost:4000/oauth/quickbooks/callback'
const DAY = 24 * 3_600_000
let sim: Awaited<ReturnType<typeof startQuickBooks>>

beforeEach(async () => {
  sim = await startQuickBooks({ redirectUris: [redirectUri] })
})
afterEach(() => sim.close())

const asked = (more: object = {}) =>
  new URLSearchParams({
    client_id: sim.clientId,
    redirect_uri: redirectUri,
    response_type: 'code',
    scope: 'com.intuit.quickbooks.accounting',
    state: 'st-1',
    ...more,
  })

async function consent(more: Record<string, string> = {}) {
  const { users } = { users: '2a8f6c1b-7a52-4a0e-8a2f-4d7b5b0e9c20' }
  const body = asked({ decision: 'allow', user: users, realm: REALM_US, ...more })
  const response = await fetch(sim.authorizeUrl, { method: 'POST', body, redirect: 'manual' })
  return new URL(response.headers.get('location') ?? '').searchParams
}

async function form(url: string, fields: Record<string, string>, headers: Record<string, string> = {}) {
  const basic = Buffer.from(`${sim.clientId}:${sim.clientSecret}`).toString('base64')
  const response = await fetch(url, {
    method: 'POST',
    headers: { authorization: `Basic ${basic}`, ...headers },
    body: new URLSearchParams(fields),
  })
  const text = await response.text()
  const body: Record<string, string> = text === '' ? {} : JSON.parse(text)
  return { status: response.status, body }
}

const redeem = (code: string | null, headers: Record<string, string> = {}) =>
  form(
    sim.tokenUrl,
    { grant_type: 'authorization_code', code: code ?? '', redirect_uri: redirectUri },
    headers,
  )
const refresh = (refresh_token: string | undefined) =>
  form(sim.tokenUrl, { grant_type: 'refresh_token', refresh_token: refresh_token ?? '' })

async function info(token: string | undefined, realm = REALM_US) {
  const response = await fetch(`${sim.url}/v3/company/${realm}/companyinfo/${realm}`, {
    headers: { authorization: `Bearer ${token}`, accept: 'application/json' },
  })
  return { status: response.status, headers: response.headers, text: await response.text() }
}

test('a person chooses one company, and its id comes back with the code', async () => {
  const page = await (await fetch(`${sim.authorizeUrl}?${asked()}`)).text()
  expect(page).toContain('Northwind Managed IT (US)')
  const back = await consent()
  expect([back.get('state'), back.get('realmId')]).toEqual(['st-1', REALM_US])
  const { body } = await redeem(back.get('code'))
  expect(body).toMatchObject({ token_type: 'bearer', expires_in: 3600, x_refresh_token_expires_in: 8726400 })
  expect(body).not.toHaveProperty('x_refresh_token_hard_expires_in')
  expect((await info(body.access_token)).text).toContain('"Country":"US"')
  const other = await info(body.access_token, REALM_GB)
  expect([other.status, other.text]).toEqual([403, expect.stringContaining('003100')])
})

test('a refusal, a foreign address and an unknown scope', async () => {
  expect((await consent({ decision: 'cancel' })).get('error')).toBe('access_denied')
  expect((await consent({ realm: '42' })).get('error')).toBe('access_denied')
  for (const wrong of [
    { redirect_uri: 'https://x.example' },
    { scope: 'all' },
    { client_id: 'x' },
    { state: '' },
  ])
    expect((await fetch(`${sim.authorizeUrl}?${asked(wrong)}`)).status).toBe(400)
})

test('the hard end of a refresh token is told to those who ask', async () => {
  const code = (await consent()).get('code')
  const { body } = await redeem(code, { 'x-include-refresh-token-hard-expires-in': 'true' })
  expect(body.x_refresh_token_hard_expires_in).toBe(5 * 365 * 86400)
})

test('a code that is used twice ends what it had given', async () => {
  const code = (await consent()).get('code')
  const { body } = await redeem(code)
  expect((await redeem(code)).body.error).toBe('invalid_grant')
  expect((await info(body.access_token)).status).toBe(401)
})

test('credentials come in the Basic header alone', async () => {
  const fields = { grant_type: 'refresh_token', client_id: sim.clientId, client_secret: sim.clientSecret }
  const response = await fetch(sim.tokenUrl, { method: 'POST', body: new URLSearchParams(fields) })
  expect([response.status, await response.json()]).toEqual([401, { error: 'invalid_client' }])
})

test('an access token lives an hour, and a dead one is named in the gateway’s own shape', async () => {
  const { body } = await redeem((await consent()).get('code'))
  await sim.control.advance(3_600_000)
  const dead = await info(body.access_token)
  expect(dead.status).toBe(401)
  expect(JSON.parse(dead.text).fault.error[0]).toMatchObject({ code: '3200', detail: 'Token expired' })
  expect(dead.headers.get('intuit_tid')).not.toBeNull()
  await sim.control.setParameters({ gatewayLowerCase: false })
  expect(JSON.parse((await info('x')).text).Fault.Error[0].code).toBe('3200')
})

test('a refresh token keeps its value for a day, then changes, and the old one is worth nothing', async () => {
  const { body: first } = await redeem((await consent()).get('code'))
  const { body: same } = await refresh(first.refresh_token)
  expect(same.refresh_token).toBe(first.refresh_token)
  expect(same.access_token).not.toBe(first.access_token)
  await sim.control.advance(DAY)
  const { body: next } = await refresh(first.refresh_token)
  expect(next.refresh_token).not.toBe(first.refresh_token)
  expect((await refresh(first.refresh_token)).body.error).toBe('invalid_grant')
  expect((await info(next.access_token)).status).toBe(200)
})

test('whether the old value works a while longer, or ends the grant, is a parameter', async () => {
  const { body: first } = await redeem((await consent()).get('code'))
  await sim.control.setParameters({ refreshRotatesAfterMs: 0, rotationGraceMs: 60_000 })
  await refresh(first.refresh_token)
  expect((await refresh(first.refresh_token)).status).toBe(200)
  await sim.control.setParameters({ rotationGraceMs: 0, reuseRevokes: true })
  const { body: second } = await redeem((await consent()).get('code'))
  const { body: third } = await refresh(second.refresh_token)
  expect((await refresh(second.refresh_token)).status).toBe(400)
  expect((await info(third.access_token)).status).toBe(401)
})

test('a revoked token ends its grant; it comes as a form or as JSON', async () => {
  const { body } = await redeem((await consent()).get('code'))
  expect((await form(sim.revocationUrl, { token: body.refresh_token ?? '' })).status).toBe(200)
  expect((await info(body.access_token)).status).toBe(401)
  expect((await form(sim.revocationUrl, { token: 'x' })).body.error).toBe('invalid_request')
})
