import { and, eq } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { postings } from '../../../drizzle/schema/postings.ts'
import { inAccount } from '../../../lib/accounts/transaction.ts'
import { type Bookkeeper, type PaidWorld, postedInvoice } from '../../support/payments.ts'
import { storms } from '../../support/storms.ts'
import { closedInvoice, line } from '../../support/world.ts'

/** The whole way of a payment from the ledger to the invoice in ConnectWise, the same for both ledgers. */
export function describePayments<Paid extends PaidWorld>(open: () => Promise<Paid>): () => Paid {
  let opened: Paid
  beforeAll(async () => {
    opened = await open()
  })
  afterEach(async () => {
    const { control } = opened.world.connectwise
    await control.clearFaults()
    await control.setParameters({ severalPaymentsPerInvoice: true, refuseOverpayment: true })
    await opened.world.set('payments-from', null)
    expect(await control.unknown()).toEqual([])
  })
  afterAll(() => opened.world.close())
  const at = () => opened
  describeWhole(at)
  describeSplit(at)
  describeFaults(at)
  describeSingle(at)
  describeRefused(at)
  describeLoose(at)
  return at
}

type At = () => PaidWorld

/** An invoice that stands in both books, and who keeps the ledger. */
async function begun(at: At) {
  const { world, bookkeeper } = at()
  return { world, bookkeeper, invoice: await postedInvoice(world) }
}

function describeWhole(at: At) {
  test('what is paid in the ledger is written on the invoice in ConnectWise, part by part, and once', async () => {
    const { bookkeeper, invoice } = await begun(at)
    await bookkeeper.pay([[invoice.number, '40.00']], '2026-11-18')
    await bookkeeper.read()
    expect(await bookkeeper.inManage(invoice.id)).toEqual(['2026-11-18 40.00'])
    await bookkeeper.pay([[invoice.number, '70.00']])
    await bookkeeper.read()
    await bookkeeper.read()
    expect(await bookkeeper.inManage(invoice.id)).toEqual(['2026-11-18 40.00', '2026-11-20 70.00'])
  })

  test('two payments of one amount and day are two', async () => {
    const { bookkeeper, invoice } = await begun(at)
    await bookkeeper.pay([[invoice.number, '55.00']])
    await bookkeeper.pay([[invoice.number, '55.00']])
    await bookkeeper.read()
    expect(await bookkeeper.inManage(invoice.id)).toEqual(['2026-11-20 55.00', '2026-11-20 55.00'])
  })

  test('a payment that is taken out of the ledger is taken back in ConnectWise', async () => {
    const { bookkeeper, invoice } = await begun(at)
    const [first = ''] = await bookkeeper.pay([[invoice.number, '40.00']])
    await bookkeeper.pay([[invoice.number, '10.00']], '2026-11-21')
    await bookkeeper.read()
    await bookkeeper.remove(first)
    await bookkeeper.pay([[invoice.number, '100.00']], '2026-11-22')
    await bookkeeper.read()
    expect(await bookkeeper.inManage(invoice.id)).toEqual(['2026-11-21 10.00', '2026-11-22 100.00'])
  })

  test('what somebody entered by hand already is not entered again', async () => {
    const { bookkeeper, invoice } = await begun(at)
    await bookkeeper.byHand(invoice.id, 40, '2026-11-20')
    await bookkeeper.pay([[invoice.number, '40.00']])
    await bookkeeper.read()
    expect(await bookkeeper.inManage(invoice.id)).toEqual(['2026-11-20 40.00'])
  })
}

function describeSplit(at: At) {
  test('one receipt for several invoices is written on each with its own part', async () => {
    const { world, bookkeeper, invoice } = await begun(at)
    const other = await postedInvoice(world)
    await bookkeeper.pay([
      [invoice.number, '110.00'],
      [other.number, '20.50'],
    ])
    await bookkeeper.read()
    expect(await bookkeeper.inManage(invoice.id)).toEqual(['2026-11-20 110.00'])
    expect(await bookkeeper.inManage(other.id)).toEqual(['2026-11-20 20.50'])
  })

  test('a payment that is moved to another invoice in the ledger moves in ConnectWise', async () => {
    const { world, bookkeeper, invoice } = await begun(at)
    const other = await postedInvoice(world)
    const [id = ''] = await bookkeeper.pay([[invoice.number, '40.00']])
    await bookkeeper.read()
    await bookkeeper.move(id, [other.number, '40.00'], '2026-11-21')
    await bookkeeper.read()
    expect(await bookkeeper.inManage(invoice.id)).toEqual([])
    expect(await bookkeeper.inManage(other.id)).toEqual(['2026-11-21 40.00'])
  })

  test('of a payment that is moved before it was read the last word is written alone', async () => {
    const { world, bookkeeper, invoice } = await begun(at)
    const other = await postedInvoice(world)
    const [id = ''] = await bookkeeper.pay([[invoice.number, '40.00']])
    await bookkeeper.move(id, [other.number, '35.00'])
    await bookkeeper.read()
    expect(await bookkeeper.inManage(invoice.id)).toEqual([])
    expect(await bookkeeper.inManage(other.id)).toEqual(['2026-11-20 35.00'])
  })
}

function describeFaults(at: At) {
  describe.each(storms)('$effect, $times times', ({ effect, times }) => {
    test('a payment is never written twice and never lost', async () => {
      const { world, bookkeeper, invoice } = await begun(at)
      await bookkeeper.pay([[invoice.number, '40.00']])
      const path = `invoices/${invoice.id}/payments`
      await world.connectwise.control.fault({ match: { method: 'POST', path }, effect, times })
      await bookkeeper.read()
      const calls = await world.connectwise.control.calls({ method: 'POST', path })
      expect(calls.filter(call => call.fault !== undefined)).toHaveLength(times)
      expect(await bookkeeper.inManage(invoice.id)).toEqual(['2026-11-20 40.00'])
      expect((await bookkeeper.rows(invoice.id)).map(row => row.settled)).toEqual([true])
    })
  })
}

/** Whether ConnectWise takes a second payment of an invoice is told differently: both are true somewhere. */
function describeSingle(at: At) {
  const lone = () => at().world.connectwise.control.setParameters({ severalPaymentsPerInvoice: false })

  test('an invoice that takes one payment holds the sum with the newest day, and follows what is taken back', async () => {
    await lone()
    const { world, bookkeeper, invoice } = await begun(at)
    const [first = ''] = await bookkeeper.pay([[invoice.number, '40.00']], '2026-11-18')
    await bookkeeper.pay([[invoice.number, '30.00']])
    await bookkeeper.read()
    expect(await bookkeeper.inManage(invoice.id)).toEqual(['2026-11-20 70.00'])
    const path = `invoices/${invoice.id}/payments`
    const changed = await world.connectwise.control.calls({ method: 'PATCH', path })
    expect(changed.map(({ status }) => status)).toEqual([200])
    await bookkeeper.remove(first)
    await bookkeeper.read()
    expect(await bookkeeper.inManage(invoice.id)).toEqual(['2026-11-20 30.00'])
  })

  test('one receipt for several invoices finds each with a payment already, and raises it', async () => {
    await lone()
    const { world, bookkeeper, invoice } = await begun(at)
    const other = await postedInvoice(world)
    await bookkeeper.pay([[invoice.number, '10.00']], '2026-11-18')
    await bookkeeper.pay([[other.number, '5.00']], '2026-11-18')
    await bookkeeper.read()
    await bookkeeper.pay([
      [invoice.number, '100.00'],
      [other.number, '50.00'],
    ])
    await bookkeeper.read()
    expect(await bookkeeper.inManage(invoice.id)).toEqual(['2026-11-20 110.00'])
    expect(await bookkeeper.inManage(other.id)).toEqual(['2026-11-20 55.00'])
  })

  test('the raise of a payment is never made twice and never lost when its answer is', async () => {
    await lone()
    const { world, bookkeeper, invoice } = await begun(at)
    await bookkeeper.pay([[invoice.number, '40.00']], '2026-11-18')
    await bookkeeper.read()
    const match = { method: 'PATCH', path: `invoices/${invoice.id}/payments` }
    await world.connectwise.control.fault({ match, effect: 'drop-after-commit', times: 1 })
    await bookkeeper.pay([[invoice.number, '30.00']])
    await bookkeeper.read()
    expect(await bookkeeper.inManage(invoice.id)).toEqual(['2026-11-20 70.00'])
    expect((await bookkeeper.rows(invoice.id)).map(row => row.settled)).toEqual([true, true])
  })
}

function describeRefused(at: At) {
  test('what ConnectWise refuses is told, and written when the ledger has news of it', async () => {
    const { world, bookkeeper, invoice } = await begun(at)
    await bookkeeper.pay([[invoice.number, '40.00']])
    // Somebody entered more by hand: the invoice owes no 40.00 any more.
    await bookkeeper.byHand(invoice.id, 100, '2026-11-01')
    await bookkeeper.read()
    expect(await bookkeeper.inManage(invoice.id)).toEqual(['2026-11-01 100.00'])
    const refused = await inAccount(world.accountId, tx =>
      tx
        .select()
        .from(postings)
        .where(and(eq(postings.kind, 'payment'), eq(postings.state, 'rejected'))),
    )
    expect(refused.map(({ title, problems }) => [title, problems])).toEqual([
      [invoice.number, [{ code: 'payment-refused', message: expect.stringContaining('balance') }]],
    ])
    await world.connectwise.control.setParameters({ refuseOverpayment: false })
    await bookkeeper.read()
    expect(await bookkeeper.inManage(invoice.id)).toEqual(['2026-11-01 100.00', '2026-11-20 40.00'])
  })
}

function describeLoose(at: At) {
  test('E33: what is paid says whether ConnectWise has it; a payment of a document from elsewhere is listed with its invoice', async () => {
    const { world, bookkeeper, invoice } = await begun(at)
    await bookkeeper.pay([[invoice.number, '40.00']])
    await bookkeeper.read()
    expect((await bookkeeper.paid(invoice.id)).lines).toMatchObject([
      { date: '2026-11-20', amount: '40.00', currency: 'AUD', standing: 'written' },
    ])
    // In both books, and never sent from here.
    const older = await closedInvoice(world, { lines: [line('100.00')] })
    await bookkeeper.write(older.number)
    await bookkeeper.pay([[older.number, '110.00']])
    await bookkeeper.read()
    const listed = await looseOf(bookkeeper, older.number)
    expect(listed).toMatchObject({
      amount: '110.00',
      candidates: [{ recordId: String(older.id), number: older.number, total: '110.00' }],
    })
    expect(await bookkeeper.inManage(older.id)).toEqual([])
    const id = listed?.id ?? ''
    expect(await bookkeeper.match(id, String(invoice.id)), 'not one of those offered').toBe(false)
    expect(await bookkeeper.match(id, String(older.id))).toBe(true)
    expect(await bookkeeper.match(id, null), 'somebody was first').toBe(false)
    await world.work()
    expect(await bookkeeper.inManage(older.id)).toEqual(['2026-11-20 110.00'])
    expect(await looseOf(bookkeeper, older.number)).toBeUndefined()
  })
}

export async function looseOf(bookkeeper: Bookkeeper, number: string) {
  return (await bookkeeper.loose()).find(one => one.number === number)
}
