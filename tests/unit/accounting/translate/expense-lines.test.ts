import { expect, test } from 'vitest'
import { Desk } from '../../../../lib/accounting/desk.ts'
import type { ExpenseEntry } from '../../../../lib/accounting/export.ts'
import { expenseLines, textOf } from '../../../../lib/accounting/translate/expense-lines.ts'
import { expenseEntry, expenseInput, expenseLine } from '../../../support/expensing.ts'
import { decimal } from '../../../support/planning.ts'

function told(entry: ExpenseEntry, turned = false) {
  const desk = new Desk(expenseInput(), 'purchase')
  const lines = expenseLines(entry, turned, desk).map(
    line => line && `${line.description} ${line.amount.toText()} ${line.tax.id} ${line.amountTax.toText()}`,
  )
  return { lines, codes: desk.problems().map(({ code }) => code) }
}

test('what was typed is the tax of the cost, and no line of its own', () => {
  expect(told(expenseEntry())).toEqual({ lines: ['One night, Brisbane 120 INPUT 12'], codes: [] })
})

test('turned round, what is credited is positive', () => {
  const lines = [
    expenseLine({ id: '1', amount: decimal('-120') }),
    expenseLine({ id: '2', glType: 'ET', account: '820', amount: decimal('-12') }),
  ]
  expect(told(expenseEntry({ lines }), true).lines).toEqual(['One night, Brisbane 120 INPUT 12'])
})

test('a tax over several costs is shared by them to the cent, and told where it is not the rate’s', () => {
  const lines = [
    expenseLine({ id: '1', amount: decimal('33.33') }),
    expenseLine({ id: '2', amount: decimal('66.67') }),
    expenseLine({ id: '3', glType: 'ET', account: '820', amount: decimal('10.01') }),
  ]
  const { lines: found, codes } = told(expenseEntry({ lines }))
  expect(found).toEqual(['One night, Brisbane 33.33 INPUT 3.34', 'One night, Brisbane 66.67 INPUT 6.67'])
  expect(codes).toEqual(['expense-tax-differs'])
})

test('a line that cannot stand is none, and the others are there', () => {
  const lines = [expenseLine({ id: '1' }), expenseLine({ id: '2', account: '666' })]
  const { lines: found, codes } = told(expenseEntry({ lines, taxType: '' }))
  expect(found).toEqual(['One night, Brisbane 120 EXEMPTEXPENSES 0', null])
  expect(codes).toEqual(['account-unmapped'])
})

test('its text is the member’s note, else the entry’s, else the type, else the day', () => {
  const line = expenseLine({ description: 'Entry' })
  const bare = expenseLine({ description: ' ' })
  expect(textOf(line, expenseEntry({ description: ' Note ' }))).toBe('Note')
  expect(textOf(line, expenseEntry({ description: '' }))).toBe('Entry')
  expect(textOf(bare, expenseEntry({ description: '' }))).toBe('Travel')
  expect(textOf(bare, expenseEntry({ description: '', type: '' }))).toBe('Expense of 2026-11-14')
  expect(textOf({ ...line, glType: 'ET' }, expenseEntry({ description: 'Note' }))).toBe('Tax: Note')
})
