import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { gatherExpenses } from '../../../lib/accounting/expense-groups.ts'
import type { ExpenseEntry } from '../../../lib/accounting/export.ts'
import type { MappingKind } from '../../../lib/accounting/options.ts'
import { appEnvironment } from '../../support/accounts.ts'
import type { TestDatabase } from '../../support/database.ts'
import { expenseEntry, expenseExport, expenseInput, expenseLine } from '../../support/expensing.ts'
import { decimal as d, lookup } from '../../support/planning.ts'
import { expenseAfter, optionsAfter } from '../../support/settled-plan.ts'

/** What each setting of expenses does to a plan, as bills.test.ts has it of purchases. */

let database: TestDatabase

beforeAll(async () => {
  database = await appEnvironment()
})
afterAll(() => database.close())

const spent = (given: Partial<ExpenseEntry>) => {
  const entries = [expenseEntry(given)]
  return { record: expenseExport({ entries, total: entries[0]?.amount ?? d('0') }) }
}
const codes = (plan: Awaited<ReturnType<typeof expenseAfter>>) => plan.problems.map(({ code }) => code)

describe('expenses', () => {
  test('Post reimbursable expenses as: a draft where the company says so', async () => {
    const plan = await expenseAfter({ 'expenses-as': 'draft' })
    expect([plan.ready, plan.document?.kind, plan.document?.status]).toEqual([true, 'bill', 'draft'])
  })

  test('Company-paid expenses become: money spent from the account of the payment type where the company says so', async () => {
    const { record } = spent({
      paymentType: { id: 'visa', name: 'Company Visa' },
      classification: 'non-reimbursable',
      lines: [
        expenseLine({ id: '1', amount: d('132') }),
        expenseLine({ id: '2', glType: 'EO', account: '855', amount: d('-132') }),
      ],
    })
    const { reference, mappings } = expenseInput()
    const visa = {
      id: 'acc-092',
      code: '092',
      name: 'Visa',
      active: true,
      type: 'BANK',
      pays: 'card' as const,
    }
    reference.accounts.set(visa.id, visa)
    const card = lookup([['payment-account', 'visa', 'acc-092']])
    const both = {
      find: (kind: MappingKind, key: string) => card.find(kind, key) ?? mappings.find(kind, key),
    }
    const plan = await expenseAfter(
      { 'company-paid-becomes': 'bank-transaction' },
      { record, reference, mappings: both },
      { 'company-paid-types': ['visa'] },
    )
    expect([plan.ready, plan.document?.kind, plan.document?.paidFrom?.code]).toEqual([true, 'spend', '092'])
  })

  test('Post company-paid expenses as: a draft journal where the company says so', async () => {
    const visa = { id: 'visa', name: 'Company Visa' }
    const lines = [
      expenseLine({ id: '1', amount: d('132') }),
      expenseLine({ id: '2', glType: 'EO', account: '855', amount: d('-132') }),
    ]
    const given = spent({ paymentType: visa, classification: 'non-reimbursable', lines })
    const paid = { 'company-paid-types': ['visa'] }
    const plan = await expenseAfter({ 'company-paid-as': 'draft' }, given, paid)
    expect([plan.ready, plan.document?.kind, plan.document?.status]).toEqual([true, 'journal', 'draft'])
  })

  test('Expenses are gathered: a member’s week is one bill where the company says so', async () => {
    const { expenseGrouping: grouping } = await optionsAfter({ company: { 'expense-grouping': 'week' } })
    const rules = {
      grouping,
      companyPaid: new Set<string>(),
      byPaymentType: false,
      cutOffDate: null,
      ownLocations: new Set<string>(),
    }
    const groups = gatherExpenses([expenseEntry(), expenseEntry({ id: '36002' })], rules)
    expect(groups.map(({ recordId }) => recordId)).toEqual(['expense-153-2026-11-09-reimbursable'])
  })

  test('Approval that an expense needs: what has not come so far waits', async () => {
    const open = spent({ status: 'PendingApproval' })
    expect(codes(await expenseAfter({ 'expense-approval': 'approved' }, open))).toEqual(['expense-waiting'])
    expect((await expenseAfter({ 'expense-approval': 'pending' }, open)).ready).toBe(true)
  })

  test('Project expenses need the second tier: what is charged to a project waits for it', async () => {
    const saved = { 'expense-approval': 'tier-1', 'expense-project-approval': true }
    const given = { project: 'Reef rollout', status: 'ApprovedByTierOne' }
    expect((await expenseAfter(saved, spent(given))).problems).toMatchObject([{ what: 'project' }])
    expect((await expenseAfter(saved, spent({ ...given, status: 'ApprovedByTierTwo' }))).ready).toBe(true)
  })

  test('Billing that an expense needs: what is not billed yet waits', async () => {
    const saved = { 'expense-billing': 'billed' }
    expect((await expenseAfter(saved, spent({ billable: true }))).problems).toMatchObject([
      { what: 'billed' },
    ])
    expect((await expenseAfter(saved, spent({ billable: true, status: 'Billed' }))).ready).toBe(true)
  })

  test('Tax of expenses: what is not the rate’s stands or is stopped', async () => {
    const lines = [
      expenseLine({ id: '1', amount: d('120') }),
      expenseLine({ id: '2', glType: 'ET', account: '820', amount: d('12.50') }),
    ]
    const given = spent({ amount: d('132.50'), lines })
    const typed = await expenseAfter({ 'expense-tax': 'typed' }, given)
    expect([typed.ready, typed.document?.totals.tax.toFixedText(2)]).toEqual([true, '12.50'])
    const stopped = await expenseAfter({ 'expense-tax': 'rate' }, given)
    expect([stopped.ready, codes(stopped)]).toEqual([false, ['expense-tax-differs']])
  })
})
