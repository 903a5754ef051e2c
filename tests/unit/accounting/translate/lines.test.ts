import { expect, test } from 'vitest'
import { Desk } from '../../../../lib/accounting/desk.ts'
import type { RecordLine } from '../../../../lib/accounting/export.ts'
import type { SalesInput } from '../../../../lib/accounting/translate/index.ts'
import { translateLine } from '../../../../lib/accounting/translate/lines.ts'
import { decimal as d, mappings, planInput, planOptions, workLine } from '../../../support/planning.ts'

function translate(line: Partial<RecordLine>, input: Partial<SalesInput> = {}) {
  const desk = new Desk(planInput(input))
  const document = translateLine(workLine(line), { taxCode: 'GST', salesRep: null }, desk)
  return { line: document, codes: desk.problems().map(problem => problem.code), problems: desk.problems() }
}

test('a line names the entry it stands for', () => {
  const { line } = translate({ id: '77', segments: ['SYD', 'X', 'Service'] })
  expect(line?.sources).toEqual([
    {
      glEntryId: '77',
      account: '4100',
      segments: ['SYD', 'X', 'Service'],
      description: 'Onsite support',
      quantity: d('8'),
      amount: d('1200'),
    },
  ])
})

test('all that is missing is reported, not only the first', () => {
  const { line, codes } = translate(
    {
      account: '9',
      segments: ['BNE'],
      taxCode: 'OLD',
      description: ' ',
      item: { id: '99', identifier: ' ' },
    },
    { options: planOptions({ items: 'required' }) },
  )
  expect(line).toBeNull()
  expect(codes).toEqual([
    'account-unmapped',
    'item-unmapped',
    'tax-unknown',
    'tracking-unmapped',
    'description-missing',
  ])
})

test('a problem names the line by its text, its item or its account, with the amount', () => {
  const named = (line: Partial<RecordLine>) => translate({ account: '9', ...line }).problems[0]
  expect(named({})).toMatchObject({ lineId: '1', line: 'Onsite support', amount: '1200.00' })
  expect(named({ description: '', item: { id: '99', identifier: 'LAP14' } })).toMatchObject({ line: 'LAP14' })
  expect(named({ description: '' })).toMatchObject({ line: '9' })
})

test('an item that is mapped but gone from the ledger is told even where items are left out', () => {
  const { line, codes } = translate(
    { item: { id: '99', identifier: 'LAP14' } },
    { mappings: mappings({ and: [['item', '99', 'gone']] }) },
  )
  expect([line?.item, codes]).toEqual([null, ['item-gone']])
})

test('an account that the ledger no longer has is told with what is known of it', () => {
  const gone = translate(
    {},
    { mappings: mappings({ without: ['account 4100'], and: [['account', '4100', 'gone']] }) },
  )
  expect(gone.problems).toMatchObject([
    { code: 'account-inactive', account: '4100', ledgerCode: '', ledgerName: '' },
  ])
})

test('a text too long is cut, its true quantity kept', () => {
  const { line } = translate({
    description: 'x'.repeat(5000),
    quantity: d('3'),
    unitPrice: null,
    amount: d('100'),
  })
  expect(line?.description).toHaveLength(4000)
  expect(line?.description).toMatch(/x \(quantity 3\)$/)
})

test('an amount that no ledger can hold is a finding, not an error', () => {
  const { line, codes } = translate({ amount: d('1e30') })
  expect([line, codes]).toEqual([null, ['export-malformed']])
})
