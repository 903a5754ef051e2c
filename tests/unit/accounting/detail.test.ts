import { expect, test } from 'vitest'
import { atDetail } from '../../../lib/accounting/detail.ts'
import { decimal as d, salesLine } from '../../support/planning.ts'

const first = salesLine({ id: '1', work: 'Ticket 7', quantity: d('1.25'), amount: d('187.50') })
const second = salesLine({ id: '2', work: 'Ticket 7', quantity: d('2'), amount: d('300') })
const other = salesLine({ id: '3', work: 'Ticket 8', quantity: d('1'), amount: d('150') })

test('in detail every entry is a line of its own', () => {
  expect(atDetail([first, second], 'detail')).toEqual([
    { ...first, parts: [first] },
    { ...second, parts: [second] },
  ])
})

test('in summary the entries of a ticket are one line, with its hours and its price', () => {
  const [whole, rest, ...more] = atDetail([first, other, second], 'summary')
  expect(whole).toMatchObject({ id: '1', description: 'Ticket 7', unitPrice: d('150') })
  expect([whole?.quantity.toText(), whole?.amount.toText()]).toEqual(['3.25', '487.5'])
  expect(whole?.parts).toEqual([first, second])
  expect(rest).toMatchObject({ description: 'Ticket 8', parts: [other] })
  expect(more).toEqual([])
})

test('where ConnectWise names no ticket, the text of the entry says what belongs together', () => {
  const lines = ['A', 'B', 'A'].map((description, index) => salesLine({ id: String(index), description }))
  expect(atDetail(lines, 'summary').map(line => [line.description, line.parts.length])).toEqual([
    ['A', 2],
    ['B', 1],
  ])
})

test('a standard line stands for one GL mapping; different prices leave it without one', () => {
  const dear = salesLine({ id: '4', unitPrice: d('180'), quantity: d('1'), amount: d('180') })
  const agreement = salesLine({ id: '5', glType: 'RA' })
  const [services, agreed] = atDetail([first, dear, agreement], 'standard')
  expect(services).toMatchObject({ description: 'Services', unitPrice: null, parts: [first, dear] })
  expect(agreed).toMatchObject({ description: 'Agreement', parts: [agreement] })
})

test.each([
  ['another account', { account: '4200' }],
  ['another class', { segments: ['MEL', '', ''] }],
  ['no tax', { taxable: false }],
  ['another tax code', { taxCode: 'EXPORT' }],
  ['an expense', { glType: 'RE' }],
  ['a product', { item: { id: '31', identifier: 'M365' } }],
  ['an amount that cannot be added', { amount: d('1e30') }],
])('never together: %s', (_name, given) => {
  const lines = [first, salesLine({ ...first, id: '9', ...given })]
  expect(atDetail(lines, 'standard').map(line => line.parts.length)).toEqual([1, 1])
  expect(atDetail(lines, 'summary').map(line => line.parts.length)).toEqual([1, 1])
})

test('amounts are added up in the cents that each entry would have had by itself', () => {
  const lines = [salesLine({ id: '1', amount: d('0.004') }), salesLine({ id: '2', amount: d('0.004') })]
  expect(atDetail(lines, 'standard')[0]?.amount.isZero()).toBe(true)
})
