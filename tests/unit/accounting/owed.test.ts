import { expect, test } from 'vitest'
import { asOwed, owedBy } from '../../../lib/accounting/owed.ts'
import { expenseEntry, expenseExport } from '../../support/expensing.ts'
import { decimal } from '../../support/planning.ts'

const visa = { id: 'visa', name: 'Company Visa' }
const paid = new Set(['visa'])
const totals = { subtotal: decimal('64.35'), tax: decimal('0'), total: decimal('64.35') }

test('the company owes what a member paid, and a member owes what was private', () => {
  const own = expenseExport({ entries: [expenseEntry()] })
  expect(owedBy(own, paid).toText()).toBe('132')
  const dinner = { amount: decimal('64.35'), paymentType: visa, classification: 'personal' } as const
  const record = expenseExport({ entries: [expenseEntry(dinner)] })
  expect(owedBy(record, paid).toText()).toBe('-64.35')
  const figures = asOwed(record, paid, { totals })
  expect([figures.total.toText(), figures.salesTax.toText()]).toEqual(['64.35', '0'])
})
