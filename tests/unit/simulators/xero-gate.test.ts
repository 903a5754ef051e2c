import { afterEach, beforeEach, expect, test } from 'vitest'
import { DEMO_AU, DEMO_US } from '../../simulators/xero/seed.ts'
import { invoice, startWithCaller, xeroCaller } from './xero-client.ts'

let sim: Awaited<ReturnType<typeof startWithCaller>>

beforeEach(async () => {
  sim = await startWithCaller()
})
afterEach(() => sim.xero.close())

const put = (number: string, key?: string, more: object = {}) =>
  sim.call(
    'PUT',
    'Invoices?summarizeErrors=false',
    { Invoices: [invoice(number, more)] },
    key === undefined ? {} : { 'idempotency-key': key },
  )

async function numbers() {
  const { organisations } = await sim.xero.control.truth()
  return organisations[0]?.invoices.map(({ number }) => number) ?? []
}

test('a repeated call under its key gets the first answer and changes nothing', async () => {
  const first = await put('I-1', 'key-1')
  const again = await put('I-1', 'key-1')
  expect(again.body.Invoices?.[0]?.InvoiceID).toBe(first.body.Invoices?.[0]?.InvoiceID)
  expect(await numbers()).toEqual(['I-1'])
  const [one, two] = await sim.xero.control.calls({ path: 'Invoices' })
  expect([one?.committed, two?.committed]).toEqual([true, false])
})

test('another request under a used key is refused, and so is a key of 129 characters', async () => {
  await put('I-1', 'key-1')
  const other = await put('I-2', 'key-1')
  expect([other.status, other.body.Detail]).toEqual([
    400,
    expect.stringContaining('used with a different request'),
  ])
  const query = await sim.call(
    'PUT',
    'Invoices',
    { Invoices: [invoice('I-1')] },
    { 'idempotency-key': 'key-1' },
  )
  expect(query.status).toBe(400)
  expect((await put('I-3', 'k'.repeat(129))).status).toBe(400)
  expect((await put('I-3', 'k'.repeat(128))).status).toBe(200)
})

test('a key belongs to the app, not to the organisation', async () => {
  await put('I-1', 'key-1')
  const body = { Invoices: [invoice('I-1')] }
  const headers = { 'idempotency-key': 'key-1', 'xero-tenant-id': DEMO_US }
  const elsewhere = await sim.call('PUT', 'Invoices?summarizeErrors=false', body, headers)
  expect(elsewhere.status).toBe(200)
  const { organisations } = await sim.xero.control.truth()
  expect(organisations.map(({ invoices }) => invoices.length)).toEqual([1, 0, 0])
})

test('six minutes after the first call the key is new again', async () => {
  await sim.xero.control.setParameters({ refuseDuplicateNumbers: false })
  await put('I-1', 'key-1')
  await sim.xero.control.advance(5.9 * 60_000)
  await put('I-1', 'key-1')
  expect(await numbers()).toHaveLength(1)
  await sim.xero.control.advance(0.2 * 60_000)
  await put('I-1', 'key-1')
  expect(await numbers()).toHaveLength(2)
})

test('a concurrent repeat waits for the first answer', async () => {
  await sim.xero.control.setParameters({ latency: { readMs: 0, writeBaseMs: 60, writePerDocumentMs: 0 } })
  const answers = await Promise.all([put('I-1', 'key-1'), put('I-1', 'key-1'), put('I-1', 'key-1')])
  expect(new Set(answers.map(({ body }) => body.Invoices?.[0]?.InvoiceID)).size).toBe(1)
  expect(await numbers()).toEqual(['I-1'])
})

test('an internal error is kept and replayed; a new key is the only way on', async () => {
  await sim.xero.control.fault({ effect: '500-before', match: { method: 'PUT' } })
  expect((await put('I-1', 'key-1')).status).toBe(500)
  expect((await put('I-1', 'key-1')).status).toBe(500)
  expect(await numbers()).toEqual([])
  expect((await put('I-1', 'key-2')).status).toBe(200)
})

test('the limit comes before the key: a 429 is not kept and a replay costs a call', async () => {
  await sim.xero.control.setParameters({ minuteLimit: 2 })
  await put('I-1', 'key-1')
  const replay = await put('I-1', 'key-1')
  expect(replay.headers.get('x-minlimit-remaining')).toBe('0')
  const full = await put('I-2', 'key-2')
  expect([full.status, full.headers.get('x-rate-limit-problem')]).toEqual([429, 'minute'])
  expect(full.headers.get('retry-after')).toMatch(/^(59|60)$/)
  await sim.xero.control.advance(60_000)
  expect((await put('I-2', 'key-2')).status).toBe(200)
  expect(await numbers()).toEqual(['I-1', 'I-2'])
})

test('windows start with each organisation’s first call and the day has its own', async () => {
  await sim.xero.control.setParameters({ dayLimit: 3 })
  await put('I-1')
  await sim.xero.control.advance(50_000)
  const other = await sim.call('GET', 'Organisation', undefined, { 'xero-tenant-id': DEMO_US })
  expect(other.headers.get('x-minlimit-remaining')).toBe('59')
  await sim.xero.control.advance(20_000)
  const next = await sim.call('GET', 'Organisation')
  expect(['x-minlimit-remaining', 'x-daylimit-remaining'].map(name => next.headers.get(name))).toEqual([
    '59',
    '1',
  ])
  await sim.call('GET', 'Organisation')
  const day = await sim.call('GET', 'Organisation')
  expect([day.status, day.headers.get('x-rate-limit-problem')]).toEqual([429, 'day'])
  expect(Number(day.headers.get('retry-after'))).toBeGreaterThan(80_000)
})

test('a sixth call in flight is turned away', async () => {
  await sim.xero.control.setParameters({ latency: { readMs: 80, writeBaseMs: 0, writePerDocumentMs: 0 } })
  const answers = await Promise.all(Array.from({ length: 6 }, () => sim.call('GET', 'Organisation')))
  const turned = answers.filter(({ status }) => status === 429)
  expect(turned.map(({ headers }) => headers.get('x-rate-limit-problem'))).toEqual(['concurrent'])
})

test('a missing scope, a foreign organisation and a dead token are told apart', async () => {
  const reader = await xeroCaller(sim.xero, { scope: 'offline_access accounting.invoices.read' })
  expect((await reader.call('GET', 'Invoices')).status).toBe(200)
  const write = await reader.call('PUT', 'Invoices', { Invoices: [invoice('I-1')] })
  expect([write.status, write.body.Detail]).toEqual([401, 'AuthorizationUnsuccessful'])
  expect(write.headers.get('www-authenticate')).toBe('insufficient_scope')
  const stranger = { 'xero-tenant-id': '00000000-0000-4000-8000-000000000000' }
  const foreign = await sim.call('GET', 'Invoices', undefined, stranger)
  expect([foreign.status, foreign.body.Detail]).toEqual([403, 'AuthenticationUnsuccessful'])
  await sim.xero.control.advance(31 * 60_000)
  const dead = await sim.call('GET', 'Invoices')
  expect([dead.status, dead.body.Detail]).toEqual([
    401,
    expect.stringMatching(/^TokenExpired: token expired at /),
  ])
})

test('scale divides windows: at 20 a minute lasts three seconds, and Retry-After stays the vendor’s', async () => {
  const fast = await startWithCaller({ scale: 20, parameters: { minuteLimit: 1 } })
  await fast.call('GET', 'Organisation')
  const full = await fast.call('GET', 'Organisation')
  expect(Number(full.headers.get('retry-after'))).toBeGreaterThan(50)
  await fast.xero.control.advance(60_000)
  expect((await fast.call('GET', 'Organisation')).status).toBe(200)
  await fast.xero.close()
})

test('a removed connection shuts the organisation out', async () => {
  const headers = { authorization: `Bearer ${sim.grant.access_token}` }
  const event = `${sim.xero.url}/connections?authEventId=${sim.grant.authEventId}`
  const list: { id: string; tenantId: string }[] = await (await fetch(event, { headers })).json()
  expect(list).toHaveLength(3)
  const id = list.find(({ tenantId }) => tenantId === DEMO_AU)?.id
  const removed = await fetch(`${sim.xero.url}/connections/${id}`, { method: 'DELETE', headers })
  expect(removed.status).toBe(204)
  expect((await sim.call('GET', 'Invoices')).status).toBe(403)
})
