import { expect, describe as group, test } from 'vitest'
import { about, describe } from '../../../lib/accounting/problems.ts'
import { sampleProblems } from '../../support/sample-problems.ts'

/** What a count never is told: it is no invoice, nobody owes it, and nobody ordered it. */
const ofOthers = /the invoice|this invoice|an invoice|customer|the purchase|purchase order|sales/i

/** All that translate and check say of stock. */
const ofStock = [
  'account-missing',
  'account-unmapped',
  'tracking-missing',
  'tracking-unmapped',
  'date-locked',
  'no-entries',
  'export-malformed',
  'preview-changed',
  'journal-unbalanced',
  'asset-account-missing',
  'adjustment-account-missing',
  'chosen-account-gone',
  'stock-type-differs',
  'stock-currency',
  'nothing-moves',
  'batch-unfit',
] as const

group.each(ofStock)('%s', code => {
  test('is told of stock in its own words', () => {
    const { title, message, fixLabel, place } = describe(about('stock', sampleProblems[code]), 'Xero')
    expect(`${title} ${message} ${fixLabel}`).not.toMatch(ofOthers)
    if (place.screen === 'connectwise') expect(place.what).not.toMatch(/invoice|purchase-order/)
  })
})

const told = (problem: Parameters<typeof describe>[0]) => describe(problem, 'Xero')

test('E16: products whose class and type differ are listed, with what is done with them and the cure', () => {
  const differs = sampleProblems['stock-type-differs']
  expect(told(differs).message).toBe(
    'LAP14, DOCK are of class Inventory, and the Type XRef of the product types is not “Inventory Part”. This company posts only what both say alike. Set the Type XRef to Inventory Part, or change the class.',
  )
  expect(told({ ...differs, warn: true, asStock: true }).message).toMatch(/They are posted as stock\./)
  const other = { ...differs, products: 'LAP14', count: 1, what: 'class' as const }
  expect(told(other).message).toMatch(
    /^LAP14 has the Type XRef “Inventory Part”, and is not of class Inventory\./,
  )
  expect(told({ ...other, warn: true, asStock: false }).message).toMatch(
    /It is posted as spent, not as stock\./,
  )
  expect(told({ ...other, warn: true }).severity).toBe('check')
})

test('an asset account is cured where the company looks for it', () => {
  const missing = sampleProblems['asset-account-missing']
  expect(told(missing).place).toMatchObject({ screen: 'connectwise', what: 'gl-accounts' })
  expect(told({ ...missing, from: 'warehouse' }).place).toMatchObject({ what: 'warehouses' })
  for (const setting of ['drop-ship-account', 'stock-adjustment-account', 'purchase-tax-account'] as const)
    expect(told({ ...sampleProblems['chosen-account-gone'], setting }).place).toEqual({
      screen: 'company',
      field: setting,
    })
})

test('E27: the character is named', () => {
  const unfit = sampleProblems['batch-unfit']
  expect(told(unfit).message).toMatch(/^“Joe's van” contains an apostrophe/)
  expect(told({ ...unfit, character: '|' }).message).toMatch(/contains the character \|/)
})
