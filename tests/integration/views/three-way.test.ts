import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inAccount } from '../../../lib/accounts/transaction.ts'
import { present } from '../../../lib/std/assert.ts'
import { orderRecords } from '../../../lib/sync/views/order.ts'
import { orderThreeWay } from '../../../lib/sync/views/three-way.ts'
import { openPurchases, type Slip } from '../../support/purchases.ts'
import { type PostingWorld, postingWorld } from '../../support/world.ts'

let world: PostingWorld
let purchases: ReturnType<typeof openPurchases>

beforeAll(async () => {
  world = await postingWorld()
  purchases = openPurchases(world)
  await world.set('record-kinds', ['invoices', 'credit-memos', 'payments', 'procurement'])
})
afterAll(() => world.close())

async function look({ orderId }: Pick<Slip, 'orderId'>) {
  const { accountId, companyId, engine } = world
  const ask = { accountId, companyId, psa: await engine.psaOf(accountId), inAccount }
  await orderRecords(ask, String(orderId))
  return orderThreeWay(ask, String(orderId))
}

const seen = async (slip: Slip) => present(await look(slip), 'a three-way view')

async function post(slip: Slip): Promise<void> {
  await world.ask([{ ...slip, id: slip.id }])
  await world.work()
}

describe('an order against its receipts and its bills', () => {
  test('is planned, then posted, and what has not come stays open', async () => {
    const slip = await purchases.receive({
      lines: [{ item: 'laptop', quantity: '3', cost: '1000.00' }],
      deliveries: [{ slip: 'TW-1', daysAgo: 3, lines: [{ number: 1, quantity: '2' }] }],
    })
    const planned = await seen(slip)
    expect(planned.totals).toEqual({
      ordered: '3040.00',
      received: '2040.00',
      billed: '2040.00',
      open: '1000.00',
    })
    expect(planned.lines.map(({ billed, open }) => [billed?.stands ?? null, open])).toEqual([
      [false, ''],
      [null, '1'],
      [false, ''],
    ])
    await post(slip)
    const posted = await seen(slip)
    expect(posted.findings).toEqual([])
    expect(posted.lines[0]).toMatchObject({
      ordered: { quantity: '2', price: '1000.00', amount: '2000.00' },
      received: { quantity: '2', slip: 'TW-1' },
      billed: { quantity: '2', price: '1000.00', amount: '2000.00', stands: true, recordId: slip.id },
    })
    await purchases.deliver(slip, { slip: 'TW-2', lines: [{ number: 2 }] })
    const whole = await seen(slip)
    expect(whole.totals).toEqual({
      ordered: '3040.00',
      received: '3040.00',
      billed: '3040.00',
      open: '0.00',
    })
    expect(whole.lines.map(({ billed }) => billed?.stands)).toEqual([true, false, true])
  })

  test('asks ConnectWise no more often for many slips than for one', async () => {
    const lines = Array.from(
      { length: 6 },
      () => ({ item: 'laptop', quantity: '1', cost: '1000.00' }) as const,
    )
    const slip = await purchases.receive({
      lines,
      deliveries: lines.map((_, place) => ({
        slip: `MANY-${place}`,
        daysAgo: 3,
        lines: [{ number: place + 1 }],
      })),
    })
    const one = await purchases.receive()
    const callsOf = async (of: Slip) => {
      await world.connectwise.control.clearCalls()
      expect((await seen(of)).findings).toEqual([])
      return (await world.connectwise.control.calls()).length
    }
    expect(await callsOf(slip)).toBe(await callsOf(one))
  })

  test('tells of goods that came under a slip whose bill stands, and stops nothing', async () => {
    const slip = await purchases.receive({
      lines: [{ item: 'laptop', quantity: '3', cost: '1000.00' }],
      deliveries: [{ slip: 'TW-AGAIN', daysAgo: 3, lines: [{ number: 1, quantity: '1' }] }],
    })
    await post(slip)
    await purchases.deliver(slip, { slip: 'TW-AGAIN', lines: [{ number: 2 }] })
    const { findings } = await seen(slip)
    expect(findings.map(({ code, severity }) => [code, severity])).toEqual([['order-not-billed', 'check']])
    expect(findings[0]?.message).toContain('under packing slip TW-AGAIN')
  })

  test('is null for an order that does not exist, and while ConnectWise cannot be asked', async () => {
    expect(await look({ orderId: 999_999 })).toBeNull()
    const slip = await purchases.receive()
    await world.connectwise.control.fault({
      match: { method: 'GET', path: '/procurement/purchaseorders' },
      effect: 'refuse',
      times: 20,
    })
    expect(await look(slip)).toBeNull()
    await world.clearFaults()
  })
})
