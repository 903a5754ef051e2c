import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  installInManage,
  type RowOutcome,
  readManage,
  removeFromManage,
} from '../../../lib/accounts/manage-install.ts'
import { psaOf } from '../../../lib/accounts/psa.ts'
import { inAccount } from '../../../lib/accounts/transaction.ts'
import { list } from '../../../lib/activity/activity.ts'
import type { PsaInstall } from '../../../lib/connectors/install-facts.ts'
import { present } from '../../../lib/std/assert.ts'
import { DEMO } from '../../simulators/connectwise/index.ts'
import { appUrl } from '../../support/accounts.ts'
import { type Admin, accountsWorld, adminOf, demoInput, type World } from '../../support/accounts-world.ts'

let world: World
let admin: Admin
let install: PsaInstall
let empty: string
const jane = { id: '00000000-0000-4000-8000-00000000000a', name: 'Jane Ng' }

beforeAll(async () => {
  world = await accountsWorld()
  admin = await adminOf(demoInput({ live: false }))
  install = (await psaOf(admin.accountId)).install
  empty = await world.connectwise.control.snapshot()
})
afterAll(() => world.close())
beforeEach(async () => {
  await world.connectwise.control.clearFaults()
  await world.connectwise.control.restore(empty)
  await world.connectwise.control.setParameters({ invoiceScreenHosted: true })
})

const run = () => installInManage(admin.accountId, jane)
const outcomes = async (report: ReturnType<typeof run>) => (await report).rows.map(row => row.outcome)
/** A pod or a tab for each of six screens and the menu entry, all alike but for those that are named by their place. */
const each = (outcome: RowOutcome, but: Readonly<Record<number, RowOutcome>> = {}) =>
  Array.from({ length: 7 }, (_, place) => but[place] ?? outcome)
const rows = async () => [...(await install.hostedSetups()), ...(await install.menuEntries())]
const mayTableSetup = (allowed: string) =>
  world.connectwise.control.call('POST', 'roles', {
    tenant: DEMO.company,
    right: 'System/Table Setup',
    allowed,
  })

describe('installing in Manage', () => {
  test('makes four pods, two tabs and a menu entry, and a second time changes nothing', async () => {
    expect(await outcomes(readManage(admin.accountId))).toEqual(each('missing'))
    expect(await outcomes(run())).toEqual([...each('made'), 'off'])
    const setups = await install.hostedSetups()
    expect(setups.map(({ type, url, podHeight }) => ({ type, url, podHeight: podHeight || null }))).toEqual([
      { type: 'Pod', url: admin.frameUrl, podHeight: 260 },
      { type: 'Tab', url: admin.frameUrl, podHeight: null },
      { type: 'Tab', url: admin.frameUrl, podHeight: null },
      { type: 'Pod', url: admin.frameUrl, podHeight: 260 },
      { type: 'Pod', url: admin.frameUrl, podHeight: 260 },
      { type: 'Pod', url: admin.frameUrl, podHeight: 260 },
    ])
    expect(setups.every(row => row.origin === appUrl && !row.disabled)).toBe(true)
    expect(await install.menuEntries()).toMatchObject([
      { menuLocation: 'Finance', link: admin.menuUrl, newWindow: false, origin: appUrl },
    ])
    const before = await rows()
    expect(await outcomes(run())).toEqual([...each('there'), 'off'])
    expect(await rows()).toEqual(before)
    const [said] = await inAccount(admin.accountId, tx => list(tx, { limit: 1 }))
    expect(said).toMatchObject({ verb: 'manage.installed', actorName: 'Jane Ng' })
    expect(JSON.stringify(said)).not.toContain(admin.installKey)
  })

  test('where the release lists no Invoice screen it says so, and the tab stands all the same', async () => {
    await world.connectwise.control.setParameters({ invoiceScreenHosted: false })
    const { rows: said } = await run()
    expect(said.map(row => row.outcome)).toEqual([...each('made', { 0: 'not-listed' }), 'off'])
    expect(said[0]?.reason).toMatch(/lists no such screen/)
    expect(await install.hostedSetups()).toHaveLength(5)
  })

  test('a drifted row is set right in place, a doubled one is removed, a foreign one is left', async () => {
    await run()
    const [pod] = await install.hostedSetups()
    const [entry] = await install.menuEntries()
    const moved = admin.frameUrl.replace(appUrl, 'https://old.example')
    await install.changeHostedSetup(present(pod, 'the pod').id, {
      url: moved,
      origin: 'https://old.example',
      disabled: true,
    })
    await install.changeMenuEntry(present(entry, 'the entry').id, { newWindow: true })
    const { id: _, disabled: __, ...again } = present(pod, 'the pod')
    await install.addHostedSetup({ ...again, url: moved })
    const foreign = await install.addHostedSetup({
      ...again,
      url: 'https://other.example/pod',
      description: 'Other',
    })
    expect(await outcomes(readManage(admin.accountId))).toEqual(each('there', { 0: 'drifted', 6: 'drifted' }))
    expect(await outcomes(run())).toEqual([...each('there', { 0: 'repaired', 6: 'repaired' }), 'off'])
    const setups = await install.hostedSetups()
    expect(setups).toHaveLength(7)
    expect(setups.find(row => row.id === pod?.id)).toEqual(pod)
    expect(setups).toContainEqual(foreign)
    expect(await install.menuEntries()).toEqual([entry])
  })

  test('a tab on Today that once led to the menu entry’s page is led to the member’s items', async () => {
    await run()
    const today = (await install.hostedSetups())[2]
    await install.changeHostedSetup(present(today, 'the tab').id, { url: admin.menuUrl })
    expect(await outcomes(run())).toEqual([...each('there', { 2: 'repaired' }), 'off'])
    expect((await install.hostedSetups())[2]).toEqual(today)
  })

  test('another height, caption or description is somebody’s choice and stays', async () => {
    await run()
    const [pod] = await install.hostedSetups()
    await install.changeHostedSetup(present(pod, 'the pod').id, { podHeight: 420 })
    expect((await outcomes(run()))[0]).toBe('there')
    expect((await install.hostedSetups())[0]?.podHeight).toBe(420)
  })

  test('without the right the row is refused with its reason and the right that is missing, the others are made', async () => {
    await run()
    const [pod] = await install.hostedSetups()
    const [entry] = await install.menuEntries()
    await install.changeHostedSetup(present(pod, 'the pod').id, { origin: 'https://old.example' })
    await install.removeMenuEntry(present(entry, 'the entry').id)
    await mayTableSetup('I')
    const { rows: said } = await run()
    expect(said.map(row => row.outcome)).toEqual([...each('there', { 0: 'refused', 6: 'refused' }), 'off'])
    expect(said[0]).toMatchObject({ right: 'System, Table Setup: Edit' })
    expect(said[6]).toMatchObject({ right: 'System, Table Setup: Add' })
    expect(said[6]?.reason).toMatch(/security role/)
    await mayTableSetup('IAE')
    expect((await removeFromManage(admin.accountId, jane)).rows[0]?.right).toBe('System, Table Setup: Delete')
    await mayTableSetup('')
    expect((await run()).rows).toMatchObject([{ outcome: 'refused', right: 'System, Table Setup: Inquire' }])
  })

  test.each([
    ['drop-after-commit', 'made'],
    ['500-after-commit', 'made'],
    ['drop-before', 'unclear'],
    ['500-before', 'unclear'],
  ] as const)(
    'an answer that never comes (%s) is looked for, and makes no second row',
    async (effect, outcome) => {
      const match = { method: 'POST', path: 'connectwisehostedsetups' }
      await world.connectwise.control.fault({ match, effect, times: 1 })
      expect(await outcomes(run())).toEqual([...each('made', { 0: outcome }), 'off'])
      expect(await install.hostedSetups()).toHaveLength(outcome === 'made' ? 6 : 5)
      await run()
      expect(await install.hostedSetups()).toHaveLength(6)
      expect(await install.menuEntries()).toHaveLength(1)
    },
  )

  test('five at once end with one row each', async () => {
    await Promise.all(Array.from({ length: 5 }, run))
    expect(await install.hostedSetups()).toHaveLength(6)
    expect(await install.menuEntries()).toHaveLength(1)
    expect(await outcomes(run())).toEqual([...each('there'), 'off'])
  })
})

describe('removing from Manage', () => {
  test('takes our rows, whatever host they name, and leaves foreign ones', async () => {
    const foreign = {
      description: 'Other',
      type: 'Tab',
      origin: 'https://other.example',
      podHeight: null,
      screenId: '7',
    } as const
    const other = await install.addHostedSetup({
      ...foreign,
      url: `https://other.example/x/${admin.installKey}/pod`,
    })
    await run()
    const pod = (await install.hostedSetups()).find(row => row.type === 'Pod')
    const moved = admin.frameUrl.replace(appUrl, 'https://old.example')
    await install.changeHostedSetup(present(pod, 'the pod').id, { url: moved })
    const entry = await install.addMenuEntry({
      menuLocation: 'Finance',
      caption: 'Other',
      link: 'https://other.example/sync',
      newWindow: false,
      origin: 'https://other.example',
    })
    const { rows: said } = await removeFromManage(admin.accountId, jane)
    expect(said.map(row => row.outcome)).toEqual([...each('removed'), 'off'])
    expect(new Set(said.map(row => row.label)).size).toBe(said.length)
    expect(await install.hostedSetups()).toEqual([other])
    expect(await install.menuEntries()).toEqual([entry])
    expect(await outcomes(removeFromManage(admin.accountId, jane))).toEqual(['off'])
  })
})
