import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { StockExport } from '../../../../lib/accounting/export.ts'
import { planStock } from '../../../../lib/accounting/plan.ts'
import { isBlocking } from '../../../../lib/accounting/problems.ts'
import { movesNothing, translateStock } from '../../../../lib/accounting/translate/index.ts'
import { decimal, planOptions } from '../../../support/planning.ts'
import { stockExport, stockInput, stockLine } from '../../../support/stocking.ts'

const seed = Number(process.env.EVENBOOK_SEED ?? Date.now() % 2 ** 31)

test('both sides of each line, with its classes, and the entry that it stands for', () => {
  const { document, companion } = translateStock(stockInput())
  expect(companion).toBeNull()
  expect(
    document?.lines.map(({ account, amount, tracking, sources }) => [
      account.code,
      amount.toText(),
      tracking.map(({ option }) => option),
      sources.map(({ glEntryId }) => glEntryId),
    ]),
  ).toEqual([
    ['630', '1200', ['Sydney'], ['1']],
    ['315', '-1200', ['Sydney'], ['1']],
  ])
  expect(document).toMatchObject({
    kind: 'journal',
    number: 'ADJ-12',
    date: '2026-11-14',
    status: 'approved',
  })
})

test('only what changes an account is a reason to post', () => {
  const journey = (given: Partial<StockExport> = {}) =>
    stockInput({ record: stockExport({ of: 'transfer', productId: '7-transfer', ...given }) })
  const same = stockLine({ offset: { account: '1300', warehouseAccount: 'W-MEL', segments: [] } })
  expect(movesNothing(journey({ lines: [same] }))).toBe(true)
  expect(movesNothing(journey({ lines: [same, stockLine()] }))).toBe(false)
  expect(movesNothing(stockInput({ record: stockExport({ lines: [same] }) }))).toBe(false)
  expect(
    movesNothing(stockInput({ record: stockExport({ lines: [stockLine({ amount: decimal('0.004') })] }) })),
  ).toBe(true)
  const half = planStock(journey({ lines: [same, stockLine()] }))
  expect([half.ready, half.document?.lines.length]).toEqual([true, 2])
})

test('without entries it cannot be marked either, and says so', () => {
  const plan = planStock(stockInput({ record: stockExport({ lines: [], glEntryIds: [] }) }))
  expect([plan.ready, plan.mark, plan.problems.map(({ code }) => code)]).toEqual([
    false,
    false,
    ['no-entries'],
  ])
})

const anyText = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.constantFrom('1300', '5110', 'W-SYD', 'SYD', '', "a'b"),
)
const anyDecimal = fc
  .tuple(fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n }), fc.integer({ min: 0, max: 24 }))
  .map(([units, places]) => decimal(`${units}e-${places}`))
const anyPlace = fc.record({
  account: anyText,
  warehouseAccount: anyText,
  segments: fc.array(anyText, { maxLength: 4 }),
})
const anyRecord: fc.Arbitrary<StockExport> = fc
  .record({
    of: fc.constantFrom('adjustment', 'transfer'),
    productId: anyText,
    name: anyText,
    reason: anyText,
    currency: anyText,
    total: anyDecimal,
    glEntryIds: fc.array(fc.constant('1'), { maxLength: 1 }),
    lines: fc.array(
      fc.record({
        item: fc.option(fc.record({ id: anyText, identifier: anyText })),
        description: anyText,
        quantity: anyDecimal,
        amount: anyDecimal,
        place: anyPlace,
        offset: anyPlace,
        itemType: fc.option(anyText),
      }),
      { maxLength: 4 },
    ),
  })
  .map(({ lines, ...head }) => stockExport({ ...head, lines: lines.map(line => stockLine(line)) }))

test(`whatever the data, it never throws, and nothing goes with a finding that stops (seed ${seed})`, () => {
  const options = fc.record({
    stockAccountSource: fc.constantFrom('gl-mapping', 'warehouse'),
    stockCompliance: fc.constantFrom('strict', 'class', 'type'),
    stockAdjustmentAccountId: fc.constantFrom('acc-315', 'gone', null),
  })
  fc.assert(
    fc.property(anyRecord, options, (record, chosen) => {
      const kept = planOptions({ inventory: true, recordKinds: ['procurement', 'inventory'], ...chosen })
      const { ready, mark, document, problems, hash } = planStock(stockInput({ record, options: kept }))
      expect(ready).toBe(document !== null && !problems.some(isBlocking))
      expect(problems.every(({ of }) => of === 'stock')).toBe(true)
      expect(hash !== null).toBe(document !== null || mark)
    }),
    { seed, numRuns: 500 },
  )
})
