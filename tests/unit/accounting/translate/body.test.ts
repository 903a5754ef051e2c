import { describe, expect, test } from 'vitest'
import { Desk } from '../../../../lib/accounting/desk.ts'
import { translateBody } from '../../../../lib/accounting/translate/body.ts'
import { decimal as d, planOptions, planReference } from '../../../support/planning.ts'
import { purchaseInput, purchaseLine } from '../../../support/purchasing.ts'

const facts = { taxCode: 'GST', salesRep: null, contactId: null }
const wanted = [purchaseLine()].map(line => ({ ...line, parts: [line] }))

function body(figures: { total: string; salesTax: string }, desk: Desk, lines = wanted) {
  return translateBody({ total: d(figures.total), salesTax: d(figures.salesTax) }, lines, facts, desk)
}

test('what rounding leaves over stands last', () => {
  const desk = new Desk(purchaseInput(), 'purchase')
  const found = body({ total: '1320.02', salesTax: '120' }, desk)
  expect(found?.lines.map(({ role, amount }) => [role, amount])).toEqual([
    ['sale', d('1200')],
    ['rounding', d('0.02')],
  ])
})

test('a total that no ledger can hold, or no line at all, is no body', () => {
  const desk = new Desk(purchaseInput(), 'purchase')
  expect(body({ total: '1e30', salesTax: '0' }, desk)).toBeNull()
  expect(desk.problems().map(({ code }) => code)).toEqual(['export-malformed'])
  expect(body({ total: '1320', salesTax: '120' }, desk, [])).toBeNull()
})

describe('tax that goes along as calculated', () => {
  const options = planOptions({ purchaseTaxMethod: 'as-calculated' })

  test('goes to lines whose rate has one', () => {
    const desk = new Desk(purchaseInput({ options }), 'purchase')
    expect(body({ total: '1320.01', salesTax: '120.01' }, desk)?.lines[0]?.amountTax).toEqual(d('120.01'))
  })

  test('does not go to a rate of nothing', () => {
    const { taxRates } = planReference()
    const none = { ...taxRates.get('INPUT'), id: 'INPUT', name: 'None', rate: d('0'), active: true }
    const reference = {
      ...purchaseInput().reference,
      taxRates: new Map([
        ...taxRates,
        ['INPUT', { ...none, canApplyToRevenue: false, canApplyToExpenses: true }],
      ]),
    }
    const desk = new Desk(purchaseInput({ options, reference }), 'purchase')
    expect(body({ total: '1320', salesTax: '120' }, desk)?.lines[0]?.amountTax).toEqual(d('0'))
  })
})
