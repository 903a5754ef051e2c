import { expect, test } from 'vitest'
import { Desk } from '../../../../lib/accounting/desk.ts'
import { nobody, untaxed } from '../../../../lib/accounting/document.ts'
import { type JournalSide, translateJournal } from '../../../../lib/accounting/translate/journal.ts'
import { expenseInput } from '../../../support/expensing.ts'
import { decimal } from '../../../support/planning.ts'

const head = {
  number: 'EXP-36001',
  date: '2026-11-14',
  currency: 'AUD',
  status: 'approved',
  description: 'Expense EXP-36001',
} as const

const side = (given: Partial<JournalSide>): JournalSide => ({
  id: '1',
  account: '493',
  segments: ['', '', ''],
  description: 'Taxi',
  quantity: decimal('1'),
  amount: decimal('42'),
  ...given,
})

function translated(...sides: JournalSide[]) {
  const desk = new Desk(expenseInput(), 'purchase')
  return { document: translateJournal(head, sides, desk), problems: desk.problems() }
}

test('both sides as they are, owed by nobody, its total what is debited', () => {
  const offset = side({ id: '2', account: '855', amount: decimal('-42'), description: ' ' })
  const { document, problems } = translated(side({}), offset)
  expect(problems).toEqual([])
  expect(document).toMatchObject({ kind: 'journal', contact: nobody, dueDate: '2026-11-14' })
  expect(document?.totals.total.toFixedText(2)).toBe('42.00')
  expect(
    document?.lines.map(line => [line.account.code, line.amount.toFixedText(2), line.description]),
  ).toEqual([
    ['493', '42.00', 'Taxi'],
    ['855', '-42.00', 'Expense EXP-36001'],
  ])
  expect(document?.lines.every(line => line.tax === untaxed)).toBe(true)
})

test('what does not balance, or stands nowhere, is no journal', () => {
  expect(translated(side({}))).toMatchObject({
    document: null,
    problems: [{ code: 'journal-unbalanced', difference: '42.00' }],
  })
  const lost = translated(side({}), side({ id: '2', account: '', amount: decimal('-42') }))
  expect(lost).toMatchObject({ document: null, problems: [{ code: 'account-missing' }] })
  expect(translated(side({ amount: decimal('99999999999999') })).problems).toMatchObject([
    { code: 'export-malformed' },
  ])
})

test('a side of nothing is left out', () => {
  const sides = [side({}), side({ id: '2', account: '855', amount: decimal('-42') })]
  expect(translated(...sides, side({ id: '3', amount: decimal('0.00') })).document?.lines).toHaveLength(2)
})
