import { expect, describe as group, test } from 'vitest'
import { about, describe, type Problem } from '../../../lib/accounting/problems.ts'
import { sampleProblems } from '../../support/sample-problems.ts'

/** What a purchase never is told: it is no invoice of ours, and has no customer. */
const ofSales = /the invoice|this invoice|an invoice|customer|sales/i

/** All that translate and check say of a purchase. */
const ofPurchases = [
  'account-missing',
  'tax-missing',
  'tracking-missing',
  'number-missing',
  'number-invalid',
  'currency-unknown',
  'currency-missing',
  'date-locked',
  'due-date-missing',
  'no-entries',
  'not-closed',
  'out-of-balance',
  'rounding-applied',
  'description-missing',
  'export-malformed',
  'preview-changed',
  'zero-total',
  'static-tax-missing',
] as const

group.each(ofPurchases)('%s', code => {
  test('is told of a purchase in its own words', () => {
    const { title, message, fixLabel, place } = describe(about('purchase', sampleProblems[code]), 'Xero')
    expect(`${title} ${message} ${fixLabel}`).not.toMatch(ofSales)
    if (place.screen === 'connectwise') expect(place.what).not.toBe('invoice')
    if (place.screen === 'company') expect(place.field).not.toMatch(/^tax-/)
  })
})

const place = (problem: Problem) => describe(problem, 'Xero').place

test('an invoice keeps its words', () => {
  const { message, place: where } = describe(sampleProblems['currency-missing'], 'Xero')
  expect(message).toMatch(/for this invoice/)
  expect(where).toEqual({ screen: 'connectwise', what: 'invoice', id: '' })
})

test('a number is cured where it comes from: the way bills are numbered, or ConnectWise', () => {
  const number = about('purchase', sampleProblems['number-invalid'])
  expect(place({ code: 'number-invalid', number: 'A', reason: 'r', format: true, of: 'purchase' })).toEqual({
    screen: 'company',
    field: 'bill-number-format',
  })
  expect(place(number)).toEqual({ screen: 'connectwise', what: 'purchase-order', id: '' })
})

test('a tax that is off leads to the rates of what was bought', () => {
  const off = sampleProblems['out-of-balance']
  expect([place(off), place(about('purchase', off))]).toEqual([
    { screen: 'mappings', kind: 'tax', key: '' },
    { screen: 'mappings', kind: 'purchase-tax', key: '' },
  ])
  const rounded = { ...sampleProblems['rounding-applied'], tax: true }
  expect(place({ ...rounded, of: 'purchase' })).toEqual({ screen: 'company', field: 'purchase-tax-method' })
})
