import { expect, test } from 'vitest'
import { billNumber, standardBillNumber, unknownBillToken } from '../../../lib/accounting/bill-number.ts'
import { purchaseExport } from '../../support/purchasing.ts'

const number = (format: string, given: Parameters<typeof purchaseExport>[0] = {}) =>
  billNumber(format, purchaseExport(given))
const none = { number: '', date: null }

test('the standard is the vendor’s invoice and the order', () => {
  expect(number(standardBillNumber)).toBe('88231 | PO-1201')
})

test('a part without what it asks for is left out, with its separator', () => {
  expect(number(standardBillNumber, { vendorInvoice: none })).toBe('PO-1201')
  expect(number('{vendorInvoice}, {order} | slip {slip}', { packingSlip: '' })).toBe('88231, PO-1201')
  expect(number('{vendorInvoice}, {order} | slip {slip}', { vendorInvoice: none })).toBe(
    'PO-1201 | slip PS-1',
  )
  expect(number('{slip}|{order},{vendorInvoice}')).toBe('PS-1 | PO-1201, 88231')
})

test('where nothing of the record is left, it is the record’s own number', () => {
  expect(number('{vendorInvoice}', { vendorInvoice: none })).toBe('PO-1201-1')
  expect(number('Bill | {vendorInvoice}', { vendorInvoice: none })).toBe('PO-1201-1')
  expect(number('')).toBe('PO-1201-1')
  expect(number(' | , ', { number: ' 7 ' })).toBe('7')
})

test('text beside it stays', () => {
  expect(number('Bill | {order}')).toBe('Bill | PO-1201')
})

test('a vendor’s number may hold a separator itself', () => {
  expect(number('{vendorInvoice}', { vendorInvoice: { number: 'A|1, B', date: null } })).toBe('A|1, B')
})

test('a token that there is not is named', () => {
  expect(unknownBillToken(standardBillNumber)).toBeNull()
  expect(unknownBillToken('{order} | {customer}')).toBe('customer')
})
