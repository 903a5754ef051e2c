import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { paidInXero, postedInvoice } from '../../support/payments.ts'

/** Payments dated in a period whose books are locked in the ledger. */

let opened: Awaited<ReturnType<typeof paidInXero>>
beforeAll(async () => {
  opened = await paidInXero()
})
afterEach(() => lock('2020-01-01'))
afterAll(() => opened.world.close())

async function lock(periodLockDate: string): Promise<void> {
  await opened.world.xero.control.seed({ kind: 'organisation', change: { periodLockDate } })
  await opened.world.refreshLists()
}

/** Paid on 31 October and on 2 November, and the ledger locked up to the end of October before anything was read. */
async function paidBeforeTheLock() {
  const invoice = await postedInvoice(opened.world)
  await opened.bookkeeper.pay([[invoice.number, '40.00']], '2026-10-31')
  await opened.bookkeeper.pay([[invoice.number, '30.00']], '2026-11-02')
  await lock('2026-10-31')
  return invoice
}

test('Payments dated in a locked period: written as dated, on the first open day, or listed', async () => {
  const { world, bookkeeper } = opened
  await world.set('payments-locked', 'as-dated')
  const dated = await paidBeforeTheLock()
  await bookkeeper.read()
  expect(await bookkeeper.inManage(dated.id)).toEqual(['2026-10-31 40.00', '2026-11-02 30.00'])
  await lock('2020-01-01')
  await world.set('payments-locked', 'first-open')
  const moved = await paidBeforeTheLock()
  await bookkeeper.read()
  expect(await bookkeeper.inManage(moved.id)).toEqual(['2026-11-01 40.00', '2026-11-02 30.00'])
  // The lock moves on: what is written stays on its day, and what was written as dated does too.
  await lock('2026-11-15')
  await bookkeeper.read()
  expect(await bookkeeper.inManage(moved.id)).toEqual(['2026-11-01 40.00', '2026-11-02 30.00'])
  expect(await bookkeeper.inManage(dated.id)).toEqual(['2026-10-31 40.00', '2026-11-02 30.00'])
})

test('E20: listed before anything is written, with what to do; entered by hand it is left out for good', async () => {
  const { world, bookkeeper } = opened
  await world.set('payments-locked', 'list')
  const invoice = await paidBeforeTheLock()
  await bookkeeper.read()
  expect(await bookkeeper.inManage(invoice.id)).toEqual(['2026-11-02 30.00'])
  const listed = async () => (await bookkeeper.loose()).filter(one => one.number === invoice.number)
  const [one] = await listed()
  expect(one).toMatchObject({ date: '2026-10-31', amount: '40.00', candidates: [] })
  expect(one?.why).toContain(`locked up to 2026-10-31: enter it by hand on invoice ${invoice.number}`)
  await bookkeeper.byHand(invoice.id, 40, '2026-11-05')
  expect(await bookkeeper.match(one?.id ?? '', null)).toBe(true)
  await bookkeeper.read()
  await lock('2020-01-01')
  await bookkeeper.read()
  expect(await listed()).toEqual([])
  expect(await bookkeeper.inManage(invoice.id)).toEqual(['2026-11-02 30.00', '2026-11-05 40.00'])
})
