import { describe, expect, test } from 'vitest'
import { handleQuickBooks } from '../../../lib/webhooks/quickbooks.ts'
import { REALM_AU } from '../../simulators/quickbooks/seed.ts'
import { paidInQuickBooks, postedInvoice } from '../../support/payments.ts'
import { customer, line, nextNumber } from '../../support/world.ts'
import { describePayments } from '../sync/payments.suite.ts'
import { describeHistory } from '../sync/payments-history.suite.ts'
import { describeRefunds } from '../sync/payments-refunds.suite.ts'

const at = describePayments(paidInQuickBooks)
describeHistory(at)
describeRefunds(at)

const shapes: Record<string, (id: string, operation: string) => object> = {
  CloudEvents: (id, operation) => [
    {
      ...{ specversion: '1.0', id: `e-${id}`, source: 'intuit.quickbooks', data: {} },
      ...{ type: `qbo.payment.${operation}.v1`, datacontenttype: 'application/json' },
      ...{ time: '2026-11-20T00:00:00Z', intuitentityid: id, intuitaccountid: REALM_AU },
    },
  ],
  'the shape before it': (id, operation) => ({
    eventNotifications: [
      {
        realmId: REALM_AU,
        dataChangeEvent: {
          entities: [{ name: 'Payment', id, operation, lastUpdated: '2026-11-20T00:00:00Z' }],
        },
      },
    ],
  }),
}

describe.each(Object.entries(shapes))('events as %s', (_name, shape) => {
  const ring = (id: string, operation: string) =>
    handleQuickBooks(Buffer.from(JSON.stringify(shape(id, operation))))

  test('a payment, its change and its end ring one by one, doubled too', async () => {
    const { world, bookkeeper } = at()
    const invoice = await postedInvoice(world)
    const [id = ''] = await bookkeeper.pay([[invoice.number, '40.00']])
    expect(await ring(id, 'created')).toBe('noted')
    expect(await ring(id, 'created')).toBe('noted')
    await world.work()
    expect(await bookkeeper.inManage(invoice.id)).toEqual(['2026-11-20 40.00'])
    await bookkeeper.move(id, [invoice.number, '45.50'], '2026-11-21')
    await ring(id, 'updated')
    await world.work()
    expect(await bookkeeper.inManage(invoice.id)).toEqual(['2026-11-21 45.50'])
    await bookkeeper.remove(id)
    await ring(id, 'deleted')
    await world.work()
    expect(await bookkeeper.inManage(invoice.id)).toEqual([])
  })
})

test('what nobody rang for comes with the next look: changes are asked for since the last one', async () => {
  const { world, bookkeeper } = at()
  const invoice = await postedInvoice(world)
  await bookkeeper.read()
  await world.quickbooks.control.clearCalls()
  await bookkeeper.pay([[invoice.number, '40.00']])
  await bookkeeper.read()
  const asked = await world.quickbooks.control.calls({ method: 'GET', path: '/cdc' })
  expect(asked.map(({ status }) => status)).toEqual([200])
  expect(await bookkeeper.inManage(invoice.id)).toEqual(['2026-11-20 40.00'])
})

test('a voided payment is taken back like a deleted one', async () => {
  const { world, bookkeeper } = at()
  const invoice = await postedInvoice(world)
  const [id = ''] = await bookkeeper.pay([[invoice.number, '40.00']])
  await bookkeeper.read()
  await bookkeeper.empty(id)
  await bookkeeper.read()
  expect(await bookkeeper.inManage(invoice.id)).toEqual([])
})

test('of a receipt over more than is owed the invoice gets its part; the rest is listed until it is applied', async () => {
  const { world, bookkeeper } = at()
  const invoice = await postedInvoice(world)
  const other = await postedInvoice(world)
  const id = await bookkeeper.overpay([invoice.number, '110.00'], '130.00')
  await bookkeeper.read()
  expect(await bookkeeper.inManage(invoice.id)).toEqual(['2026-11-20 110.00'])
  const over = async () => (await bookkeeper.loose()).filter(one => one.amount === '20.00')
  expect(await over()).toMatchObject([{ number: '', why: expect.stringContaining('For no invoice yet') }])
  // Applied to another invoice: it moves there, and is listed no longer.
  await bookkeeper.move(id, [other.number, '20.00'])
  await bookkeeper.read()
  expect(await bookkeeper.inManage(other.id)).toEqual(['2026-11-20 20.00'])
  expect(await over()).toEqual([])
})

test('what a credit memo settles is no money: nothing is paid in ConnectWise, and it is listed', async () => {
  const { world, bookkeeper } = at()
  const invoice = await postedInvoice(world)
  const memo = nextNumber()
  const credited = { ...line('30.00'), amount: '-30.00' }
  const records = await world.books.add([
    { number: memo, company: customer, type: 'CreditMemo', lines: [credited] },
  ])
  await world.ask(records)
  await world.work()
  await bookkeeper.settle([invoice.number, '33.00'], memo)
  await bookkeeper.read()
  expect(await bookkeeper.inManage(invoice.id)).toEqual([])
  expect((await bookkeeper.loose()).filter(one => one.amount === '33.00')).toMatchObject([
    { why: expect.stringContaining('credit') },
  ])
})

test('a receipt that is paid back in part is told apart: the invoice keeps what it was paid', async () => {
  const { world, bookkeeper } = at()
  const invoice = await postedInvoice(world)
  const id = await bookkeeper.overpay([invoice.number, '110.00'], '136.00')
  await bookkeeper.read()
  await bookkeeper.refundFrom(id, [invoice.number, '110.00'], '26.00')
  await bookkeeper.read()
  expect(await bookkeeper.inManage(invoice.id)).toEqual(['2026-11-20 110.00'])
  expect(await bookkeeper.paid(invoice.id)).toMatchObject({
    lines: [{ amount: '110.00', standing: 'written' }],
  })
  expect((await bookkeeper.loose()).filter(one => one.amount === '26.00')).toMatchObject([
    { why: expect.stringContaining('Paid back') },
  ])
})

test('a refund receipt rings, is listed with its customer and number, and is gone when it is deleted', async () => {
  const { world, bookkeeper } = at()
  const invoice = await postedInvoice(world)
  const listed = async () => (await bookkeeper.loose()).filter(one => one.amount === '36.00')
  const { id, remove } = await bookkeeper.receipt(invoice.number, 'R-1', '36.00')
  const event = { name: 'RefundReceipt', id, operation: 'Create', lastUpdated: '2026-11-24T00:00:00Z' }
  const told = { eventNotifications: [{ realmId: REALM_AU, dataChangeEvent: { entities: [event] } }] }
  expect(await handleQuickBooks(Buffer.from(JSON.stringify(told)))).toBe('noted')
  await world.work()
  expect(await listed()).toMatchObject([
    {
      date: '2026-11-24',
      candidates: [],
      customer: expect.stringMatching(/./),
      number: 'R-1',
    },
  ])
  expect(await bookkeeper.inManage(invoice.id)).toEqual([])
  await remove()
  await bookkeeper.read()
  expect(await listed()).toEqual([])
})
