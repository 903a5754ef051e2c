import { expect, test } from 'vitest'
import { Desk } from '../../../lib/accounting/desk.ts'
import type { PlanOptions } from '../../../lib/accounting/options.ts'
import { checkCompliance, isStock } from '../../../lib/accounting/stock-product.ts'
import { planOptions } from '../../support/planning.ts'
import { stockMappings, stockReference } from '../../support/stocking.ts'

type How = PlanOptions['stockCompliance']

const item = { id: '99', identifier: 'LAP14' }
const both = { item, inventoryAccount: '1300', itemType: ' inventory PART ' }
const ofClass = { ...both, itemType: '' }
const ofType = { ...both, item: { id: '98', identifier: 'DOCK' }, inventoryAccount: ' ' }
const neither = { ...both, inventoryAccount: '', itemType: 'Software' }

const told = (
  stockCompliance: How,
  products: readonly (typeof both)[],
  looked?: readonly ('type' | 'class')[],
) => {
  const options = planOptions({ stockCompliance })
  const desk = new Desk({ options, reference: stockReference(), mappings: stockMappings() })
  checkCompliance(products, desk, looked)
  return desk.problems()
}

test('one of the two decides: the class, unless the company goes by the type', () => {
  const kept = (stockCompliance: How) =>
    [both, ofClass, ofType, neither].map(product => isStock(product, { stockCompliance }))
  expect(kept('strict')).toEqual([true, true, false, false])
  expect(kept('class')).toEqual([true, true, false, false])
  expect(kept('type')).toEqual([true, false, true, false])
  expect(isStock({ ...both, item: null }, { stockCompliance: 'class' })).toBe(false)
  expect(isStock({ ...ofClass, itemType: null }, { stockCompliance: 'type' })).toBe(true)
})

test('E16: those of which class and type differ are listed once, each way round in a problem of its own', () => {
  expect(told('strict', [both, ofClass, ofClass, ofType, neither])).toEqual([
    { code: 'stock-type-differs', products: 'LAP14', count: 1, what: 'type' },
    { code: 'stock-type-differs', products: 'DOCK', count: 1, what: 'class' },
  ])
  expect(told('strict', [both, neither])).toEqual([])
})

test('E16: where one decides the other only warns, and says how it is posted', () => {
  const warned = (how: How) =>
    told(how, [ofClass, ofType]).map(problem => 'asStock' in problem && problem.asStock)
  expect(warned('class')).toEqual([true, false])
  expect(warned('type')).toEqual([false, true])
  expect(told('class', [ofClass])).toMatchObject([{ warn: true }])
})

test('an invoice is asked for the type only', () => {
  expect(told('strict', [ofType], ['type'])).toEqual([])
  expect(told('strict', [ofClass], ['type'])).toHaveLength(1)
})
