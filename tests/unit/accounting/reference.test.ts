import { expect, test } from 'vitest'
import { referenceText, standardReference, unknownToken } from '../../../lib/accounting/reference.ts'
import { salesExport } from '../../support/planning.ts'

const text = (format: string, given: Parameters<typeof salesExport>[0] = {}) =>
  referenceText(format, salesExport(given))

test('the standard says order and project where there are any', () => {
  expect(text(standardReference)).toBe('')
  expect(text(standardReference, { purchaseOrder: 'PO-7' })).toBe('Your: PO-7')
  expect(text(standardReference, { purchaseOrder: 'PO-7', project: 'Move' })).toBe(
    'Your: PO-7, Project: Move',
  )
})

test('the one field of the order is the agreement’s on an agreement’s invoice', () => {
  const format = 'Order {customerPO}, Agreement {agreementPO}'
  expect(text(format, { purchaseOrder: 'PO-7' })).toBe('Order PO-7')
  expect(text(format, { purchaseOrder: 'PO-7', billingType: 'agreement' })).toBe('Agreement PO-7')
})

test('a part stands only with all of its tokens, one without tokens always', () => {
  expect(text('Thank you, {project} for {customer}')).toBe('Thank you')
  expect(text('{project} for {customer}', { project: 'Move' })).toBe('Move for Acme Dental')
  expect(text('{invoice} {memo} {salesRep}', { memo: 'm', salesRep: { id: '', name: 'Jane' } })).toBe(
    'INV-501 m Jane',
  )
  expect(text('', { purchaseOrder: 'PO-7' })).toBe('')
})

test('it is never longer than the ledger takes', () => {
  expect(text('{memo}', { memo: 'x'.repeat(300) })).toHaveLength(255)
})

test('a token that there is not is named', () => {
  expect(unknownToken('{invoice}, {custmer}')).toBe('custmer')
  expect(unknownToken(standardReference)).toBeNull()
})
