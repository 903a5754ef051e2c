import { expect, test } from 'vitest'
import { isRecordId, purchaseId, sourceOf, stockId, vendorIdOf } from '../../../lib/accounting/record-id.ts'

test('an id says which kind of record it is, and gives back ConnectWise’s own', () => {
  const ids = [
    '501',
    purchaseId('501'),
    purchaseId('12-purchase'),
    stockId('12-adjustment'),
    stockId("a'|~/ b"),
  ]
  expect(ids.map(sourceOf)).toEqual(['invoice', 'purchase', 'purchase', 'stock', 'stock'])
  expect(ids.map(vendorIdOf)).toEqual(['501', '501', '12-purchase', '12-adjustment', "a'|~/ b"])
  expect(new Set(ids).size).toBe(5)
  expect(ids.every(isRecordId)).toBe(true)
})
