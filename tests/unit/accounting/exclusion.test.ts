import { expect, test } from 'vitest'
import {
  type exclusionCodes,
  exclusionIn,
  findExclusion,
  optionsDespite,
} from '../../../lib/accounting/exclusion.ts'
import type { RecordKind } from '../../../lib/accounting/options.ts'
import { planRecord, planSales } from '../../../lib/accounting/plan.ts'
import { decimal, mappings, planInput, planOptions, salesExport, salesLine } from '../../support/planning.ts'
import { purchaseInput } from '../../support/purchasing.ts'

const invoice = { kind: 'invoice' as const, date: '2026-07-01' as const }

test('a record that the company takes is not left out', () => {
  expect(findExclusion(invoice, planOptions())).toBeNull()
  expect(findExclusion(invoice, planOptions({ cutOffDate: '2026-07-01' }))).toBeNull()
})

test('before the cut-off date it stays out', () => {
  expect(
    findExclusion({ ...invoice, date: '2026-06-30' }, planOptions({ cutOffDate: '2026-07-01' })),
  ).toEqual({
    code: 'before-cut-off',
    date: '2026-06-30',
    cutOff: '2026-07-01',
  })
})

test('a kind that is switched off stays out', () => {
  expect(findExclusion(invoice, planOptions({ recordKinds: ['credit-memos'] }))).toEqual({
    code: 'kind-excluded',
    kind: 'invoices',
  })
  const memo = { ...invoice, kind: 'credit-memo' as const }
  expect(findExclusion(memo, planOptions({ recordKinds: ['invoices'] }))).toEqual({
    code: 'kind-excluded',
    kind: 'credit memos',
  })
})

test('purchases stay out where procurement is off, and by the day of their receipt', () => {
  const purchase = { kind: 'purchase' as const, date: '2026-07-01' as const }
  const options = (given: Parameters<typeof planOptions>[0]) => planOptions(given)
  expect(findExclusion(purchase, options({ recordKinds: ['procurement'] }))).toBeNull()
  expect(findExclusion(purchase, options({ recordKinds: ['invoices', 'credit-memos'] }))).toEqual({
    code: 'kind-excluded',
    kind: 'purchases',
  })
  const { record } = purchaseInput()
  const late = options({ cutOffDate: '2026-11-14', billDate: 'order' })
  expect([record.order.date, record.date, findExclusion(record, late)]).toEqual([
    '2026-11-02',
    '2026-11-14',
    null,
  ])
  expect(findExclusion(record, options({ cutOffDate: '2026-11-15' }))?.code).toBe('before-cut-off')
})

test('stock stays out where inventory is off, and where procurement is, which brings it in', () => {
  const stock = { kind: 'stock' as const, date: '2026-07-01' as const }
  const left = (...recordKinds: RecordKind[]) => findExclusion(stock, planOptions({ recordKinds }))
  expect(left('procurement', 'inventory')).toBeNull()
  for (const kinds of [['inventory'], ['procurement'], []] as const)
    expect(left(...kinds)).toEqual({ code: 'kind-excluded', kind: 'stock movements' })
})

test('that its kind is switched off makes no asset of what a purchase brought', () => {
  const options = optionsDespite(planOptions({ recordKinds: [] }), ['kind-excluded'])
  expect([options.recordKinds.includes('inventory'), options.inventory]).toEqual([true, false])
})

test('a purchase is sent in spite of these rules like any other record', () => {
  const options = planOptions({ recordKinds: [], cutOffDate: '2026-12-01' })
  const codes = (despite: (typeof exclusionCodes)[number][]) =>
    planRecord(purchaseInput({ options: optionsDespite(options, despite) })).problems.map(one => one.code)
  expect(codes(['before-cut-off'])).toEqual(['kind-excluded'])
  expect(codes(['kind-excluded', 'before-cut-off'])).toEqual([])
})

test('a person sets one rule aside; every other one stands', () => {
  const options = planOptions({ recordKinds: ['credit-memos'], cutOffDate: '2026-12-01' })
  const found = (codes: (typeof exclusionCodes)[number][]) =>
    planSales(planInput({ options: optionsDespite(options, codes) })).problems.map(one => one.code)
  expect(found([])).toEqual(['kind-excluded'])
  expect(found(['kind-excluded'])).toEqual(['before-cut-off'])
  expect(found(['before-cut-off'])).toEqual(['kind-excluded'])
  expect(found(['kind-excluded', 'before-cut-off'])).toEqual([])
})

test('nothing but the rule is set aside: what needs a fix still stops the record', () => {
  const options = optionsDespite(planOptions({ cutOffDate: '2026-12-01' }), ['before-cut-off'])
  const { problems, ready } = planSales(
    planInput({ options, mappings: mappings({ without: ['account 4100'] }) }),
  )
  expect([problems.map(one => one.code), ready]).toEqual([['account-unmapped'], false])
})

test('over 0.00 it becomes a document instead of a mark', () => {
  const lines = [salesLine({ unitPrice: decimal('0'), amount: decimal('0') })]
  const record = salesExport({ lines, total: decimal('0'), salesTax: decimal('0') })
  const plan = (codes: ['zero-total'] | []) =>
    planSales(planInput({ record, options: optionsDespite(planOptions(), codes) }))
  expect([plan([]).mark, plan([]).ready]).toEqual([true, false])
  expect([plan(['zero-total']).mark, plan(['zero-total']).ready]).toEqual([false, true])
})

test('whose record it is cannot be set aside, nor what needs a fix', () => {
  expect(exclusionIn([{ code: 'zero-total', marked: true }])).toBe('zero-total')
  expect(exclusionIn([{ code: 'zero-total', warn: true }])).toBeNull()
  expect(exclusionIn([{ code: 'no-ledger', location: 'Sydney' }])).toBeNull()
  expect(exclusionIn([{ code: 'number-missing' }])).toBeNull()
  expect(exclusionIn([])).toBeNull()
})
