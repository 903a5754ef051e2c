import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { paidInXero, postedInvoice } from '../../support/payments.ts'
import { closedInvoice, line, nextNumber } from '../../support/world.ts'

/** Payments of documents that came to the ledger without Evenbook, before the company's conversion date. */

let opened: Awaited<ReturnType<typeof paidInXero>>
beforeAll(async () => {
  opened = await paidInXero()
})
afterEach(async () => {
  await opened.world.set('conversion-date', null)
  await opened.world.set('payments-from', null)
})
afterAll(() => opened.world.close())

/** In ConnectWise since before, 110.00 with GST; never sent from here. */
const older = () => closedInvoice(opened.world, { lines: [line('100.00')] })
const loose = async (number: string) => (await opened.bookkeeper.loose()).find(one => one.number === number)

test('Conversion date: the payment of an older document goes to the invoice that its reference names', async () => {
  const { world, bookkeeper } = opened
  await world.set('conversion-date', '2026-11-10')
  const [byReference, byNumber] = [await older(), await older()]
  const number = `INV-${nextNumber()}`
  await bookkeeper.write(number, { reference: byReference.number })
  await bookkeeper.write(byNumber.number, { reference: 'Your: PO 4711' })
  await bookkeeper.pay([
    [number, '60.00'],
    [byNumber.number, '110.00'],
  ])
  await bookkeeper.read()
  expect(await bookkeeper.inManage(byReference.id)).toEqual(['2026-11-20 60.00'])
  expect(await bookkeeper.inManage(byNumber.id)).toEqual(['2026-11-20 110.00'])
  expect((await bookkeeper.rows(byReference.id)).map(row => row.matchedBy)).toEqual(['reference'])
  // What is paid of it later, and what is taken back, follows.
  const [second = ''] = await bookkeeper.pay([[number, '50.00']], '2026-11-21')
  await bookkeeper.read()
  expect(await bookkeeper.inManage(byReference.id)).toEqual(['2026-11-20 60.00', '2026-11-21 50.00'])
  await bookkeeper.remove(second)
  await bookkeeper.read()
  expect(await bookkeeper.inManage(byReference.id)).toEqual(['2026-11-20 60.00'])
})

test('a document of the conversion date or later is listed with the invoice of its number, and a person says', async () => {
  const { world, bookkeeper } = opened
  await world.set('conversion-date', '2026-11-10')
  const [one, other] = [await older(), await older()]
  await bookkeeper.write(one.number, { date: '2026-11-10', reference: other.number })
  await bookkeeper.pay([[one.number, '110.00']])
  await bookkeeper.read()
  expect(await bookkeeper.inManage(one.id)).toEqual([])
  expect(await bookkeeper.inManage(other.id)).toEqual([])
  expect((await loose(one.number))?.candidates).toMatchObject([{ recordId: String(one.id), by: 'number' }])
})

test('E19: a document whose number and reference name two invoices is shown with both; the choice is made once and kept', async () => {
  const { world, bookkeeper } = opened
  await world.set('conversion-date', '2026-11-10')
  const [byNumber, byReference] = [await older(), await older()]
  await bookkeeper.write(byNumber.number, { reference: byReference.number })
  await bookkeeper.pay([[byNumber.number, '60.00']])
  await bookkeeper.read()
  const nothing = async () => [
    await bookkeeper.inManage(byNumber.id),
    await bookkeeper.inManage(byReference.id),
  ]
  expect(await nothing()).toEqual([[], []])
  const listed = await loose(byNumber.number)
  expect(listed?.candidates).toMatchObject([
    { recordId: String(byReference.id), by: 'reference' },
    { recordId: String(byNumber.id), by: 'number' },
  ])
  expect(listed?.why).toContain('names one invoice and its number another')
  expect(await bookkeeper.match(listed?.id ?? '', String(byReference.id))).toBe(true)
  await world.work()
  await bookkeeper.pay([[byNumber.number, '50.00']], '2026-11-21')
  await bookkeeper.read()
  expect(await bookkeeper.inManage(byReference.id)).toEqual(['2026-11-20 60.00', '2026-11-21 50.00'])
  expect(await bookkeeper.inManage(byNumber.id)).toEqual([])
  expect(await loose(byNumber.number)).toBeUndefined()
})

test('another total, and an invoice that stands in the ledger by a document of ours, are a person’s to decide', async () => {
  const { world, bookkeeper } = opened
  await world.set('conversion-date', '2026-11-10')
  const [dearer, ours] = [await older(), await postedInvoice(world)]
  await bookkeeper.write(dearer.number, { amount: 120 })
  const number = `INV-${nextNumber()}`
  await bookkeeper.write(number, { reference: ours.number })
  await bookkeeper.pay([
    [dearer.number, '120.00'],
    [number, '110.00'],
  ])
  await bookkeeper.read()
  expect((await loose(dearer.number))?.why).toContain('its total is another one')
  expect((await loose(number))?.candidates).toMatchObject([{ recordId: String(ours.id) }])
  expect(await bookkeeper.inManage(dearer.id)).toEqual([])
  expect(await bookkeeper.inManage(ours.id)).toEqual([])
})

test('a conversion date that is set later takes up what was listed', async () => {
  const { world, bookkeeper } = opened
  const one = await older()
  await bookkeeper.write(one.number)
  await bookkeeper.pay([[one.number, '110.00']])
  await bookkeeper.read()
  expect(await loose(one.number)).toBeDefined()
  await world.set('conversion-date', '2026-11-10')
  await bookkeeper.read()
  expect(await bookkeeper.inManage(one.id)).toEqual(['2026-11-20 110.00'])
})
