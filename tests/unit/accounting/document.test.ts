import { expect, test } from 'vitest'
import { documentKinds, isBought, isOwed, isSpent } from '../../../lib/accounting/document.ts'

test('two kinds are owed by a customer, two to a vendor; two move money at once, and a journal is nobody’s', () => {
  expect(documentKinds.map(kind => [kind, isOwed(kind), isBought(kind), isSpent(kind)])).toEqual([
    ['invoice', true, false, false],
    ['credit-note', true, false, false],
    ['bill', true, true, false],
    ['vendor-credit', true, true, false],
    ['spend', false, false, true],
    ['receive', false, false, true],
    ['journal', false, false, false],
  ])
})
