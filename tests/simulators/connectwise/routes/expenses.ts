import type { Route } from '../../kit/message.ts'
import {
  classificationRows,
  expenseEntryRow,
  expenseTypeRows,
  paymentTypeRows,
  unpostedExpenseRow,
} from '../format-expenses.ts'
import { expenseRow } from '../format-lines.ts'
import type { Row, Wanted } from '../query.ts'
import type { Context, Rest } from '../rest.ts'
import { isUnpostedExpense } from '../spending.ts'
import { linesAs } from './records.ts'

/** Expenses: what members entered, and the lines that stand on invoices. */
export function expenseRoutes(rest: Rest): Route[] {
  return [
    ...rest.collection('/expense/entries', entries),
    ...rest.collection('/expense/types', ({ tenant }) => expenseTypeRows(tenant)),
    ...rest.collection('/expense/paymentTypes', ({ tenant }) => paymentTypeRows(tenant)),
    ...rest.collection('/expense/classifications', ({ tenant }) => classificationRows(tenant)),
    ...rest.collection('/finance/accounting/unpostedexpenses', unposted),
  ]
}

function entries(context: Context, wanted: Wanted): Row[] {
  const onInvoices = linesAs('expense', expenseRow)(context, wanted)
  // Who asks for an invoice's own does not mean the others, which are on none.
  if (wanted('invoice/id')) return onInvoices
  const { sim, tenant, at } = context
  return [
    ...sim.books.expenses.by('tenant', tenant.company).map(one => expenseEntryRow(at, one)),
    ...onInvoices,
  ]
}

function unposted({ sim, tenant, at }: Context): Row[] {
  return sim.books.expenses
    .by('tenant', tenant.company)
    .filter(one => isUnpostedExpense(sim, tenant, one))
    .map(one => unpostedExpenseRow(at, one))
}
