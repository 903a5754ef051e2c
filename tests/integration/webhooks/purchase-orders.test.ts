import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { ensureCallbacks } from '../../../lib/accounts/install.ts'
import { readReports } from '../../../lib/accounts/manage-install.ts'
import { inAccount } from '../../../lib/accounts/transaction.ts'
import { readSettings, saveSettings } from '../../../lib/settings/settings.ts'
import { present } from '../../../lib/std/assert.ts'
import { listChanged } from '../../../lib/sync/list-changed.ts'
import { recordsByIds } from '../../../lib/sync/records/store.ts'
import { handleWebhook } from '../../../lib/webhooks/handle.ts'
import { receiveConnectWise } from '../../../lib/webhooks/receive.ts'
import { jobHandlers } from '../../../lib/worker/jobs.ts'
import { Lanes } from '../../../lib/worker/lanes.ts'
import { DEMO } from '../../simulators/connectwise/index.ts'
import { openPurchases, type Slip } from '../../support/purchases.ts'
import { type PostingWorld, postingWorld } from '../../support/world.ts'

/** What Manage tells of a purchase order names no packing slip: it is only a reason to ask. */

interface Delivery {
  url: string
  signature: string
  body: string
}

let world: PostingWorld
let purchases: ReturnType<typeof openPurchases>

beforeAll(async () => {
  world = await postingWorld({
    connectwise: { callbacks: { lateMs: 0, twice: false, shuffle: false, held: true } },
  })
  purchases = openPurchases(world)
  await owner(sql`update accounts set live_at = now() - interval '2 days'`)
})
afterAll(() => world.close())
beforeEach(async () => {
  await take('procurement')
  await ensureCallbacks(world.accountId)
})

const owner = (statement: ReturnType<typeof sql>) => world.database.owner.execute(statement)
const take = (...kinds: string[]) => world.set('record-kinds', ['invoices', 'payments', ...kinds])
const started = async (id: string) => (await world.history.all(id)).map(({ origin }) => origin)
const received = (slip: string, lines = 1) =>
  purchases.receive({
    lines: Array.from({ length: lines }, () => ({ item: 'laptop', quantity: '1', cost: '1000.00' })),
    deliveries: [{ slip, daysAgo: 0, lines: [{ number: 1 }] }],
  })

async function outcomeOf(spec: object): Promise<string> {
  const { control } = world.connectwise
  await control.call('POST', 'callbacks/send', { tenant: DEMO.company, type: 'purchaseorder', ...spec })
  const { url, body, signature } = present(
    (await control.call<Delivery[]>('GET', 'callbacks')).at(-1),
    'sent',
  )
  const key = new URL(url).pathname.split('/').at(-1) ?? ''
  expect(await receiveConnectWise(key, Buffer.from(body), signature)).toBe(202)
  const [row] = await owner(sql`select id from webhook_inbox order by received_at desc, id desc limit 1`)
  const id = Number(row?.id)
  await handleWebhook(id)
  const [kept] = await owner(sql`select outcome from webhook_inbox where id = ${id}`)
  return String(kept?.outcome)
}

async function billsOf({ number }: Slip): Promise<string[]> {
  const order = number.split('/')[0] ?? ''
  return (await world.books.allInXero())
    .filter(one => one.number.includes(order))
    .map(({ total }) => total)
    .toSorted()
}

describe('a purchase order that changed', () => {
  test('has its new packing slip sent, once, however often it is told', async () => {
    const slip = await received('TOLD-1', 2)
    expect(await outcomeOf({ id: slip.orderId })).toBe('started')
    expect(await outcomeOf({ id: slip.orderId })).toBe('noted')
    expect(await started(slip.id)).toEqual(['real-time'])
    await world.work()
    expect(await world.history.states(slip.id)).toEqual({ document: 'confirmed', mark: 'confirmed' })
    expect(await outcomeOf({ id: slip.orderId })).toBe('noted')

    await purchases.deliver(slip, { slip: 'TOLD-2', lines: [{ number: 2 }] })
    expect(await outcomeOf({ id: slip.orderId })).toBe('started')
    await world.work()
    expect(await billsOf(slip)).toEqual(['1100.00', '1144.00'])
  })

  test('and of which nothing came yet: nothing begins', async () => {
    const lines = [{ item: 'laptop', quantity: '1' }]
    const orders = [{ number: 'PO-WAITS', vendor: 'IngramMicro', lines }]
    const made = await world.connectwise.control.call<{ orders: { id: number }[] }>('POST', 'procurement', {
      ...{ tenant: DEMO.company, orders },
    })
    expect(await outcomeOf({ id: present(made.orders[0], 'an order').id })).toBe('noted')
  })

  test('takes back what had not begun, and leaves what was sent', async () => {
    const slip = await received('BACK-1')
    expect(await outcomeOf({ id: slip.orderId })).toBe('started')
    const unreceive = { tenant: DEMO.company, id: slip.orderId, unreceive: 1 }
    await world.connectwise.control.call('PATCH', 'purchase-orders', unreceive)
    expect(await outcomeOf({ id: slip.orderId })).toBe('withdrawn')
    expect((await world.history.last(slip.id)).state).toBe('withdrawn')
    await world.work()
    expect(await billsOf(slip)).toEqual([])
    await purchases.deliver(slip, { slip: 'BACK-1', lines: [{ number: 1 }] })
    expect(await outcomeOf({ id: slip.orderId })).toBe('started')
    await world.work()
    expect(await billsOf(slip)).toEqual(['1144.00'])
  })

  test('has what was stopped planned anew, once it may be mended', async () => {
    const slip = await purchases.receive({
      vendor: 'AcmeDental',
      deliveries: [{ slip: 'STOPPED-1', daysAgo: 0, lines: [{ number: 1 }] }],
    })
    expect(await outcomeOf({ id: slip.orderId })).toBe('started')
    await world.work()
    expect((await world.history.last(slip.id)).state).toBe('blocked')
    expect(await outcomeOf({ id: slip.orderId })).toBe('started')
    expect((await world.history.last(slip.id)).state).toBe('planned')
    expect(await started(slip.id)).toHaveLength(1)
    await world.work()
    expect(await billsOf(slip)).toEqual([])
  })

  test('is only looked at: a forged one, a foreign one and one of before Go live begin nothing', async () => {
    const slip = await received('FORGED-1')
    for (const [forge, outcome] of [
      ['signature', 'forged'],
      ['company', 'foreign company'],
    ])
      expect(await outcomeOf({ id: slip.orderId, forge })).toBe(outcome)
    expect(await started(slip.id)).toEqual([])
    await owner(sql`update accounts set live_at = now()`)
    expect(await outcomeOf({ id: slip.orderId })).toBe('noted')
    expect(await started(slip.id)).toEqual([])
    await owner(sql`update accounts set live_at = now() - interval '2 days'`)
  })

  test('of a company that takes no procurement leaves no trace', async () => {
    const slip = await received('UNTAKEN-1')
    await take()
    expect(await outcomeOf({ id: slip.orderId })).toBe('noted')
    expect(await inAccount(world.accountId, tx => recordsByIds({ tx }, [slip.id]))).toEqual([])
  })
})

describe('what ConnectWise is asked to report', () => {
  const types = async () => {
    const psa = await world.engine.psaOf(world.accountId)
    return (await psa.callbacks()).map(({ type }) => type).toSorted()
  }
  const shown = async () => (await readReports(world.accountId)).map(({ label, outcome }) => [label, outcome])

  test('follows the kinds that a company takes, and Setup shows it', async () => {
    expect(await types()).toEqual(['invoice', 'purchaseorder'])
    expect(await shown()).toEqual([
      ['Callback for changed invoices', 'there'],
      ['Callback for changed purchase orders', 'there'],
    ])
    await take()
    const jobs = await owner(
      sql`select 1 from pgboss.job where name = 'ensure-callbacks' and state = 'created'`,
    )
    expect(jobs).toHaveLength(1)
    const states = await ensureCallbacks(world.accountId)
    expect([states.get('invoice'), states.get('purchaseorder')]).toEqual(['registered', 'removed'])
    expect(await types()).toEqual(['invoice'])
    expect(await shown()).toEqual([['Callback for changed invoices', 'there']])
  })

  test('is nothing while real-time sync is off', async () => {
    const { accountId } = world
    const realTime = (on: boolean) =>
      inAccount(accountId, async tx => {
        const { version } = await readSettings(tx, 'account', accountId)
        const save = { scope: 'account', scopeId: accountId, version, actor: null } as const
        await saveSettings(tx, { ...save, values: { 'real-time': on } })
      })
    await realTime(false)
    const states = await ensureCallbacks(accountId)
    expect([states.get('invoice'), states.get('purchaseorder')]).toEqual(['removed', 'removed'])
    expect(await types()).toEqual([])
    await realTime(true)
    await owner(sql`update settings set updated_at = now() - interval '1 day' where key = 'real-time'`)
  })

  test('and lost is noticed, said and registered again', async () => {
    const psa = await world.engine.psaOf(world.accountId)
    const lost = present(
      (await psa.callbacks()).find(({ type }) => type === 'purchaseorder'),
      'the callback of purchase orders',
    )
    await psa.removeCallback(lost.id)
    expect((await ensureCallbacks(world.accountId)).get('purchaseorder')).toBe('repaired')
    expect(await types()).toEqual(['invoice', 'purchaseorder'])
    const said = await owner(
      sql`select verb from activity where subject = 'callback:purchaseorder' order by at, id`,
    )
    expect(said.map(({ verb }) => verb)).toEqual(['callback.lost', 'callback.back'])
  })
})

test('what a list names otherwise is looked at a little later, and once for all that was told', async () => {
  const { accountId, companyId } = world
  for (let told = 0; told < 3; told += 1) await listChanged({ accountId, inAccount }, 'purchaseorder')
  const jobs = await owner(
    sql`select data->>'companyId' as company, start_after > now() as later from pgboss.job where name = 'start-unposted' and state = 'created'`,
  )
  expect(jobs).toEqual([{ company: companyId, later: true }])
  const slip = await received('LISTED-1')
  const handlers = jobHandlers(world.engine, new Lanes(world.engine))
  const job = { name: 'start-unposted', accountId, companyId } as const
  await handlers['start-unposted'](job, new AbortController().signal)
  expect(await started(slip.id)).toEqual(['real-time'])
  await handlers['start-unposted'](job, new AbortController().signal)
  expect(await started(slip.id)).toHaveLength(1)
})
