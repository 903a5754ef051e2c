import { expect, test } from 'vitest'
import { documentKinds, isBought } from '../../../lib/accounting/document.ts'

test('of the four kinds two are owed by a customer and two to a vendor', () => {
  expect(documentKinds.map(kind => [kind, isBought(kind)])).toEqual([
    ['invoice', false],
    ['credit-note', false],
    ['bill', true],
    ['vendor-credit', true],
  ])
})
