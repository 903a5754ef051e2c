import { expect, test } from 'vitest'
import { planSales } from '../../../../lib/accounting/plan.ts'
import {
  decimal,
  mappings,
  planInput,
  planOptions,
  planReference,
  salesExport,
  salesLine,
} from '../../../support/planning.ts'

const sold = salesLine({
  ...{ glType: 'RP', account: '4200', item: { id: '31', identifier: 'M365' }, costAccount: '4100' },
  ...{
    inventoryAccount: '1300',
    itemType: 'inventory part ',
    quantity: decimal('3'),
    cost: decimal('10.005'),
  },
})
const known = {
  mappings: mappings({ and: [['account', '1300', 'acc-860']] }),
  options: planOptions({ inventory: true }),
  reference: planReference(),
}
const plan = (given: Parameters<typeof salesExport>[0] = {}, options = known.options) =>
  planSales(planInput({ ...known, options, record: salesExport({ lines: [sold], ...given }) }))

test('the preview’s hash is of both documents', () => {
  const before = plan()
  const dearer = plan({ lines: [{ ...sold, cost: decimal('11') }] })
  expect(before.document).toEqual(dearer.document)
  expect(before.companion?.totals.total.toText()).toBe('30.02')
  expect(dearer.hash).not.toBe(before.hash)
  expect(plan({}, planOptions()).hash).not.toBe(before.hash)
})

test('amounts that no ledger can hold are told, and never make it throw', () => {
  const huge = decimal(`1${'0'.repeat(30)}`)
  for (const lines of [[{ ...sold, cost: huge }], [{ ...sold, quantity: huge }]]) {
    const { ready, companion, problems } = plan({ lines })
    expect([ready, companion]).toEqual([false, null])
    expect(problems.map(({ code }) => code)).toContain('export-malformed')
  }
})

test('what is given away is only marked where none of it is stock, or where it cost nothing', () => {
  const gift = { total: decimal('0'), salesTax: decimal('0') }
  const free = { ...sold, amount: decimal('0'), unitPrice: decimal('0') }
  expect(plan({ ...gift, lines: [free] })).toMatchObject({
    ready: true,
    mark: false,
    document: { kind: 'journal' },
  })
  expect(plan({ ...gift, lines: [{ ...free, inventoryAccount: '' }] })).toMatchObject({ mark: true })
  expect(plan({ ...gift, lines: [{ ...free, cost: decimal('0') }] })).toMatchObject({ mark: true })
  const unknown = plan({ ...gift, lines: [{ ...free, cost: null }] })
  expect([unknown.ready, unknown.mark, unknown.problems.map(({ code }) => code)]).toEqual([
    false,
    false,
    ['cost-missing'],
  ])
})
