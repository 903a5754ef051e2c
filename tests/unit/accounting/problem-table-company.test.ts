import { expect, test } from 'vitest'
import { describe, isBlocking, isLeftAlone, type Problem } from '../../../lib/accounting/problems.ts'
import { sampleProblems } from '../../support/sample-problems.ts'

test('what is left out says the rule in its title, and where it is set', () => {
  const told = (problem: Problem) => {
    const { title, place } = describe(problem, 'Xero')
    return [title, place.screen === 'company' ? place.field : place.screen]
  }
  expect(told(sampleProblems['before-cut-off'])).toEqual(['Not sent: before 1 Jul 2026', 'cut-off-date'])
  expect(told(sampleProblems['kind-excluded'])).toEqual([
    'Not sent: credit memos are switched off',
    'record-kinds',
  ])
  expect(told(sampleProblems['no-ledger'])).toEqual(['This location has no ledger', 'locations'])
})

test('it keeps the record from being sent and is nothing to be mended', () => {
  for (const code of [
    'before-cut-off',
    'kind-excluded',
    'no-ledger',
    'other-company',
    'zero-total',
  ] as const) {
    expect([isBlocking(sampleProblems[code]), isLeftAlone(sampleProblems[code])], code).toEqual([true, true])
  }
  expect(isLeftAlone(sampleProblems['account-unmapped'])).toBe(false)
})

test('a record over nothing is marked, posted or left where it is', () => {
  const message = (problem: Problem) => describe(problem, 'Xero').message
  expect(message({ code: 'zero-total', marked: true })).toMatch(/only marked as done in ConnectWise\.$/)
  expect(message({ code: 'zero-total', warn: true })).toBe(
    'The invoice comes to 0.00. Xero takes it as paid at once.',
  )
  expect(isBlocking({ code: 'zero-total', warn: true })).toBe(false)
  expect(message({ code: 'zero-total' })).toMatch(/so it is not sent\.$/)
})

test('a branding theme that is gone is named and leads to the field that it is chosen in', () => {
  const { message, place } = describe(sampleProblems['theme-gone'], 'Xero')
  expect(message).toBe(
    'This company’s documents take the branding theme Pay by card, which is no longer in Xero.',
  )
  expect(place).toEqual({ screen: 'company', field: 'branding-theme' })
  expect(describe({ code: 'theme-gone', theme: '' }, 'Xero').message).toContain(
    'the branding theme that was chosen, which',
  )
})

test('the one tax rate leads to the field that it is chosen in', () => {
  const place = (taxed: boolean) =>
    describe({ code: 'static-tax-missing', taxed, ledgerTax: '' }, 'Xero').place
  expect([place(true), place(false)]).toEqual([
    { screen: 'company', field: 'tax-static-rate' },
    { screen: 'company', field: 'tax-exempt-rate' },
  ])
})
