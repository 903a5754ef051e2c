import { sql } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { postings } from '../../../drizzle/schema/postings.ts'
import { goLive, pauseLive } from '../../../lib/accounts/go-live.ts'
import { inAccount } from '../../../lib/accounts/transaction.ts'
import { handleXero } from '../../../lib/webhooks/xero.ts'
import { sweep } from '../../../lib/worker/sweep.ts'
import { DEMO } from '../../simulators/connectwise/index.ts'
import type { Effect } from '../../simulators/kit/faults.ts'
import { DEMO_AU } from '../../simulators/xero/seed.ts'
import { type Bookkeeper, openPayments } from '../../support/payments.ts'
import { closedInvoice, line, type PostingWorld, postingWorld } from '../../support/world.ts'

let world: PostingWorld
let bookkeeper: Bookkeeper

beforeAll(async () => {
  world = await postingWorld()
  bookkeeper = openPayments(world)
})

afterEach(async () => {
  await world.connectwise.control.clearFaults()
  await world.connectwise.control.setParameters({ severalPaymentsPerInvoice: true, refuseOverpayment: true })
  await world.set('payments-from', null)
})

afterAll(() => world.close())

async function byHand(id: number, amount: number, day = '2026-11-01') {
  const basic = Buffer.from(`${DEMO.company}+${DEMO.keys.public}:${DEMO.keys.private}`).toString('base64')
  const place = `${world.connectwise.urls.api}/v4_6_release/apis/3.0/finance/invoices/${id}/payments`
  const response = await fetch(place, {
    method: 'POST',
    headers: { authorization: `Basic ${basic}`, clientId: 'somebody' },
    body: JSON.stringify({ amount, paymentDate: `${day}T00:00:00Z` }),
  })
  expect(response.status).toBe(201)
}

/** An invoice that stands in both books: 110.00 with GST. */
async function posted() {
  const invoice = await closedInvoice(world, { lines: [line('100.00')] })
  await world.ask([invoice])
  await world.work()
  return invoice
}

test('what is paid in Xero is written on the invoice in ConnectWise, part by part, and once', async () => {
  const invoice = await posted()
  await bookkeeper.pay(invoice.number, '40.00', '2026-11-18')
  await bookkeeper.read()
  expect(await bookkeeper.inManage(invoice.id)).toEqual(['2026-11-18 40.00'])
  await bookkeeper.pay(invoice.number, '70.00', '2026-11-20')
  await bookkeeper.read()
  await bookkeeper.read()
  expect(await bookkeeper.inManage(invoice.id)).toEqual(['2026-11-18 40.00', '2026-11-20 70.00'])
})

test('two payments of one amount and day are two', async () => {
  const invoice = await posted()
  await bookkeeper.pay(invoice.number, '55.00')
  await bookkeeper.pay(invoice.number, '55.00')
  await bookkeeper.read()
  expect(await bookkeeper.inManage(invoice.id)).toEqual(['2026-11-20 55.00', '2026-11-20 55.00'])
})

test('a payment that is taken back in Xero is taken back in ConnectWise', async () => {
  const invoice = await posted()
  const first = await bookkeeper.pay(invoice.number, '40.00')
  await bookkeeper.pay(invoice.number, '10.00', '2026-11-21')
  await bookkeeper.read()
  await bookkeeper.remove(first)
  await bookkeeper.pay(invoice.number, '100.00', '2026-11-22')
  await bookkeeper.read()
  expect(await bookkeeper.inManage(invoice.id)).toEqual(['2026-11-21 10.00', '2026-11-22 100.00'])
})

describe.each<{ effect: Effect; times: number }>([
  { effect: 'refuse', times: 2 },
  { effect: 'drop-before', times: 2 },
  { effect: 'drop-after-commit', times: 1 },
  { effect: '500-before', times: 1 },
  { effect: '500-after-commit', times: 1 },
  { effect: 'commit-late', times: 1 },
  { effect: 'limit', times: 2 },
  { effect: 'bad-json', times: 1 },
])('$effect, $times times', ({ effect, times }) => {
  test('a payment is never written twice and never lost', async () => {
    const invoice = await posted()
    await bookkeeper.pay(invoice.number, '40.00')
    const path = `invoices/${invoice.id}/payments`
    await world.connectwise.control.fault({ match: { method: 'POST', path }, effect, times })
    await bookkeeper.read()
    const calls = await world.connectwise.control.calls({ method: 'POST', path })
    expect(calls.filter(call => call.fault !== undefined)).toHaveLength(times)
    expect(await bookkeeper.inManage(invoice.id)).toEqual(['2026-11-20 40.00'])
    expect((await bookkeeper.rows(invoice.id)).map(row => row.settled)).toEqual([true])
  })
})

test('what somebody entered by hand already is not entered again', async () => {
  const invoice = await posted()
  await byHand(invoice.id, 40, '2026-11-20')
  await bookkeeper.pay(invoice.number, '40.00')
  await bookkeeper.read()
  expect(await bookkeeper.inManage(invoice.id)).toEqual(['2026-11-20 40.00'])
  expect(await world.connectwise.control.unknown()).toEqual([])
})

test('an invoice that takes one payment holds the sum with the newest day, and follows what is taken back', async () => {
  await world.connectwise.control.setParameters({ severalPaymentsPerInvoice: false })
  const invoice = await posted()
  const first = await bookkeeper.pay(invoice.number, '40.00', '2026-11-18')
  await bookkeeper.pay(invoice.number, '30.00', '2026-11-20')
  await bookkeeper.read()
  expect(await bookkeeper.inManage(invoice.id)).toEqual(['2026-11-20 70.00'])
  await bookkeeper.remove(first)
  await bookkeeper.read()
  expect(await bookkeeper.inManage(invoice.id)).toEqual(['2026-11-20 30.00'])
})

test('what ConnectWise refuses is told, and written when the ledger has news of it', async () => {
  const invoice = await posted()
  await bookkeeper.pay(invoice.number, '40.00')
  // Somebody entered more by hand: the invoice owes no 40.00 any more.
  await byHand(invoice.id, 100)
  await bookkeeper.read()
  expect(await bookkeeper.inManage(invoice.id)).toEqual(['2026-11-01 100.00'])
  const refused = await inAccount(world.accountId, async tx =>
    (await tx.select().from(postings)).filter(row => row.kind === 'payment' && row.state === 'rejected'),
  )
  expect(refused.map(({ title, problems }) => [title, problems])).toEqual([
    [invoice.number, [{ code: 'payment-refused', message: expect.stringContaining('balance') }]],
  ])
  await world.connectwise.control.setParameters({ refuseOverpayment: false })
  await bookkeeper.read()
  expect(await bookkeeper.inManage(invoice.id)).toEqual(['2026-11-01 100.00', '2026-11-20 40.00'])
})

test('Payments from: a payment before that day is not written', async () => {
  const invoice = await posted()
  await world.set('payments-from', '2026-11-19')
  await bookkeeper.pay(invoice.number, '40.00', '2026-11-18')
  await bookkeeper.pay(invoice.number, '30.00', '2026-11-20')
  await bookkeeper.read()
  expect(await bookkeeper.inManage(invoice.id)).toEqual(['2026-11-20 30.00'])
})

test('E33: what is paid says whether ConnectWise has it; a payment of a document from elsewhere is listed with its invoice', async () => {
  const invoice = await posted()
  await bookkeeper.pay(invoice.number, '40.00')
  await bookkeeper.read()
  expect((await bookkeeper.paid(invoice.id)).lines).toMatchObject([
    { date: '2026-11-20', amount: '40.00', currency: 'AUD', standing: 'written' },
  ])
  // In both books, and never sent from here.
  const older = await closedInvoice(world, { lines: [line('100.00')] })
  await bookkeeper.write(older.number)
  await bookkeeper.pay(older.number, '110.00')
  await bookkeeper.read()
  const listed = (await bookkeeper.loose()).find(one => one.number === older.number)
  expect(listed).toMatchObject({
    amount: '110.00',
    customer: 'Written in Xero',
    candidates: [{ recordId: String(older.id), number: older.number, total: '110.00' }],
  })
  expect(await bookkeeper.inManage(older.id)).toEqual([])
  const id = listed?.id ?? ''
  expect(await bookkeeper.match(id, String(invoice.id)), 'not one of those offered').toBe(false)
  expect(await bookkeeper.match(id, String(older.id))).toBe(true)
  expect(await bookkeeper.match(id, null), 'somebody was first').toBe(false)
  await world.work()
  expect(await bookkeeper.inManage(older.id)).toEqual(['2026-11-20 110.00'])
  expect((await bookkeeper.loose()).some(one => one.number === older.number)).toBe(false)
})

const bell = (category = 'INVOICE') =>
  Buffer.from(
    JSON.stringify({
      events: [
        { tenantId: DEMO_AU, eventCategory: category, eventType: 'UPDATE', resourceId: 'x' },
        { tenantId: 'org-of-nobody', eventCategory: category, eventType: 'UPDATE', resourceId: 'y' },
      ],
    }),
  )

test('the event of a paid invoice is a doorbell: doubled it writes once, lost it is made up for by the sweep', async () => {
  const invoice = await posted()
  await bookkeeper.pay(invoice.number, '40.00')
  expect(await handleXero(bell())).toBe('noted')
  expect(await handleXero(bell())).toBe('noted')
  await world.work()
  expect(await bookkeeper.inManage(invoice.id)).toEqual(['2026-11-20 40.00'])
  await bookkeeper.pay(invoice.number, '20.00', '2026-11-21')
  // Read a moment ago: the sweep has nothing to make up for yet.
  await sweep(world.engine)
  await world.work()
  expect(await bookkeeper.inManage(invoice.id)).toHaveLength(1)
  await world.database.owner.execute(sql`update payment_reads set read_at = now() - interval '16 minutes'`)
  await sweep(world.engine)
  await world.work()
  expect(await bookkeeper.inManage(invoice.id)).toHaveLength(2)
})

test('nothing is written by itself before Go live, nor while payments are switched off', async () => {
  const invoice = await posted()
  await bookkeeper.pay(invoice.number, '40.00')
  await pauseLive(world.accountId, world.actor)
  await handleXero(bell())
  await world.work()
  await goLive(world.accountId, world.actor)
  await world.set('record-kinds', ['invoices', 'credit-memos'])
  await handleXero(bell())
  await bookkeeper.read()
  expect(await bookkeeper.inManage(invoice.id)).toEqual([])
  await world.set('record-kinds', ['invoices', 'credit-memos', 'payments'])
  await handleXero(bell())
  await world.work()
  expect(await bookkeeper.inManage(invoice.id)).toEqual(['2026-11-20 40.00'])
})
