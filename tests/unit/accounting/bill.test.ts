import { expect, test } from 'vitest'
import { asBilled, billDate, billKind } from '../../../lib/accounting/bill.ts'
import { decimal as d } from '../../support/planning.ts'
import { purchaseExport, purchaseLine } from '../../support/purchasing.ts'

test('below zero it is a credit of the vendor’s, to the cent', () => {
  expect(['1', '0', '-0.004', '-0.01'].map(total => billKind({ total: d(total) }))).toEqual([
    'bill',
    'bill',
    'bill',
    'vendor-credit',
  ])
})

test('a bill keeps its amounts, a credit turns them all', () => {
  const bill = purchaseExport()
  expect(asBilled(bill)).toBe(bill)
  const lines = [
    purchaseLine({ quantity: d('-2'), unitPrice: d('600'), amount: d('-1200') }),
    purchaseLine({ quantity: d('1'), unitPrice: d('50'), amount: d('50') }),
  ]
  const turned = asBilled(purchaseExport({ total: d('-1265'), salesTax: d('-115'), lines }))
  expect([turned.total, turned.salesTax]).toEqual([d('1265'), d('115')])
  expect(turned.lines.map(({ quantity, amount }) => [quantity, amount])).toEqual([
    [d('2'), d('1200')],
    [d('1'), d('-50')],
  ])
})

test('the day is the one that the company wants, else the order’s, else that of the receipt', () => {
  const all = purchaseExport({ shippedOn: '2026-11-12' })
  const wanted = ['order', 'vendor-invoice', 'received', 'shipped'] as const
  expect(wanted.map(from => billDate(all, from))).toEqual([
    '2026-11-02',
    '2026-11-10',
    '2026-11-14',
    '2026-11-12',
  ])
  const ordered = purchaseExport({ vendorInvoice: { number: '', date: null } })
  expect(wanted.map(from => billDate(ordered, from))).toEqual([
    '2026-11-02',
    '2026-11-02',
    '2026-11-14',
    '2026-11-02',
  ])
  const received = { ...ordered, order: { id: '1', number: '1', date: null } }
  expect(new Set(wanted.map(from => billDate(received, from)))).toEqual(new Set(['2026-11-14']))
})
