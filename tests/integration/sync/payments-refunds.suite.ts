import { expect, test } from 'vitest'
import { openCredits } from '../../support/credits.ts'
import { type PaidWorld, postedInvoice, postedMemo } from '../../support/payments.ts'
import { closedInvoice, line } from '../../support/world.ts'

/**
 * Money that goes back to the customer, the same for both ledgers: it is no payment of any invoice, is written nowhere in
 * ConnectWise, and is listed for a person.
 */
export function describeRefunds(at: At) {
  describeMemos(at)
  describeParts(at)
}

type At = () => PaidWorld

function seenBy(at: At) {
  return {
    /** What is listed as paid back, whose amount is that. */
    listed: async (amount: string) => {
      const loose = await at().bookkeeper.loose()
      return loose.filter(one => one.amount === amount && one.why.startsWith('Paid back'))
    },
    /** How much was written on records in Manage. */
    writes: async () => {
      const calls = await at().world.connectwise.control.calls({ path: '/payments' })
      return calls.filter(({ method, committed }) => method !== 'GET' && committed).length
    },
  }
}

function describeMemos(at: At) {
  const { listed, writes } = seenBy(at)

  test('a credit memo that is paid back is no payment: nothing is written, and it is listed until it is taken back', async () => {
    const { world, bookkeeper } = at()
    const [invoice, memo] = [await postedInvoice(world), await postedMemo(world)]
    const before = await writes()
    const id = await bookkeeper.refund(memo.number, '31.00')
    await bookkeeper.read()
    await bookkeeper.read()
    expect(await listed('31.00')).toMatchObject([
      { date: '2026-11-24', candidates: [], why: expect.stringContaining('ConnectWise holds no refunds') },
    ])
    expect(await bookkeeper.inManage(memo.id)).toEqual([])
    expect(await bookkeeper.inManage(invoice.id)).toEqual([])
    expect(await bookkeeper.rows(memo.id)).toEqual([])
    expect(await writes()).toBe(before)
    await bookkeeper.remove(id)
    await bookkeeper.read()
    expect(await listed('31.00')).toEqual([])
    expect(await writes()).toBe(before)
  })

  test('a refund is offered no invoice, and none is taken for it where older documents are matched', async () => {
    const { world, bookkeeper } = at()
    await world.set('conversion-date', '2027-12-31')
    const memo = await postedMemo(world)
    const invoice = await closedInvoice(world, { lines: [line('100.00')] })
    await bookkeeper.write(invoice.number)
    const before = await writes()
    await bookkeeper.refund(memo.number, '32.00')
    await bookkeeper.read()
    const [refund] = await listed('32.00')
    expect(refund?.candidates).toEqual([])
    expect(await bookkeeper.match(refund?.id ?? '', String(memo.id))).toBe(false)
    expect(await writes()).toBe(before)
    await world.set('conversion-date', null)
    // A person has seen it: it is listed no longer, and still nothing is written.
    expect(await bookkeeper.match(refund?.id ?? '', null)).toBe(true)
    await bookkeeper.read()
    expect(await listed('32.00')).toEqual([])
    expect(await writes()).toBe(before)
  })
}

function describeParts(at: At) {
  const { listed, writes } = seenBy(at)

  test('a memo that is paid back in part: the rest is applied on both sides as before, and follows what is taken back', async () => {
    const { world, bookkeeper } = at()
    const credits = openCredits(world)
    const [invoice, memo] = [await postedInvoice(world), await postedMemo(world)]
    await bookkeeper.refund(memo.number, '33.50')
    const payment = await credits.apply(memo, invoice, '10.50')
    await credits.read()
    await bookkeeper.read()
    expect(await bookkeeper.paidInLedger(invoice.number)).toBe('10.50')
    expect(await credits.inManage(memo, invoice)).toEqual([`2027-01-18 ${invoice.number} 10.50`])
    expect(await listed('33.50')).toHaveLength(1)
    // Nothing of the refund stands in the way of what is told apart.
    await credits.takeBack(invoice, payment)
    await credits.read()
    await credits.read()
    expect(await bookkeeper.paidInLedger(invoice.number)).toBe('0.00')
    expect(await credits.allOf(invoice)).toEqual([])
  })

  test('more than is left after a refund is not applied, and why is told', async () => {
    const { world, bookkeeper } = at()
    const credits = openCredits(world)
    const [invoice, memo] = [await postedInvoice(world), await postedMemo(world)]
    await bookkeeper.refund(memo.number, '34.00')
    await credits.apply(memo, invoice, '44.00')
    await credits.read()
    expect(await bookkeeper.paidInLedger(invoice.number)).toBe('0.00')
    const pair = (await credits.pairs()).find(one => one.creditRecordId === String(memo.id))
    expect(pair?.problems).toMatchObject([{ code: 'credit-exceeds', what: 'credit', left: '10.00' }])
  })

  test('of an invoice that is paid, what came too much and goes back changes nothing: it stays paid, once', async () => {
    const { world, bookkeeper } = at()
    const invoice = await postedInvoice(world)
    await bookkeeper.pay([[invoice.number, '110.00']])
    await bookkeeper.read()
    const before = await writes()
    const id = await bookkeeper.refundOver(invoice.number, '35.00')
    await bookkeeper.read()
    expect(await bookkeeper.inManage(invoice.id)).toEqual(['2026-11-20 110.00'])
    expect(await listed('35.00')).toHaveLength(1)
    expect(await writes()).toBe(before)
    await bookkeeper.remove(id)
    await bookkeeper.read()
    expect(await listed('35.00')).toEqual([])
    expect(await bookkeeper.inManage(invoice.id)).toEqual(['2026-11-20 110.00'])
  })
}
