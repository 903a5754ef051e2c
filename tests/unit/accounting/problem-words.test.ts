import { expect, test } from 'vitest'
import {
  dayInWords,
  lineOf,
  mapping,
  named,
  openRecord,
  theRecord,
  writtenAnew,
} from '../../../lib/accounting/problem-words.ts'

test('a day as a person reads it', () => {
  expect([dayInWords('2026-07-01'), dayInWords('2026-12-31')]).toEqual(['1 Jul 2026', '31 Dec 2026'])
})

test('a line by its text, with its amount and how many are like it; the record where there is none', () => {
  expect(lineOf({ line: 'Cabling', amount: '5.00', lines: 3 })).toBe(
    'Line “Cabling” (5.00), like 2 other lines,',
  )
  expect(lineOf({})).toBe('The invoice')
})

test('a name stands in brackets, and a key leads to its row', () => {
  expect([named(''), named('Perth')]).toEqual(['', ' (Perth)'])
  expect(mapping('sales-rep', '7')).toEqual({ screen: 'mappings', kind: 'sales-rep', key: '7' })
})

test('a purchase is called one, and its screen is that of its order', () => {
  const of = 'purchase'
  expect([theRecord({ of }), theRecord({}), lineOf({ of })]).toEqual([
    'The purchase',
    'The invoice',
    'The purchase',
  ])
  expect([writtenAnew({}), writtenAnew({ of })]).toEqual([
    'reopen and close the invoice',
    'reopen the purchase order, un-receive the items and receive them again',
  ])
  expect(openRecord({ of })).toEqual({
    label: 'Open the purchase order',
    place: { screen: 'connectwise', what: 'purchase-order', id: '' },
  })
  expect(openRecord({}, 'Change the number').label).toBe('Change the number')
})
