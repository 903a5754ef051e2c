import { expect, test } from 'vitest'
import { documentKinds, isBought } from '../../../lib/accounting/document.ts'

test('two kinds are owed by a customer, two to a vendor, and a journal by and to nobody', () => {
  expect(documentKinds.map(kind => [kind, isBought(kind)])).toEqual([
    ['invoice', false],
    ['credit-note', false],
    ['bill', true],
    ['vendor-credit', true],
    ['journal', false],
  ])
})
