import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { detailsView } from '../../../../lib/accounts/details/details.ts'
import { type SavedDetails, saveDetails } from '../../../../lib/accounts/details/save.ts'
import { type DetailsInput, zDetails } from '../../../../lib/accounts/details/wanted.ts'
import { membershipOf } from '../../../../lib/accounts/members.ts'
import { frameAncestors, psaFacts, psaOf } from '../../../../lib/accounts/psa.ts'
import { inAccount } from '../../../../lib/accounts/transaction.ts'
import { list } from '../../../../lib/activity/activity.ts'
import { DEMO, LEGACY, NORTHWIND, QUAYSIDE } from '../../../simulators/connectwise/index.ts'
import { type Admin, adminOf, demoInput, dump, type World } from '../../../support/accounts-world.ts'
import { allowSecondKeys, detailsInput, detailsWorld, secondKeys } from '../../../support/details-world.ts'

let world: World
let admin: Admin
let fresh: string

beforeAll(async () => {
  world = await detailsWorld()
  fresh = await world.connectwise.control.snapshot()
})
afterAll(() => world.close())
beforeEach(async () => {
  await world.connectwise.control.restore(fresh)
  await world.connectwise.control.clearFaults()
  admin = await adminOf(demoInput({ live: false }))
})

const view = () => inAccount(admin.accountId, detailsView)

async function save(changes: Partial<DetailsInput>, revision?: number): Promise<SavedDetails> {
  const { accountId, userId } = admin
  const actor = { id: userId, name: 'Jane Ng' }
  const at = revision ?? (await view()).revision
  return saveDetails({ accountId, actor, revision: at, values: zDetails.parse(detailsInput(changes)) })
}

/** What the connector sends from now on, as the simulator saw it. */
async function lastCall() {
  await (await psaOf(admin.accountId)).probe()
  return (await world.connectwise.control.calls({ path: '/count$' })).at(-1)
}

async function activity() {
  const rows = await inAccount(admin.accountId, tx => list(tx, { limit: 50 }))
  return rows.filter(row => row.verb === 'setting.changed').map(row => row.detail)
}

const north = {
  loginCompany: NORTHWIND.company,
  publicKey: NORTHWIND.keys.public,
  privateKey: NORTHWIND.keys.private,
}

test('Account Name: shown as registered, and no save can change it', async () => {
  expect(await view()).toMatchObject({ accountName: 'Evenbook Demo MSP' })
  expect(zDetails.safeParse({ ...detailsInput(), accountName: 'Mine now' }).success).toBe(false)
})

describe('ConnectWise: PSA site', () => {
  test('ConnectWise: PSA site: of the account’s region at first; another region is where all calls go', async () => {
    expect((await view()).regions).toHaveLength(2)
    const saved = await save({ region: 'other', privateKey: DEMO.keys.private })
    expect(saved).toMatchObject({
      kind: 'saved',
      changed: ['ConnectWise: PSA site', 'ConnectWise: API Private Key'],
    })
    expect((await psaFacts(admin.accountId)).apiOrigin).toContain('localhost')
    expect((await lastCall())?.requestHeaders.host).toContain('localhost')
    expect(await frameAncestors(admin.installKey)).toEqual([
      world.connectwise.urls.ui.replace('127.0.0.1', 'localhost'),
    ])
    expect(await activity()).toContainEqual({ label: 'ConnectWise: PSA site', from: 'demo', to: 'other' })
  })

  test('a stored key does not follow to another site: it has to be typed again', async () => {
    const refused = await save({ region: 'other' })
    expect(refused).toMatchObject({
      kind: 'invalid',
      faults: { privateKey: expect.stringContaining('Give') },
    })
    expect((await psaFacts(admin.accountId)).region).toBe('demo')
  })

  test('a region that is not on offer, and a host that nobody has proven', async () => {
    expect(await save({ region: 'moon' })).toMatchObject({ kind: 'invalid', faults: { region: /list/ } })
    const mine = await save({ kind: 'on-premise', host: 'manage.example.com', privateKey: DEMO.keys.private })
    expect(mine).toMatchObject({ kind: 'invalid', faults: { host: expect.stringMatching(/^Prove first/) } })
  })
})

test('ConnectWise: PSA dir: filled in on Save from what ConnectWise says, and every call goes there', async () => {
  const setup = { codebase: 'v2026_4/', version: 'v2026.4.120001' }
  await world.connectwise.control.call('POST', 'tenants', { tenant: DEMO.company, setup })
  await allowSecondKeys(world)
  const saved = await save({ publicKey: secondKeys.public, privateKey: secondKeys.private })
  expect(saved).toMatchObject({ view: { dir: 'v2026_4/', installedVersion: 'v2026.4.120001' } })
  expect((await lastCall())?.path).toMatch(/^\/v2026_4\/apis/)
  const to = { label: 'ConnectWise: PSA dir', from: 'v2025_1/', to: 'v2026_4/' }
  expect(await activity()).toContainEqual(to)
})

describe('ConnectWise: Company name', () => {
  test('ConnectWise: Company name: the database that is read, and nobody else’s member gets in by a like number', async () => {
    const other = await adminOf(demoInput({ live: false, admin: { memberIdentifier: 'JNg' } }))
    admin = other
    const saved = await save(north)
    expect(saved).toMatchObject({ kind: 'saved' })
    const customers = await (await psaOf(admin.accountId)).customers({ ids: null })
    expect(customers).toHaveLength(3)
    // The same Member ID has another number there.
    const me = await inAccount(admin.accountId, tx => membershipOf(tx, admin.userId))
    expect(me).toMatchObject({ memberId: '152' })
  })

  test('one that is not there, and one where the admin has no member', async () => {
    const nobody = await save({ ...north, loginCompany: 'nobody' })
    expect(nobody).toMatchObject({ kind: 'invalid', faults: { loginCompany: /no login company/ } })
    const setup = { loginCompany: QUAYSIDE.company, publicKey: QUAYSIDE.keys.public }
    const lost = await save({ ...setup, privateKey: QUAYSIDE.keys.private })
    expect(lost).toMatchObject({ kind: 'invalid', faults: { loginCompany: /no active member “JNg”/ } })
  })
})

describe('ConnectWise: Software Version', () => {
  test('ConnectWise: Software Version: latest by itself; another one is the model that answers are asked for in', async () => {
    expect(await view()).toMatchObject({ softwareVersion: 'latest' })
    expect((await lastCall())?.requestHeaders.accept).toMatch(/version=2025\.16$/)
    await save({ softwareVersion: '2024.1' })
    expect((await lastCall())?.requestHeaders.accept).toMatch(/version=2024\.1$/)
    expect(zDetails.safeParse(detailsInput({ softwareVersion: '1999.1' })).success).toBe(false)
  })
})

const legacy = {
  loginCompany: LEGACY.company,
  softwareVersion: '2015.3',
  integratorUsername: LEGACY.integrator.username,
  integratorPassword: LEGACY.integrator.password,
}

/** The admin's member, so that a move to that database does not lock them out. */
async function member(tenant: string) {
  await world.connectwise.control.call('POST', 'members', { tenant, member: 'HReid', identifier: 'JNg' })
}

describe('a legacy version', () => {
  beforeEach(() => member(LEGACY.company))

  test('ConnectWise: Integrator username: signs in there instead of the keys; without it nothing is saved', async () => {
    const without = await save({ ...legacy, integratorUsername: '' })
    expect(without).toMatchObject({ kind: 'invalid', faults: { integratorUsername: /integrator login/ } })
    expect(await save(legacy)).toMatchObject({ kind: 'saved', view: { integratorUsername: 'evenbook_sync' } })
    const call = await lastCall()
    expect(call?.requestHeaders['x-cw-usertype']).toBe('integrator')
    expect(call?.caller).toBe('harbour_legacy/APIEvenbook')
  })

  test('ConnectWise: Integrator password: tried first, kept sealed, wiped when the version takes keys again', async () => {
    const wrong = await save({ ...legacy, integratorPassword: 'wrong' })
    expect(wrong).toMatchObject({ kind: 'invalid', faults: { integratorPassword: /refused/ } })
    await save(legacy)
    expect(await view()).toMatchObject({ hasIntegratorPassword: true })
    expect(await dump(world.database)).not.toContain(LEGACY.integrator.password)
    const back = await save({ ...north, softwareVersion: 'latest' })
    expect(back).toMatchObject({
      kind: 'saved',
      view: { hasIntegratorPassword: false, integratorUsername: '' },
    })
    const kept = await world.database.owner.execute<{ sealed: string }>(
      sql`select integrator_password_sealed as sealed from psas where account_id = ${admin.accountId}`,
    )
    expect(kept).toEqual([{ sealed: '' }])
  })

  test('for a version that takes keys nothing of an integrator is stored, whatever is sent', async () => {
    await save({
      softwareVersion: '2024.1',
      integratorUsername: 'someone',
      integratorPassword: 'something-1',
    })
    expect(await view()).toMatchObject({ hasIntegratorPassword: false, integratorUsername: '' })
  })
})

describe('keys', () => {
  test('ConnectWise: API Public Key: signs in with its own private key, and never with the one of another', async () => {
    await allowSecondKeys(world)
    const half = await save({ publicKey: secondKeys.public })
    expect(half).toMatchObject({ kind: 'invalid', faults: { privateKey: /belongs to this/ } })
    const whole = await save({ publicKey: secondKeys.public, privateKey: secondKeys.private })
    expect(whole).toMatchObject({ kind: 'saved', view: { publicKey: secondKeys.public } })
    const setup = { keys: [{ ...secondKeys, memberId: 150 }] }
    await world.connectwise.control.call('POST', 'tenants', { tenant: DEMO.company, setup })
    await (await psaOf(admin.accountId)).probe()
  })

  test('ConnectWise: API Private Key: replaces the old one only once it works; shown are its end, when, who and last use', async () => {
    const before = await view()
    expect(before.privateKey).toMatchObject({ hint: DEMO.keys.private.slice(-4), setBy: '' })
    const refused = await save({ privateKey: 'notTheKeyAtAll00' })
    expect(refused).toMatchObject({ kind: 'invalid', faults: { privateKey: /stored ones go on working/ } })
    await (await psaOf(admin.accountId)).probe()
    await allowSecondKeys(world)
    const saved = await save({ publicKey: secondKeys.public, privateKey: secondKeys.private })
    expect(saved.view.privateKey).toMatchObject({ hint: '9c41', setBy: 'Jane Ng' })
    expect(Date.parse(saved.view.privateKey.workedAt ?? '')).toBeGreaterThan(Date.now() - 60_000)
    expect(JSON.stringify(saved)).not.toContain(secondKeys.private)
    const said = await activity()
    expect(said).toContainEqual({ label: 'ConnectWise: API Private Key', from: null, to: 'changed' })
    expect(JSON.stringify(said)).not.toContain(secondKeys.private)
    expect(await dump(world.database)).not.toContain(secondKeys.private)
  })

  test('an API member without the right to read is told so, and the old keys stay', async () => {
    const role = { tenant: DEMO.company, right: 'Finance/Accounting Interface', allowed: '' }
    await allowSecondKeys(world)
    await world.connectwise.control.call('POST', 'roles', role)
    const refused = await save({ publicKey: secondKeys.public, privateKey: secondKeys.private })
    expect(refused).toMatchObject({ kind: 'invalid', faults: { privateKey: /Accounting Interface/ } })
    expect(await view()).toMatchObject({ publicKey: DEMO.keys.public })
  })
})

test('of two admins the second is shown what the first saved, and nothing is overwritten', async () => {
  const { revision } = await view()
  await allowSecondKeys(world)
  const first = save({ softwareVersion: '2024.1' }, revision)
  const second = save({ publicKey: secondKeys.public, privateKey: secondKeys.private }, revision)
  const kinds = (await Promise.all([first, second])).map(({ kind }) => kind)
  expect(kinds.toSorted()).toEqual(['conflict', 'saved'])
  expect((await view()).revision).toBe(revision + 1)
})

test('saved unchanged, nothing happens: no call, no new revision, no word in the activity', async () => {
  const { revision } = await view()
  const calls = (await world.connectwise.control.calls()).length
  expect(await save({})).toMatchObject({ kind: 'saved', changed: [] })
  expect((await world.connectwise.control.calls()).length).toBe(calls)
  expect([(await view()).revision, await activity()]).toEqual([revision, []])
})

test('an outage while saving stores nothing and says what to do', async () => {
  const match = { method: 'GET', path: '/login/companyinfo/' }
  await world.connectwise.control.fault({ match, effect: '500-before', times: 1 })
  const refused = await save({ softwareVersion: '2024.1' })
  expect(refused).toMatchObject({ kind: 'invalid', faults: { region: /answered with an error \(500\)/ } })
  expect(await view()).toMatchObject({ softwareVersion: 'latest' })
})
