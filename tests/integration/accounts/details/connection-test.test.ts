import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { listCompanies } from '../../../../lib/accounts/companies.ts'
import { type TestEvent, testConnection } from '../../../../lib/accounts/details/connection-test.ts'
import { detailsView } from '../../../../lib/accounts/details/details.ts'
import { type DetailsInput, zDetails } from '../../../../lib/accounts/details/wanted.ts'
import { inAccount } from '../../../../lib/accounts/transaction.ts'
import { accountZone } from '../../../../lib/accounts/zone.ts'
import { saveSettings } from '../../../../lib/settings/settings.ts'
import { DEMO, LEGACY } from '../../../simulators/connectwise/index.ts'
import { type Admin, adminOf, demoInput, type World } from '../../../support/accounts-world.ts'
import { allowSecondKeys, detailsInput, detailsWorld, secondKeys } from '../../../support/details-world.ts'

let world: World
let admin: Admin
let fresh: string

beforeAll(async () => {
  world = await detailsWorld()
  fresh = await world.connectwise.control.snapshot()
  admin = await adminOf(demoInput({ live: false }))
})
afterAll(() => world.close())
beforeEach(async () => {
  await world.connectwise.control.restore(fresh)
  await world.connectwise.control.clearFaults()
  await world.connectwise.control.setParameters({ clockAheadMs: 0 })
})

type Line = Extract<TestEvent, { kind: 'line' }>

async function run(changes: Partial<DetailsInput> = {}, stop = new AbortController()) {
  const startedMs = performance.now()
  const events: TestEvent[] = []
  const values = zDetails.parse(detailsInput(changes))
  for await (const event of testConnection(admin.accountId, values, stop.signal)) events.push(event)
  const lines = events.filter((event): event is Line => event.kind === 'line')
  const end = events.at(-1)
  return {
    events,
    lines,
    outcome: end?.kind === 'end' ? end.outcome : 'none',
    ms: performance.now() - startedMs,
  }
}

const steps = (lines: Line[]) => [...new Set(lines.map(line => line.id))]

describe('Test ConnectWise Connectivity', () => {
  test('Test ConnectWise Connectivity: six steps in order, each with its time, and a line for each right', async () => {
    const { lines, outcome, ms } = await run()
    expect(outcome).toBe('ok')
    expect(steps(lines)).toEqual(['reach', 'company', 'keys', 'rights', 'clock', 'setup'])
    expect(lines.filter(line => line.id === 'rights').length).toBeGreaterThan(5)
    expect(lines.every(line => line.state === 'ok' && line.ms >= 0 && line.fix === '')).toBe(true)
    expect(lines[1]?.text).toContain('v2025.1.104482')
    expect(lines.at(-2)?.text).toContain('AUS Eastern Standard Time')
    expect(lines.at(-1)?.text).toContain('Non-Product ID')
    expect(ms).toBeLessThan(10_000)
    process.stdout.write(`connection test: ${Math.round(ms)} ms for ${lines.length} lines\n`)
  })

  test('works on values that are not saved, and saves none', async () => {
    await allowSecondKeys(world)
    const before = await inAccount(admin.accountId, detailsView)
    const { outcome, events } = await run({ publicKey: secondKeys.public, privateKey: secondKeys.private })
    expect(outcome).toBe('ok')
    expect(JSON.stringify(events)).not.toContain(secondKeys.private)
    expect(await inAccount(admin.accountId, detailsView)).toMatchObject({
      revision: before.revision,
      publicKey: before.publicKey,
    })
  })

  test('wrong keys end it at the third step with the fix; a wrong company at the second', async () => {
    const keys = await run({ privateKey: 'notTheKeyAtAll00' })
    expect(steps(keys.lines)).toEqual(['reach', 'company', 'keys'])
    expect(keys.lines.at(-1)).toMatchObject({ state: 'bad', fix: expect.stringContaining('API Members') })
    const company = await run({ loginCompany: 'nobody', privateKey: 'x'.repeat(12) })
    expect(steps(company.lines)).toEqual(['reach', 'company'])
    expect([keys.outcome, company.outcome]).toEqual(['bad', 'bad'])
  })

  test('a stored key is not sent to another company: it is asked for', async () => {
    const { lines } = await run({ loginCompany: 'northwind_msp' })
    expect(lines.at(-1)).toMatchObject({ id: 'keys', state: 'bad', text: /private key/ })
  })

  test('each missing right is a line of its own with its fix, and does not end the test', async () => {
    const take = (right: string, allowed: string) =>
      world.connectwise.control.call('POST', 'roles', { tenant: DEMO.company, right, allowed })
    await take('Finance/Accounting Interface', 'I')
    await take('System/Member Maintenance', '')
    const { lines, outcome } = await run()
    const missing = lines.filter(line => line.state === 'bad')
    expect(missing.map(({ line }) => line)).toEqual([
      'Finance › Accounting Interface: Add',
      'Finance › Accounting Interface: Delete',
      'System › Member Maintenance: Inquire',
    ])
    expect(missing[0]?.fix).toContain('set Finance › Accounting Interface, Add to All')
    expect([outcome, steps(lines).at(-1)]).toEqual(['bad', 'setup'])
  })

  test('a clock that is wrong, an accounting set-up that is another', async () => {
    await world.connectwise.control.setParameters({ clockAheadMs: 900_000 })
    const captions = [
      { name: 'Account', type: 'Account' },
      { name: 'Class', type: 'Class' },
    ]
    const accounting = {
      package: { id: 2, identifier: 'QB99', name: 'QuickBooks' },
      captions,
      includeCogs: true,
    }
    const setup = { accounting: { ...accounting, includeExpenses: true, expensesAsBills: true } }
    await world.connectwise.control.call('POST', 'tenants', { tenant: DEMO.company, setup })
    const { lines, outcome } = await run()
    const [clock, package_] = lines.slice(-2)
    expect(clock).toMatchObject({ state: 'warn', text: expect.stringContaining('15 min ahead') })
    expect(package_).toMatchObject({ state: 'warn', fix: expect.stringContaining('choose Other') })
    expect(outcome).toBe('warn')
  })

  test('a time zone that nobody knows is a warning, and the one that is picked stands for it', async () => {
    const named = (timeZone: string) =>
      world.connectwise.control.call('POST', 'tenants', { tenant: DEMO.company, setup: { timeZone } })
    await named('Mars Standard Time')
    const unknown = await run()
    expect(unknown.lines.find(({ id }) => id === 'clock')).toMatchObject({
      state: 'warn',
      text: expect.stringContaining('“Mars Standard Time” is not known here'),
      fix: expect.stringContaining('Pick the time zone'),
    })
    await named('Line Islands Standard Time')
    const known = await run()
    expect(known.lines.find(({ id }) => id === 'clock')).toMatchObject({ state: 'ok' })

    const { accountId, userId } = admin
    const zone = () => inAccount(accountId, accountZone)
    const says = (name: string) =>
      world.database.owner.execute(
        sql`update psas set server_time_zone = ${name} where account_id = ${accountId}`,
      )
    await says('Mars Standard Time')
    expect(await zone()).toBe('UTC')
    await inAccount(accountId, async tx => {
      const [company] = await listCompanies(tx)
      const scope = { scope: 'company', scopeId: company?.id ?? '', version: 0 } as const
      const actor = { id: userId, name: 'Jane Ng' }
      const saved = await saveSettings(tx, { ...scope, actor, values: { 'time-zone': 'Pacific/Chatham' } })
      expect(saved.kind).toBe('saved')
    })
    expect(await zone()).toBe('Pacific/Chatham')
    await says('AUS Eastern Standard Time')
    expect(await zone()).toBe('Australia/Sydney')
  })

  test('a version that is not the installed one is a warning with its fix', async () => {
    const { lines, outcome } = await run({ softwareVersion: '2026.4' })
    expect(lines[1]).toMatchObject({ state: 'warn', fix: expect.stringContaining('Choose Latest') })
    expect(outcome).toBe('warn')
  })

  test('a legacy version is tested by its integrator login', async () => {
    const { username, password } = LEGACY.integrator
    const legacy = { loginCompany: LEGACY.company, softwareVersion: '2015.3', publicKey: '' }
    const good = await run({ ...legacy, integratorUsername: username, integratorPassword: password })
    expect(good.outcome).toBe('ok')
    const bad = await run({ ...legacy, integratorUsername: username, integratorPassword: 'wrong' })
    expect(bad.lines.at(-1)).toMatchObject({ id: 'keys', fix: expect.stringContaining('Integrator Login') })
    expect(JSON.stringify([good.events, bad.events])).not.toContain(password)
  })

  test('what a site answers is never repeated', async () => {
    const match = { method: 'GET', path: '/login/companyinfo/' }
    await world.connectwise.control.fault({ match, effect: 'bad-json', times: 1 })
    const { lines } = await run()
    expect(lines).toMatchObject([
      { id: 'reach', state: 'bad', text: 'What answers there is not ConnectWise.' },
    ])
  })

  test('a server that hangs is given up after ten seconds at most, with what was found until then', async () => {
    const match = { method: 'GET', path: '/apis/3.0/' }
    await world.connectwise.control.fault({ match, effect: 'slow', times: 100, delayMs: 60_000 })
    const { outcome, lines, ms } = await run()
    expect(ms).toBeLessThan(10_000)
    expect(lines.map(line => line.id)).toEqual(['reach', 'company', 'keys'])
    expect(outcome).toBe('bad')
    process.stdout.write(`connection test of a server that hangs: ${Math.round(ms)} ms\n`)
  }, 15_000)

  test('slow all the way it ends in time, late', async () => {
    const match = { method: 'GET', path: '/' }
    await world.connectwise.control.fault({ match, effect: 'slow', times: 100, delayMs: 2_500 })
    const { outcome, ms } = await run()
    expect([outcome, ms < 10_000]).toEqual(['late', true])
  }, 15_000)

  test('cancelled it stops at once', async () => {
    const match = { method: 'GET', path: '/' }
    await world.connectwise.control.fault({ match, effect: 'slow', times: 100, delayMs: 60_000 })
    const stop = new AbortController()
    const running = run({}, stop)
    stop.abort()
    const { outcome, ms } = await running
    expect([outcome, ms < 1_500]).toEqual(['cancelled', true])
  })
})
