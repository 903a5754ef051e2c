import { expect, test } from 'vitest'
import { checkGift, checkStock } from '../../../lib/accounting/check-stock.ts'
import { planInput, planReference, salesExport } from '../../support/planning.ts'
import { stockExport, stockReference } from '../../support/stocking.ts'

const codes = (given: Parameters<typeof stockExport>[0]) =>
  checkStock(stockExport(given), stockReference()).map(problem => problem.code)

test('nothing is the matter with a count that has its entries', () => {
  expect(codes({})).toEqual([])
})

test('E27: a bar or an apostrophe in an adjustment’s name or reason is told; a transfer may have either', () => {
  expect(checkStock(stockExport({ name: "Joe's van" }), stockReference())).toEqual([
    { code: 'batch-unfit', text: "Joe's van", character: "'" },
  ])
  expect(codes({ reason: 'Joe | Ann' })).toEqual(['batch-unfit'])
  expect(codes({ name: 'Zoë & Söhne; "50%" <van>' })).toEqual([])
  expect(codes({ of: 'transfer', name: "Joe's | van" })).toEqual([])
})

test('without lines, or without entries that a batch can name', () => {
  expect(codes({ lines: [] })).toEqual(['no-entries'])
  expect(codes({ glEntryIds: [] })).toEqual(['no-entries'])
})

test('a locked period holds a count up as it does what is given away', () => {
  const { organisation } = planReference()
  const locked = planReference({ organisation: { ...organisation, periodLockDate: '2026-11-14' } })
  expect(checkStock(stockExport(), locked).map(problem => problem.code)).toEqual(['date-locked'])
  const given = planInput({ record: salesExport({ number: 'A|1', date: '2026-11-14' }), reference: locked })
  expect(checkGift(given).map(problem => problem.code)).toEqual(['number-invalid', 'date-locked'])
})
