import { describe, expect, test } from 'vitest'
import { exactSum } from '../../../app/_ui/exact-sum.ts'
import { formatAmount, formatDay, formatMoney, formatSpan } from '../../../app/_ui/format.ts'
import { placeHref } from '../../../app/_ui/places.ts'

describe('money is formatted from its digits', () => {
  test.each([
    ['4812.50', 'AUD', '$4,812.50 AUD'],
    ['-500.00', 'USD', '-$500.00 USD'],
    ['9007199254740993.01', 'USD', '$9,007,199,254,740,993.01 USD'],
    ['1234', 'JPY', '¥1,234 JPY'],
    ['1.234', 'KWD', 'KWD 1.234'],
    ['5.00', '', '5.00'],
  ])('%s %s', (amount, currency, expected) => {
    expect(formatMoney(amount, currency, true).replaceAll('\u00a0', ' ')).toBe(expected)
  })

  test('an amount keeps the places it has', () => {
    expect(formatAmount('187.5425')).toBe('187.5425')
    expect(formatAmount('12')).toBe('12.00')
  })
})

test('a total of ticked rows is exact', () => {
  expect(exactSum(['0.10', '0.20', '9007199254740993.01'])).toBe('9007199254740993.31')
  expect(exactSum(['-5.00', '4.999'])).toBe('-0.001')
  expect(exactSum([])).toBe('0.00')
})

test('a calendar date is the same day everywhere', () => {
  expect(formatDay('2026-12-14')).toBe('14 Dec 2026')
  expect(formatDay(null)).toBe('')
})

test('spans read as a person says them', () => {
  expect([900, 65_000, 3_700_000].map(formatSpan)).toEqual(['1 s', '1 min 5 s', '1 h 1 min'])
})

describe('a fix leads to its field', () => {
  const outside = { ledgerUrl: 'https://ledger.test/' }
  test.each([
    [{ screen: 'mappings', kind: 'account', key: '2 99&' }, '/k/mappings?company=c&kind=account&key=2+99%26'],
    [
      { screen: 'company', field: 'rounding-account' },
      '/k/companies/c?field=rounding-account#rounding-account',
    ],
    [{ screen: 'ledger', what: 'lock-dates', id: '' }, 'https://ledger.test/'],
    [{ screen: 'connectwise', what: 'invoice', id: '' }, undefined],
    [{ screen: 'none' }, undefined],
  ] as const)('%o', (place, expected) => {
    expect(placeHref({ install: 'k', companyId: 'c' }, place, outside)?.href).toBe(expected)
  })
})
