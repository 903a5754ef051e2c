import { expect, test } from 'vitest'
import { Desk, type Side, taxMethodOf } from '../../../lib/accounting/desk.ts'
import { decimal, planInput, planOptions, planReference } from '../../support/planning.ts'

test('every key asked for is noted once, answered or not', () => {
  const desk = new Desk(planInput())
  expect([
    desk.find('account', '4100', '4100'),
    desk.find('account', '9999', '9999'),
    desk.find('account', '4100', '4100'),
  ]).toEqual(['acc-200', null, 'acc-200'])
  expect(desk.mappingKeys()).toEqual([
    { kind: 'account', key: '4100', name: '4100' },
    { kind: 'account', key: '9999', name: '9999' },
  ])
})

test('a finding that lines share is told once, with the first line and the count', () => {
  const desk = new Desk(planInput())
  for (const line of ['a', 'b', 'c'])
    desk.report({ code: 'tax-unknown', taxCode: 'X', line, lineId: line, amount: '1.00' })
  desk.report({ code: 'tax-unknown', taxCode: 'Y', line: 'd' })
  desk.report({ code: 'number-missing' })
  expect(desk.problems()).toEqual([
    { code: 'tax-unknown', taxCode: 'X', line: 'a', lineId: 'a', amount: '1.00', lines: 3 },
    { code: 'tax-unknown', taxCode: 'Y', line: 'd' },
    { code: 'number-missing' },
  ])
})

test('a choice that is only looked at is asked of nobody', () => {
  const desk = new Desk(planInput())
  expect([desk.peek('account', '4100'), desk.peek('account', '9999')]).toEqual(['acc-200', null])
  expect(desk.mappingKeys()).toEqual([])
})

test('what is bought is taxed in its own way', () => {
  const options = planOptions({ taxMethod: 'static', purchaseTaxMethod: 'as-calculated' })
  const method = (side: Side) => new Desk(planInput({ options }), side).taxMethod
  expect([method('sale'), method('purchase'), taxMethodOf(options, 'purchase')]).toEqual([
    'static',
    'as-calculated',
    'as-calculated',
  ])
})

test('one code may come to something else on what is bought', () => {
  const onPurchases = { rate: decimal('12'), parts: [{ id: 'P1', rate: decimal('12') }] }
  const { taxRates } = planReference()
  const both = {
    id: 'BOTH',
    name: 'GST',
    rate: decimal('10'),
    active: true,
    canApplyToRevenue: true,
    canApplyToExpenses: true,
    onPurchases,
  }
  const reference = planReference({ taxRates: new Map([...taxRates, ['BOTH', both]]) })
  const rate = (side: Side) => new Desk(planInput({ reference }), side).taxRate('BOTH')
  expect(rate('sale')).toMatchObject({ rate: decimal('10') })
  expect(rate('sale')?.parts).toBeUndefined()
  expect(rate('purchase')).toMatchObject(onPurchases)
})
