import { expect, test } from 'vitest'
import { purchaseId, sourceOf, vendorIdOf } from '../../../lib/accounting/record-id.ts'

test('an id says which kind of record it is, and gives back ConnectWise’s own', () => {
  const ids = ['501', purchaseId('501'), purchaseId('12-purchase')]
  expect(ids.map(sourceOf)).toEqual(['invoice', 'purchase', 'purchase'])
  expect(ids.map(vendorIdOf)).toEqual(['501', '501', '12-purchase'])
  expect(new Set(ids).size).toBe(3)
})
