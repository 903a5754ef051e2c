import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { ExpensesTable } from '../../../app/[install]/(frame)/account/expenses/expenses-table.tsx'
import type { PsaExpense } from '../../../lib/connectors/psa-facts.ts'
import { calendarDate } from '../../../lib/std/clock.ts'
import { Decimal } from '../../../lib/std/decimal.ts'
import { expensesView } from '../../../lib/sync/views/expenses.ts'

/** As ConnectWise's answer reads when everything that may be left out is. */
const sparse: PsaExpense = {
  id: '1',
  date: calendarDate('2026-03-02'),
  member: { id: '', identifier: '', name: '' },
  customer: null,
  type: '',
  paymentType: { id: '', name: '' },
  classification: 'reimbursable',
  amount: Decimal.parse('12.5'),
  currency: '',
  billable: false,
  description: '',
  locationId: '',
  status: '',
}

test('an expense without member, types and currency is said in words, twice if it is there twice', async () => {
  const whole = {
    ...sparse,
    id: '3',
    member: { id: '7', identifier: 'JNg', name: 'Jane Ng' },
    type: 'Mileage',
    paymentType: { id: '2', name: 'Own card' },
    currency: 'AUD',
  }
  const facts = [sparse, { ...sparse, id: '2' }, whole]
  const view = await expensesView({ expenses: async () => facts }, [], '2026-03-10')
  const html = renderToStaticMarkup(createElement(ExpensesTable, { view, again: null }))
  const text = html.replaceAll(/<[^>]*>/g, '\n').replaceAll(/\n+/g, '\n')
  expect(text.match(/2026-03-02, no member: no type, no payment type, 12\.50 in no currency/g)).toHaveLength(
    2,
  )
  expect(text).toContain(
    'An expense without a payment type is the employee’s own money: the company pays it back.',
  )
  expect(text).toContain('2026-03-02, Jane Ng: Mileage, Own card, 12.50 AUD')
  expect(text).toContain('\n25.00 in no currency\n')
  expect(text).not.toMatch(/, ,|: ,|,\s*\n|^\s*is the/m)
})
