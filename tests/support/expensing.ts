import type { ExpenseEntry, ExpenseExport, RecordLine } from '../../lib/accounting/export.ts'
import type { ExpenseInput } from '../../lib/accounting/translate/index.ts'
import { byId, decimal, lookup, planOptions, planReference, salesLine } from './planning.ts'

/** The small Australian book of planning.ts, in which a member gets back what was spent. */
export function expenseInput(given: Partial<ExpenseInput> = {}): ExpenseInput {
  const accounts = byId([
    { id: 'acc-493', code: '493', name: 'Travel', active: true, type: 'EXPENSE' },
    { id: 'acc-820', code: '820', name: 'GST', active: true, type: 'CURRLIAB' },
    { id: 'acc-855', code: '855', name: 'Expense offset', active: true, type: 'CURRENT' },
  ])
  const contacts = byId([{ id: 'contact-sam', name: 'Sam Marsh', archived: false }])
  return {
    record: expenseExport(),
    options: planOptions({ segment2CategoryId: null }),
    reference: planReference({ accounts, contacts }),
    mappings: lookup([
      ['account', '493', 'acc-493'],
      ['account', '820', 'acc-820'],
      ['account', '855', 'acc-855'],
      ['purchase-tax', '7', 'INPUT'],
      ['purchase-tax', 'exempt', 'EXEMPTEXPENSES'],
      ['employee', '153', 'contact-sam'],
    ]),
    ...given,
  }
}

export function expenseExport(given: Partial<ExpenseExport> = {}): ExpenseExport {
  const entries = given.entries ?? [expenseEntry()]
  return {
    kind: 'expense',
    recordId: 'expense-36001',
    number: 'EXP-36001',
    customer: { id: '153', identifier: 'SMarsh', name: 'Sam Marsh', email: '', accountNumber: '' },
    date: '2026-11-14',
    currency: 'AUD',
    total: decimal('132'),
    salesTax: decimal('12'),
    classes: true,
    lines: entries.flatMap(({ lines }) => lines),
    glEntryIds: ['1', '2'],
    ...given,
    entries,
  }
}

export function expenseEntry(given: Partial<ExpenseEntry> = {}): ExpenseEntry {
  return {
    id: '36001',
    entryId: '31001',
    member: { id: '153', identifier: 'SMarsh', name: 'Sam Marsh' },
    date: '2026-11-14',
    amount: decimal('132'),
    currency: 'AUD',
    type: 'Travel',
    description: 'One night, Brisbane',
    paymentType: { id: '1', name: 'Own card' },
    classification: 'reimbursable',
    billable: false,
    project: '',
    taxType: 'GST',
    status: 'ReadyToBill',
    approver: 'Jane Ng',
    locationId: '2',
    dateClosed: '2026-11-14T03:00:00Z',
    lines: [
      expenseLine({ id: '1', glType: 'EE', account: '493', amount: decimal('120') }),
      expenseLine({ id: '2', glType: 'ET', account: '820', amount: decimal('12') }),
    ],
    ...given,
  }
}

export function expenseLine(given: Partial<RecordLine> = {}): RecordLine {
  return salesLine({
    glType: 'EE',
    account: '493',
    segments: ['', '', ''],
    description: 'One night, Brisbane',
    quantity: decimal('1'),
    unitPrice: null,
    amount: decimal('120'),
    taxable: false,
    ...given,
  })
}
