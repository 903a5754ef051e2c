import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ExpenseRules } from '../../lib/accounting/expense-groups.ts'
import { type ExpenseBench, openExpenseBench, unpostedExpenses } from './expense-bench.ts'
import { expensesContract } from './psa-expenses.contract.ts'
import { filesContract } from './psa-files.contract.ts'

expensesContract('ConnectWise', () => openExpenseBench())
filesContract('ConnectWise', () => openExpenseBench())

const each: ExpenseRules = {
  grouping: 'entry',
  companyPaid: new Set(),
  byPaymentType: false,
  cutOffDate: null,
  ownLocations: new Set(),
}

describe('ConnectWise’s own ways with expenses', () => {
  let bench: ExpenseBench
  beforeEach(async () => {
    bench = await openExpenseBench({ unpostedExpensesApprovedOnly: false })
  })
  afterEach(() => bench.close())

  test('transferred as journals they have the same entries as in bills, and classes', async () => {
    const own = await bench.spend({ amount: '132.00', tax: '12.00' })
    const paid = await bench.spend({ amount: '87.45', tax: '7.95', paidBy: 'fuelCard', member: 'RVoss' })
    const ids = [own.recordId, paid.recordId]
    const bills = await bench.psa.exportExpenses(ids, each)
    await bench.asBills(false)
    const journals = await bench.psa.exportExpenses(ids, each)
    const shown = (records: typeof bills) =>
      records.map(({ lines }) =>
        lines.map(({ glType, account, amount }) => [glType, account, amount.toFixedText(2)]).toSorted(),
      )
    expect(shown(journals)).toEqual(shown(bills))
    expect(journals.map(({ glEntryIds }) => glEntryIds.toSorted())).toEqual(
      bills.map(({ glEntryIds }) => glEntryIds.toSorted()),
    )
    expect([bills.map(({ classes }) => classes), journals.map(({ classes }) => classes)]).toEqual([
      [false, false],
      [true, true],
    ])
    expect(journals[0]?.lines[0]?.segments[0]).not.toBe('')
  })

  test('the approval of each is found beside the list, with who is to give it', async () => {
    const waiting = await bench.spend({ status: 'PendingApproval' })
    const approved = await bench.spend({ amount: '41.00' })
    const records = await bench.psa.exportExpenses([waiting.recordId, approved.recordId], each)
    expect(records.map(({ entries }) => entries.map(({ status, approver }) => [status, approver]))).toEqual([
      [['PendingApproval', 'Jane Ng']],
      [['ReadyToBill', 'Jane Ng']],
    ])
  })

  test('two that say the same keep their own approval, alone and together', async () => {
    const [first, second] = [await bench.spend({ status: 'PendingApproval' }), await bench.spend({})]
    const both = await bench.psa.exportExpenses([first.recordId, second.recordId], each)
    expect(both.map(({ entries }) => entries[0]?.status)).toEqual(['PendingApproval', 'ReadyToBill'])
    const [alone] = await bench.psa.exportExpenses([second.recordId], each)
    expect(alone?.entries[0]?.status).toBe('ReadyToBill')
    const rows = await unpostedExpenses(bench.psa, each)
    expect(rows.filter(row => row.recordId === second.recordId)).toMatchObject([
      { statusName: 'ReadyToBill' },
    ])
  })

  test('without a GL mapping an expense has no entries, and is on no export', async () => {
    await bench.control.call('POST', 'gl-accounts', { tenant: 'evenbook_demo', remove: 'ET' })
    const spent = await bench.spend({ amount: '132.00', tax: '12.00' })
    expect(await bench.psa.exportExpenses([spent.recordId], each)).toEqual([])
  })
})
