import { expect, test } from 'vitest'
import { matchOlder } from '../../../lib/accounting/older.ts'
import { calendarDate } from '../../../lib/std/clock.ts'
import { Decimal } from '../../../lib/std/decimal.ts'

/** Written in the ledger before the conversion date, 1 July. */
const conversion = calendarDate('2026-07-01')
const june = calendarDate('2026-06-30')

const document = (number: string, reference: string, { date = june, total = '110.00' } = {}) => ({
  ...{ number, reference, date, currency: 'AUD' },
  total: Decimal.parse(total),
})
const invoice = (number: string, kind: 'invoice' | 'credit-memo' = 'invoice', currency = 'AUD') => ({
  ...{ recordId: `id of ${number}`, number, kind, currency },
  total: Decimal.parse('110.00'),
})
const said = (...[one, day, records]: Parameters<typeof matchOlder<ReturnType<typeof invoice>>>) => {
  const match = matchOlder(one, day, records)
  const named = match.kind === 'one' ? [match.named] : match.named
  const texts = named.map(({ by, record, differs }) => `${by} ${record.number}${differs ? ' differs' : ''}`)
  return [match.kind, ...texts]
}
const both = [invoice('70'), invoice('71')]

test.each([
  ['its reference names it', document('INV-1', '70'), ['one', 'reference 70']],
  ['blanks around a reference say nothing', document('INV-1', ' 70 '), ['one', 'reference 70']],
  ['its number does where the reference names none', document('71', 'Your: PO 9'), ['one', 'number 71']],
  ['both name the same one', document('70', '70'), ['one', 'reference 70']],
  ['both name one, and not the same', document('71', '70'), ['ask', 'reference 70', 'number 71']],
  ['neither does', document('INV-1', ''), ['ask']],
  ['the totals differ', document('INV-1', '70', { total: '109.99' }), ['ask', 'reference 70 differs']],
])('before the conversion date: %s', (_what, one, expected) => {
  expect(said(one, conversion, both)).toEqual(expected)
})

test('on the conversion date and later, or without one, the reference counts for nothing and a person says', () => {
  const later = document('71', '70', { date: conversion })
  expect(said(later, conversion, both)).toEqual(['ask', 'number 71'])
  expect(said(document('71', '70'), null, both)).toEqual(['ask', 'number 71'])
})

test('another currency is another total, and a credit memo of that number is none', () => {
  expect(said(document('70', ''), conversion, [invoice('70', 'invoice', 'NZD')])).toEqual([
    'ask',
    'number 70 differs',
  ])
  expect(said(document('70', ''), conversion, [invoice('70', 'credit-memo')])).toEqual(['ask'])
})

test('a document whose day is not known is no older one', () => {
  expect(said({ ...document('70', ''), date: null }, conversion, both)).toEqual(['ask', 'number 70'])
})
