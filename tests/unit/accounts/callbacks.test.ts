import { expect, test } from 'vitest'
import { callbackIdsOf, callbackIdsText, callbackTypesOf } from '../../../lib/accounts/callbacks.ts'

test('our rows by their types are written as one text and read back; an id alone is that of invoices', () => {
  const ids = { purchaseorder: '15', invoice: '12' }
  expect(callbackIdsText(ids)).toBe('invoice:12 purchaseorder:15')
  expect(callbackIdsOf('invoice:12 purchaseorder:15')).toEqual(ids)
  expect(callbackIdsOf('12')).toEqual({ invoice: '12' })
  expect(callbackIdsOf('ticket:9 invoice:12')).toEqual({ invoice: '12' })
  expect([callbackIdsText({}), callbackIdsOf(null)]).toEqual([null, {}])
})

test('what is reported follows the kinds that are taken; invoices always are', () => {
  expect(callbackTypesOf(new Set())).toEqual(['invoice'])
  expect(callbackTypesOf(new Set(['payments', 'procurement']))).toEqual(['invoice', 'purchaseorder'])
  expect(callbackTypesOf(new Set(['expenses', 'procurement']))).toEqual([
    'invoice',
    'purchaseorder',
    'expense',
  ])
})
