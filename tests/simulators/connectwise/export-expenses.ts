import type { Expense } from './entities-expenses.ts'
import type { RecordEntry } from './entities-records.ts'
import { companyRef, currencyRef, dayTime, type Lookup } from './format.ts'
import { memberRef } from './format-expenses.ts'
import { accountNumber, glClass, resolve } from './gl.ts'
import { number, sum } from './money.ts'

export type ExportedExpense = { expense: Expense; entries: RecordEntry[] }

/** One bill for each expense report. Its total is what the member is owed: less than nothing after a private spend. */
export function expenseBills(at: Lookup, records: readonly ExportedExpense[], condensed: boolean) {
  return [...Map.groupBy(records, one => one.expense.reportId)].flatMap(([reportId, own]) => {
    const [first] = own
    if (!first) return []
    const details = own.flatMap(one => one.entries.map(entry => ({ ...one, entry })))
    const groups = condensed
      ? [...Map.groupBy(details, one => condensedKey(one)).values()]
      : details.map(one => [one])
    return [
      {
        id: reportId,
        documentDate: dayTime(first.expense.date),
        documentType: 'BILL',
        documentNumber: `ER${reportId}`,
        memo: `Expense report ${reportId}`,
        glClass: '',
        apAccountNumber: payableOf(at, first.expense),
        member: memberRef(at, first.expense.memberId),
        vendorNumber: at.member(first.expense.memberId)?.identifier ?? '',
        currency: currencyRef(at.tenant, first.expense.currencyId),
        total: number(sum(details.map(({ entry }) => entry.amount)).toFixed(2)),
        detail: groups.flatMap(group => billDetail(at, group)),
      },
    ]
  })
}

type Detail = ExportedExpense & { entry: RecordEntry }

const condensedKey = ({ expense, entry }: Detail) =>
  [entry.type, ...entry.segments, expense.companyId, expense.classificationId].join('\n')

/** `id` names every entry that the line stands for. */
function billDetail(at: Lookup, group: readonly Detail[]) {
  const [first] = group
  if (!first) return []
  const { expense, entry } = first
  const classification = at.tenant.classifications.find(one => one.id === expense.classificationId)
  return [
    {
      id: group.map(one => one.entry.id),
      documentDate: dayTime(expense.date),
      glTypeId: entry.type,
      memo: `${at.member(expense.memberId)?.identifier ?? ''} ${expense.date}`,
      company: expense.companyId === null ? null : companyRef(at.company(expense.companyId)),
      accountNumber: accountNumber(entry.segments),
      expenseClass: classification && { id: classification.id, name: classification.name },
      currency: currencyRef(at.tenant, expense.currencyId),
      total: number(sum(group.map(one => one.entry.amount)).toFixed(2)),
      billable: expense.billable,
      reimbursable: classification?.name === 'Reimbursable',
      companyAdvance: classification?.companyFlag ?? false,
    },
  ]
}

/** The same as journals, where the set-up transfers no bills: a cost, and its offset where the company has paid. */
export function expenseJournals(at: Lookup, records: readonly ExportedExpense[]) {
  return records.flatMap(({ expense, entries }) => {
    const offset = entries.find(entry => entry.type === 'EO')
    const costs = entries.filter(entry => entry !== offset)
    const member = memberRef(at, expense.memberId)
    return (costs.length > 0 ? costs : entries).map((entry, index) => ({
      id: entry.id,
      documentDate: dayTime(expense.date),
      documentType: 'EXPENSE',
      apAccountNumber: payableOf(at, expense),
      apClass: '',
      accountNumber: accountNumber(entry.segments),
      glClass: glClass(entry.segments),
      glTypeId: entry.type,
      memo: `Expense report ${expense.reportId}`,
      description: entry.description,
      member,
      vendorNumber: at.member(expense.memberId)?.identifier ?? '',
      company: expense.companyId === null ? null : companyRef(at.company(expense.companyId)),
      companyAccountNumber: expense.companyId === null ? '' : at.company(expense.companyId).accountNumber,
      currency: currencyRef(at.tenant, expense.currencyId),
      total: number(entry.amount),
      offset: offset && costs.length > 0 && index === 0 ? offsetOf(at, expense, offset) : null,
    }))
  })
}

function offsetOf(at: Lookup, expense: Expense, entry: RecordEntry) {
  return {
    id: entry.id,
    documentDate: dayTime(expense.date),
    documentType: 'EXPENSE',
    accountNumber: accountNumber(entry.segments),
    glTypeId: entry.type,
    glClass: glClass(entry.segments),
    member: memberRef(at, expense.memberId),
    memo: `Expense report ${expense.reportId}`,
    description: entry.description,
    total: number(entry.amount),
  }
}

function payableOf(at: Lookup, expense: Expense): string {
  const payable = resolve(at.tenant, expense, 'AP', '')
  return payable ? accountNumber(payable.segments) : ''
}
