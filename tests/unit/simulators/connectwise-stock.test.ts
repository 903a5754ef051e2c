import { afterAll, beforeAll, expect, test } from 'vitest'
import { Decimal } from '../../../lib/std/decimal.ts'
import { DEMO, type RunningConnectWise, startConnectWise } from '../../simulators/connectwise/index.ts'
import { minus, product } from '../../simulators/connectwise/seed-lines.ts'
import { ACCOUNTING } from '../../simulators/connectwise/seed-setup.ts'
import { callerOf, post } from './connectwise-client.ts'

let simulator: RunningConnectWise
const tenant = DEMO.company

beforeAll(async () => {
  simulator = await startConnectWise({})
})
afterAll(() => simulator.close())

type Truth = { tenants: Record<string, { stock: { xref: string; pieces: string; value: string }[] }> }

async function worth(xref: string): Promise<[string, string]> {
  const { tenants } = await simulator.control.truth<Truth>()
  const found = tenants[tenant]?.stock.find(one => one.xref === xref)
  return [found?.pieces ?? '', found?.value ?? '']
}

/** What changes in a warehouse while that is done. */
async function change(xref: string, work: () => Promise<unknown>): Promise<[number, string]> {
  const [pieces, value] = await worth(xref)
  await work()
  const [now, then] = await worth(xref)
  return [Number(now) - Number(pieces), Decimal.parse(then).minus(Decimal.parse(value)).toFixedText(2)]
}

const procure = (body: object) => simulator.control.call('POST', 'procurement', { tenant, ...body })
const invoice = (body: object) =>
  simulator.control.call<{ invoices: { billingLogId: number }[] }>('POST', 'invoices', {
    tenant,
    invoices: [{ company: 'AcmeDental', ...body }],
  })

const docks = {
  ...product({ id: 713, identifier: 'HW-DOCK-19' }, 'Dock 19S', '3', '300.00', {
    cost: '4.1499',
    category: 'Hardware',
  }),
  warehouseId: 42,
}

test('a warehouse holds what was received, counted and moved, to the cent of each movement', async () => {
  const order = (customer?: string) => ({
    orders: [
      {
        number: `PO-${customer ?? 'own'}`,
        vendor: 'IngramMicro',
        ...(customer && { customer }),
        lines: [
          { item: 'dock', quantity: '3', cost: '4.1499' },
          { item: 'warranty', quantity: '3', cost: '10.00' },
        ],
        deliveries: [{ slip: 'S', daysAgo: 1, lines: [{ number: 1, quantity: '2' }, { number: 2 }] }],
      },
    ],
  })
  expect(await change('630', () => procure(order()))).toEqual([2, '8.30'])
  expect(await change('630', () => procure(order('IronbarkEng')))).toEqual([0, '0.00'])
  const lines = [{ item: 'dock', quantity: -2, cost: '4.1499', warehouse: 'melbourne' }]
  expect(await change('632', () => procure({ adjustments: [{ identifier: 'C', lines }] }))).toEqual([
    -2,
    '-8.30',
  ])
  const journey = {
    description: 'T',
    from: 'sydney',
    to: 'van',
    lines: [{ item: 'dock', quantity: 3, cost: '4.1499' }],
  }
  expect(await change('633', () => procure({ transfers: [journey] }))).toEqual([3, '12.45'])
  expect(await change('633', () => procure({ transfers: [{ ...journey, open: true }] }))).toEqual([0, '0.00'])
})

test('what is sold leaves it and what comes back is there again; open invoices and drop-shipped goods change nothing', async () => {
  expect(await change('632', () => invoice({ number: 'S1', lines: [docks] }))).toEqual([-3, '-12.45'])
  expect(await change('632', () => invoice({ number: 'S2', status: 'new', lines: [docks] }))).toEqual([
    0,
    '0.00',
  ])
  expect(
    await change('632', () => invoice({ number: 'S3', lines: [{ ...docks, dropShipped: true }] })),
  ).toEqual([0, '0.00'])
  const memo = { number: 'S4', type: 'CreditMemo', lines: [minus(docks)] }
  expect(await change('632', () => invoice(memo))).toEqual([3, '12.45'])
})

test('where the set-up keeps no stock on hand, or no cost of goods, a sale names no asset account', async () => {
  const call = callerOf(simulator)
  const inventoryOf = async (number: string) => {
    const { invoices } = await invoice({ number, lines: [docks] })
    const includedInvoiceIds = invoices.map(({ billingLogId }) => billingLogId)
    const { text } = await call(
      '/finance/accounting/export',
      post({ exportInvoicesFlag: true, includedInvoiceIds }),
    )
    return /"inventoryAccountNumber":"([^"]*)"/.exec(text)?.[1]
  }
  expect(await inventoryOf('F1')).toBe('630')
  for (const setup of [{ includeCogs: false }, { inventorySoh: false }]) {
    await simulator.control.call('POST', 'tenants', {
      tenant,
      setup: { accounting: { ...ACCOUNTING, ...setup } },
    })
    expect(await inventoryOf(`F-${Object.keys(setup)}`)).toBe('')
  }
})
