import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Effect, FaultScript } from '../../simulators/kit/faults.ts'
import { invoice, startWithCaller } from './xero-client.ts'

let sim: Awaited<ReturnType<typeof startWithCaller>>
let clean: string

beforeAll(async () => {
  sim = await startWithCaller({ scale: 20, parameters: { minuteLimit: 10_000 } })
  clean = await sim.xero.control.snapshot()
})
beforeEach(() => sim.xero.control.restore(clean))
afterAll(() => sim.xero.close())

/** What the caller gets, and what stands in the books afterwards. */
async function meet(script: Omit<FaultScript, 'match'>, count = 4) {
  await sim.xero.control.clearCalls()
  await sim.xero.control.fault({ ...script, match: { method: 'PUT', path: '/Invoices$' } })
  const batch = Array.from({ length: count }, (_, at) => invoice(`F-${at}`))
  const key = { 'idempotency-key': `${script.effect}-${Math.floor(performance.now() * 1000)}` }
  const send = () => sim.call('PUT', 'Invoices?summarizeErrors=false', { Invoices: batch }, key)
  const got = await send().then(
    ({ status, body }) => (body.Invoices || status !== 200 ? status : 'no json'),
    () => 'no answer',
  )
  const [call] = await sim.xero.control.calls({ path: '/Invoices$' })
  return { got, saved: await saved(), fault: call?.fault, committed: call?.committed, again: send }
}

async function saved() {
  return (await sim.xero.control.truth()).organisations[0]?.invoices.length
}

const cases: [Effect, got: number | string, committed: boolean, saved: number][] = [
  ['refuse', 'no answer', false, 0],
  ['drop-before', 'no answer', false, 0],
  ['limit', 429, false, 0],
  ['500-before', 500, false, 0],
  ['revoke', 401, false, 0],
  ['slow', 200, true, 4],
  ['drop-after-commit', 'no answer', true, 4],
  ['500-after-commit', 500, true, 4],
  ['partial-batch', 'no answer', true, 2],
]

test.each(cases)(
  '%s: the caller gets %s, committed %s, %i documents',
  async (effect, got, committed, count) => {
    const met = await meet({ effect, delayMs: 100 })
    expect(met).toMatchObject({ got, saved: count, fault: effect, committed })
    await sim.xero.control.restore(clean)
  },
)

test('bad-json: committed, and the answer ends in the middle', async () => {
  await sim.xero.control.fault({ effect: 'bad-json', match: { method: 'PUT' } })
  const body = { Invoices: [invoice('F-0')] }
  await expect(sim.call('PUT', 'Invoices?summarizeErrors=false', body)).rejects.toThrow('JSON')
  expect(await saved()).toBe(1)
})

test('commit-late: nothing stands when the caller gives up, all of it later', async () => {
  const { control } = sim.xero
  await control.clearCalls()
  await control.fault({ effect: 'commit-late', delayMs: 3_600_000, match: { method: 'PUT' } })
  const giveUp = new AbortController()
  const gaveUp = fetch(`${sim.xero.url}/api.xro/2.0/Invoices?summarizeErrors=false`, {
    method: 'PUT',
    headers: {
      authorization: `Bearer ${sim.grant.access_token}`,
      'xero-tenant-id': '6f1d9a1e-0c3b-4a57-9a63-0d5f0a6c1a01',
    },
    body: JSON.stringify({ Invoices: [invoice('F-0')] }),
    signal: giveUp.signal,
  })
  const arrived = async () => (await control.calls({ path: '/Invoices$' }))[0]?.documents
  await expect.poll(arrived, { timeout: 15_000 }).toBe(1)
  giveUp.abort()
  await expect(gaveUp).rejects.toThrow()
  expect(await saved()).toBe(0)
  // However long the script says: a server run ends after serverMaxMs.
  await control.advance(150_000)
  await expect.poll(saved, { timeout: 15_000 }).toBe(1)
})

test('a lost answer is found again under its key, a burnt key is not', async () => {
  const lost = await meet({ effect: 'drop-after-commit' })
  expect((await lost.again()).status).toBe(200)
  expect(await saved()).toBe(4)
  await sim.xero.control.restore(clean)
  const burnt = await meet({ effect: '500-after-commit' })
  expect((await burnt.again()).status).toBe(500)
  expect(await saved()).toBe(4)
})

test('a script fires as often as it says and only where it matches', async () => {
  await sim.xero.control.fault({ effect: '500-before', times: 2, match: { bodyIncludes: '"G-1"' } })
  const send = (number: string) =>
    sim.call('PUT', 'Invoices?summarizeErrors=false', { Invoices: [invoice(number)] })
  const statuses = []
  for (const number of ['G-0', 'G-1', 'G-1', 'G-1']) statuses.push((await send(number)).status)
  expect(statuses).toEqual([200, 500, 500, 200])
  await expect(sim.xero.control.call('POST', 'faults', { effect: 'explode' })).rejects.toThrow(
    'allowed values',
  )
})

test('random faults repeat with their seed and keep near their share', async () => {
  const round = async () => {
    await sim.xero.control.restore(clean)
    await sim.xero.control.clearCalls()
    await sim.xero.control.randomFaults({ seed: 11, share: 0.3, effects: { limit: 1, '500-before': 1 } })
    for (let at = 0; at < 60; at += 1) await sim.call('GET', 'Organisation')
    await sim.xero.control.clearFaults()
    return (await sim.xero.control.calls({ path: 'Organisation' })).map(({ fault }) => fault ?? '-')
  }
  const [first, second] = [await round(), await round()]
  expect(second).toEqual(first)
  const faulted = first.filter(fault => fault !== '-').length
  expect(faulted).toBeGreaterThan(8)
  expect(faulted).toBeLessThan(30)
})
