import { type Decimal, sum } from '../std/decimal.ts'
import type { LedgerDocument } from './document.ts'
import { expenseOutcome } from './expenses.ts'
import type { BilledExport, ExpenseExport } from './export.ts'

/** What the company owes the member: below zero the member owes it. A private spend is paid by the company. */
export function owedBy(
  { entries }: Pick<ExpenseExport, 'entries'>,
  companyPaid: ReadonlySet<string>,
): Decimal {
  return sum(
    entries.map(entry =>
      expenseOutcome(entry, companyPaid).kind === 'private' ? entry.amount.negated() : entry.amount,
    ),
  )
}

/** The figures that its bill or credit has to reach. The tax is part of what is owed, on whichever line it stands. */
export function asOwed(
  record: ExpenseExport,
  companyPaid: ReadonlySet<string>,
  { totals }: Pick<LedgerDocument, 'totals'>,
): Pick<BilledExport, 'kind' | 'total' | 'salesTax'> {
  return { kind: 'expense', total: owedBy(record, companyPaid).abs(), salesTax: totals.tax }
}
