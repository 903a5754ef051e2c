import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { ensureCallbacks } from '../../../lib/accounts/install.ts'
import { psaOf } from '../../../lib/accounts/psa.ts'
import { inAccount } from '../../../lib/accounts/transaction.ts'
import { list } from '../../../lib/activity/activity.ts'
import { catalog } from '../../../lib/settings/catalog.ts'
import { readSettings, saveSettings } from '../../../lib/settings/settings.ts'
import { DEMO } from '../../simulators/connectwise/index.ts'
import { type Admin, accountsWorld, adminOf, demoInput, type World } from '../../support/accounts-world.ts'

let world: World
let admin: Admin

beforeAll(async () => {
  world = await accountsWorld()
  admin = await adminOf(demoInput())
})
afterAll(() => world.close())
beforeEach(async () => {
  const psa = await psaOf(admin.accountId)
  for (const row of await psa.callbacks()) await psa.removeCallback(row.id)
})

const callbacks = async () => (await psaOf(admin.accountId)).callbacks()
const ensure = async () => (await ensureCallbacks(admin.accountId)).get('invoice')

async function realTime(on: boolean): Promise<void> {
  const { accountId } = admin
  await inAccount(accountId, async tx => {
    const { version } = await readSettings(tx, 'account', accountId)
    const save = { scope: 'account', scopeId: accountId, version, actor: null } as const
    expect(await saveSettings(tx, { ...save, values: { 'real-time': on } })).toMatchObject({ kind: 'saved' })
  })
}

test('one callback is registered with our secret address, and stays one', async () => {
  expect(catalog['real-time'].default).toBe(true)
  expect(await ensure()).toBe('repaired')
  expect(await ensure()).toBe('registered')
  expect(await callbacks()).toMatchObject([{ url: admin.callbackUrl, inactive: false }])
})

test('off removes it, on brings it back', async () => {
  await ensure()
  await realTime(false)
  expect(await ensure()).toBe('removed')
  expect(await callbacks()).toEqual([])
  expect(await ensure()).toBe('off')
  await realTime(true)
  expect(await ensure()).toBe('repaired')
  expect(await callbacks()).toHaveLength(1)
})

test('a doubled one is removed, a foreign one is left alone', async () => {
  await ensure()
  const psa = await psaOf(admin.accountId)
  await psa.registerCallback({ description: 'again', url: admin.callbackUrl, type: 'invoice' })
  await psa.registerCallback({
    description: 'other',
    url: 'https://other.example/hook?recordId=',
    type: 'invoice',
  })
  expect(await ensure()).toBe('repaired')
  const urls = (await callbacks()).map(row => row.url)
  expect(urls.toSorted()).toEqual([admin.callbackUrl, 'https://other.example/hook?recordId='].toSorted())
})

test('before Go live none is registered', async () => {
  const quiet = await adminOf(demoInput({ live: false }))
  expect((await ensureCallbacks(quiet.accountId)).get('invoice')).toBe('off')
  await world.database.owner.execute(
    sql`update accounts set live_at = now() where account_id = ${quiet.accountId}`,
  )
  expect((await ensureCallbacks(quiet.accountId)).get('invoice')).toBe('repaired')
  expect((await callbacks()).map(row => row.url)).toContain(quiet.callbackUrl)
})

test.each(['disabled', 'missing'] as const)(
  'a callback that ConnectWise has %s is noticed, said and registered again',
  async how => {
    await ensure()
    const [row] = await callbacks()
    if (how === 'missing') await (await psaOf(admin.accountId)).removeCallback(String(row?.id))
    else
      await world.connectwise.control.call('PATCH', 'callbacks', {
        tenant: DEMO.company,
        callbackId: Number(row?.id),
      })
    await world.database.owner.execute(
      sql`update psas set callback_lost_at = null, callback_back_at = null where account_id = ${admin.accountId}`,
    )
    const said = () => inAccount(admin.accountId, tx => list(tx, { subject: 'callback:invoice', limit: 2 }))
    expect(await ensure()).toBe('repaired')
    expect((await said()).map(({ verb, detail }) => [verb, detail])).toEqual([
      ['callback.back', {}],
      ['callback.lost', { how }],
    ])
    const [newest] = await said()
    expect(await callbacks()).toMatchObject([{ url: admin.callbackUrl, inactive: false }])
    expect(await ensure()).toBe('registered')
    expect((await said())[0]).toEqual(newest)
  },
)
