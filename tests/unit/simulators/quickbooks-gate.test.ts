import { afterEach, beforeEach, expect, test } from 'vitest'
import { REALM_AU, REALM_US } from '../../simulators/quickbooks/seed.ts'
import { codeOf, quickBooksCaller, sale, startQuickBooksCaller } from './quickbooks-client.ts'

let world: Awaited<ReturnType<typeof startQuickBooksCaller>>

beforeEach(async () => {
  world = await startQuickBooksCaller()
})
afterEach(() => world.sim.close())

const create = (number: string, requestid?: string) =>
  world.post(
    `invoice?minorversion=75${requestid === undefined ? '' : `&requestid=${requestid}`}`,
    sale(number),
  )

async function numbers() {
  const { companies } = await world.sim.control.truth()
  return companies
    .find(({ realmId }) => realmId === REALM_AU)
    ?.transactions.Invoice.map(({ number }) => number)
}

test('the same requestid gets the first answer again, and nothing is done twice', async () => {
  const first = await create('R-1', 'req-1')
  const again = await create('R-1', 'req-1')
  expect(again.body.Invoice.Id).toBe(first.body.Invoice.Id)
  expect((await create('R-2', 'req-1')).body.Invoice.Id).toBe(first.body.Invoice.Id)
  expect(await numbers()).toEqual(['R-1'])
  expect(codeOf(await create('R-3', 'r'.repeat(51)))).toBe('2050')
})

test('a changed body under a used requestid is replayed or refused', async () => {
  await world.sim.control.setParameters({ requestIdChangedBody: 'refuse' })
  await create('R-1', 'req-1')
  expect((await create('R-1', 'req-1')).status).toBe(200)
  expect((await create('R-2', 'req-1')).status).toBe(400)
  expect(await numbers()).toEqual(['R-1'])
})

test.each([
  [0, 2],
  [3_600_000, 2],
  [24 * 3_600_000, 1],
])('a requestid that lives %d ms and is used again after an hour makes %d', async (requestIdLifeMs, made) => {
  const never = { requestIdLifeMs, duplicateNumbers: 'never' }
  await world.sim.control.setParameters(never)
  await create('R-1', 'req-1')
  await world.sim.control.advance(3_600_000)
  const later = await quickBooksCaller(world.sim)
  await later.post('invoice?requestid=req-1', sale('R-1'))
  expect(await numbers()).toHaveLength(made)
})

test('whether a refusal is kept under its requestid is a parameter', async () => {
  await create('R-1')
  const closed = await create('R-1', 'req-1')
  expect(codeOf(closed)).toBe('6140')
  await world.sim.control.setParameters({ duplicateNumbers: 'never' })
  expect(codeOf(await create('R-1', 'req-1'))).toBe('6140')
  await world.sim.control.setParameters({ duplicateNumbers: 'always', requestIdKeepsErrors: false })
  expect(codeOf(await create('R-1', 'req-2'))).toBe('6140')
  await world.sim.control.setParameters({ duplicateNumbers: 'never' })
  expect((await create('R-1', 'req-2')).status).toBe(200)
})

test('an answer lost after the commit is there for the same requestid', async () => {
  await world.sim.control.fault({ effect: 'drop-after-commit', match: { path: '/invoice' } })
  await expect(create('R-1', 'req-1')).rejects.toThrow()
  expect((await create('R-1', 'req-1')).status).toBe(200)
  expect(await numbers()).toEqual(['R-1'])
})

test('five hundred a minute for each company, then 429 until the minute is over', async () => {
  await world.sim.control.setParameters({ minuteLimit: 3 })
  for (let at = 0; at < 3; at += 1) expect((await world.call('GET', 'preferences')).status).toBe(200)
  const full = await world.call('GET', 'preferences')
  expect([full.status, full.headers.get('retry-after')]).toEqual([429, null])
  expect(full.text).toContain('message=ThrottleExceeded; errorCode=003001; statusCode=429')
  const other = await quickBooksCaller(world.sim, { realm: REALM_US })
  expect((await other.call('GET', 'preferences')).status).toBe(200)
  await world.sim.control.setParameters({ retryAfterHeader: true })
  expect((await world.call('GET', 'preferences')).headers.get('retry-after')).toMatch(/^(60|59)$/)
  await world.sim.control.advance(60_000)
  expect((await world.call('GET', 'preferences')).status).toBe(200)
})

test('ten a second and ten at once', async () => {
  await world.sim.control.setParameters({ secondLimit: 2 })
  const statuses = await Promise.all(
    [1, 2, 3].map(async () => (await world.call('GET', 'preferences')).status),
  )
  expect(statuses.toSorted()).toEqual([200, 200, 429])
  const latency = { readMs: 300, writeBaseMs: 0, writePerDocumentMs: 0 }
  await world.sim.control.setParameters({ secondLimit: 10_000, concurrentLimit: 1, latency })
  const both = await Promise.all([1, 2].map(async () => (await world.call('GET', 'preferences')).status))
  expect(both.toSorted()).toEqual([200, 429])
})

test('forty batches a minute; whether their operations count as requests is a parameter', async () => {
  const batch = (count: number) => ({
    BatchItemRequest: Array.from({ length: count }, (_, at) => ({
      bId: `q${at}`,
      Query: 'select * from Term',
    })),
  })
  await world.sim.control.setParameters({ batchMinuteLimit: 1 })
  expect((await world.post('batch', batch(1))).status).toBe(200)
  expect((await world.post('batch', batch(1))).status).toBe(429)
  expect((await world.call('GET', 'preferences')).status).toBe(200)
  await world.sim.control.setParameters({ batchMinuteLimit: 40, minuteLimit: 8, batchItemsCount: true })
  expect((await world.post('batch', batch(10))).status).toBe(429)
  expect((await world.post('batch', batch(5))).status).toBe(200)
})

test('reads are metered by month, writes are free', async () => {
  const reads = async () => (await world.sim.control.truth()).companies[0]?.reads
  await create('R-1')
  expect(await reads()).toBe(0)
  await world.call('GET', 'preferences')
  await world.query('select * from Term')
  expect(await reads()).toBe(2)
  await world.sim.control.setParameters({ monthlyReads: 2 })
  expect((await world.call('GET', 'preferences')).status).toBe(403)
  expect((await create('R-2')).status).toBe(200)
})

test('what the simulator does not know is a 501', async () => {
  expect((await world.call('GET', 'preferences?verbose=1')).status).toBe(501)
  expect((await world.call('GET', 'preferences', undefined, { accept: '*/*' })).status).toBe(501)
  expect((await world.post('estimate', {})).status).toBe(501)
  expect((await world.post('invoice', sale('R-1', { Totl: 1 }))).status).toBe(501)
  expect(await world.sim.control.unknown()).toHaveLength(4)
})
