import { expect, describe as group, test } from 'vitest'
import { problemTable } from '../../../lib/accounting/problem-table.ts'
import { describe, type Problem } from '../../../lib/accounting/problems.ts'
import { sampleProblems } from '../../support/sample-problems.ts'

test('the table and the samples have the same codes', () => {
  expect(Object.keys(problemTable).toSorted()).toEqual(Object.keys(sampleProblems).toSorted())
})

group.each(Object.values(sampleProblems))('$code', problem => {
  const { title, message, fixLabel, place, severity } = describe(problem, 'Xero')

  test('is told in plain sentences, without blame and without apology', () => {
    expect(title).toMatch(/^[A-Z][^.]+$|\$0\.00$/)
    expect(message).toMatch(/^(\S).*[.?]$/s)
    expect(`${title} ${message}`).not.toMatch(/invalid|sorry|error|please|undefined|null|\$\{|\s{2}|\(\)/i)
  })

  test('has one next step with a place, unless it goes on by itself', () => {
    if (severity !== 'waiting') expect(fixLabel).not.toBe('')
    if (fixLabel === '') expect(place).toEqual({ screen: 'none' })
    if (place.screen === 'mappings') expect(place.kind).not.toBe('')
  })
})

group('what a problem is about', () => {
  const told: [string, Problem, RegExp][] = [
    [
      'the other line',
      { ...sampleProblems['tax-unknown'], lines: 2 },
      /^Line “Cabling” \(5\.00\), like 1 other line, has tax code OLD/,
    ],
    ['the record', sampleProblems['tax-missing'], /^The invoice is taxable/],
    [
      'lines without tax',
      { ...sampleProblems['tax-unmapped'], taxCodeId: 'exempt' },
      /no Xero tax rate is chosen for lines without tax/,
    ],
    [
      'a rate for lines without tax',
      { ...sampleProblems['tax-inactive'], taxCodeId: 'exempt' },
      /has no tax, mapped to GST on Expenses/,
    ],
    ['terms without days', { code: 'due-date-missing', terms: 'Prepaid' }, /its terms Prepaid have no days/],
    ['no terms at all', { code: 'due-date-missing', terms: '' }, /no billing terms/],
    [
      'the total',
      { ...sampleProblems['out-of-balance'], what: undefined },
      /^The lines and their tax come to 1\.00/,
    ],
    ['the tax', sampleProblems['out-of-balance'], /would charge 1\.00 tax, ConnectWise charged 2\.00/],
    ['a closed account by code and name', sampleProblems['account-inactive'], /no longer uses \(200 Sales\)/],
    [
      'an account gone',
      { ...sampleProblems['account-inactive'], ledgerCode: '', ledgerName: '' },
      /no longer uses\.$/,
    ],
    [
      'an open status without a name',
      { code: 'not-closed', status: '' },
      /^ConnectWise writes its entries when you close it\.$/,
    ],
  ]
  test.each(told)('%s', (_name, problem, expected) => {
    expect(describe(problem, 'Xero').message).toMatch(expected)
  })

  test('fix: the very row or field', () => {
    const places = [
      sampleProblems['tracking-unmapped'],
      sampleProblems['category-gone'],
      sampleProblems['rounding-account-missing'],
    ]
    expect(places.map(problem => describe(problem, 'Xero').place)).toEqual([
      { screen: 'mappings', kind: 'tracking-2', key: 'BNE' },
      { screen: 'company', field: 'segment-3-category' },
      { screen: 'company', field: 'rounding-account' },
    ])
    expect(describe({ ...sampleProblems['tax-unmapped'], taxCodeId: 'exempt' }, 'Xero').fixLabel).toBe(
      'Map lines without tax',
    )
    expect(describe({ ...sampleProblems['out-of-balance'], what: undefined }, 'Xero').fixLabel).toBe(
      'Open the invoice',
    )
  })
})
