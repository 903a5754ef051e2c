import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { AccountingSetup } from '../../simulators/connectwise/entities.ts'
import { DEMO, type RunningConnectWise, startConnectWise } from '../../simulators/connectwise/index.ts'
import { sum } from '../../simulators/connectwise/money.ts'
import type { ExpenseSpec } from '../../simulators/connectwise/seed-expenses.ts'
import { ACCOUNTING } from '../../simulators/connectwise/seed-setup.ts'
import { booksOf } from './connectwise-books.ts'
import { where } from './connectwise-client.ts'
import { faultsOf } from './connectwise-shapes.ts'

let simulator: RunningConnectWise
let books: ReturnType<typeof booksOf>
let fresh: string

beforeAll(async () => {
  simulator = await startConnectWise()
  books = booksOf(simulator)
  fresh = await simulator.control.snapshot()
})
beforeEach(() => simulator.control.restore(fresh))
afterAll(() => simulator.close())

type Row = {
  expenseDetailId: { text: string }
  chargeDescription: string
  salesTaxAmount: { text: string }
  accountNumber: string
}

const own = { member: 'TEllis', daysAgo: 200 } as const
const unposted = async (conditions?: string) =>
  (
    await books.call<Row[]>(
      `/finance/accounting/unpostedexpenses?pageSize=1000${conditions === undefined ? '' : `&${where(conditions)}`}`,
    )
  ).body
/** Expenses of one report, by the ids that the accounting interface knows. */
const spend = async (...specs: Omit<ExpenseSpec, 'member'>[]) => {
  const expenses = specs.map((spec, index) => ({ ...own, notes: `spent ${index}`, ...spec }))
  await simulator.control.call('POST', 'expenses', { tenant: DEMO.company, expenses })
  const rows = await unposted('chargeDescription like "spent *"')
  return rows.map(row => Number(row.expenseDetailId.text))
}
const bills = async (ids: number[]) => (await books.expenses(ids)).expenseBills
const lines = async (ids: number[]) =>
  (await bills(ids)).flatMap(bill =>
    bill.detail.map(line => [line.glTypeId, line.accountNumber, line.total.text]),
  )

test('a bill is what the member is owed: everything, nothing, or less than nothing', async () => {
  const reimbursable = await spend({ amount: '40.00', on: 'parking', company: 'GullFreight' })
  expect(await lines(reimbursable)).toEqual([['EE', '449', '40.00']])
  await simulator.control.restore(fresh)
  const company = await spend({ amount: '55.00', on: 'fuel', paidBy: 'fuelCard' })
  expect(await lines(company)).toEqual([
    ['EI', '449', '55.00'],
    ['EO', '855', '-55.00'],
  ])
  expect((await bills(company))[0]?.total.text).toBe('0.00')
  await simulator.control.restore(fresh)
  const personal = await spend({ amount: '12.50', on: 'meals', paidBy: 'companyVisa', as: 'personal' })
  expect(await lines(personal)).toEqual([['EO', '855', '-12.50']])
  expect((await bills(personal))[0]?.total.text).toBe('-12.50')
})

test('a tax that was entered stands on its own account, within the amount', async () => {
  const ids = await spend({ amount: '110.00', tax: '10.00', on: 'hotel' })
  expect(await lines(ids)).toEqual([
    ['EI', '493', '100.00'],
    ['ET', '820', '10.00'],
  ])
  const [row] = await unposted('chargeDescription = "spent 0"')
  expect([row?.salesTaxAmount.text, row?.accountNumber]).toEqual(['10.00', '493'])
})

test('a report is one bill; condensed, a line names every entry it stands for', async () => {
  const ids = await spend({ amount: '10.00', on: 'meals' }, { amount: '12.40', on: 'meals' })
  const [plain] = await bills(ids)
  expect([plain?.total.text, plain?.member.identifier]).toEqual(['22.40', 'TEllis'])
  expect(plain?.detail.map(line => line.id.length)).toEqual([1, 1])
  await change({ expenseFormat: 'Condensed' })
  const [condensed] = await bills(ids)
  expect(condensed?.detail.map(line => [line.id.length, line.total.text])).toEqual([[2, '22.40']])
  expect(condensed?.total).toEqual(plain?.total)
})

test('as journals: a cost with its offset, named by both ids', async () => {
  const ids = await spend(
    { amount: '55.00', on: 'fuel', paidBy: 'fuelCard' },
    { amount: '8.00', on: 'parking' },
  )
  await change({ expensesAsBills: false })
  const answer = await books.call('/finance/accounting/export', {
    method: 'POST',
    body: JSON.stringify({ exportExpensesFlag: true, includedExpenseIds: ids }),
  })
  expect(faultsOf('GLExport', JSON.parse(answer.text))).toEqual([])
  const { expenses, expenseBills } = await books.expenses(ids)
  expect(expenseBills).toEqual([])
  expect(expenses.map(one => [one.total.text, one.offset?.total.text])).toEqual([
    ['55.00', '-55.00'],
    ['8.00', undefined],
  ])
  const named = expenses.flatMap(one => [one.id, ...(one.offset ? [one.offset.id] : [])])
  await books.batch(
    'EB-journals',
    named.map(id => Number(id.text)),
    { exportExpensesFlag: true },
  )
  expect(await unposted('chargeDescription like "spent *"')).toEqual([])
})

test('a batched expense is unposted no more, and a deleted batch brings it back', async () => {
  const ids = await spend(
    { amount: '10.00', on: 'meals' },
    { amount: '55.00', on: 'fuel', paidBy: 'fuelCard' },
  )
  const before = await bills(ids)
  const entries = before.flatMap(bill => bill.detail.flatMap(line => line.id.map(id => Number(id.text))))
  const flags = { exportExpensesFlag: true, summarizeExpenses: true }
  const made = await books.batch('EB-spent', entries, flags)
  expect([made.status, faultsOf('GLExport', JSON.parse(made.text))]).toEqual([201, []])
  expect(made.body.expenseBills.map(bill => bill.total)).toEqual(before.map(bill => bill.total))
  expect([await bills(ids), await unposted('chargeDescription like "spent *"')]).toEqual([[], []])
  expect((await books.batch('EB-other', entries, flags)).status).toBe(409)
  expect((await books.batch('EB-products', entries)).status).toBe(400)
  await books.removeBatch('EB-spent')
  expect(await bills(ids)).toEqual(before)
})

test('approved ones are unposted, or all from the moment they are entered', async () => {
  await spend(
    { amount: '1.00', status: 'PendingApproval' },
    { amount: '2.00', status: 'ApprovedByTierOne' },
    { amount: '3.00', status: 'Rejected' },
  )
  const listed = async () =>
    (await unposted('chargeDescription like "spent *"')).map(row => row.chargeDescription)
  expect(await listed()).toEqual([])
  await simulator.control.setParameters({ unpostedExpensesApprovedOnly: false })
  expect(await listed()).toEqual(['spent 0', 'spent 1', 'spent 2'])
  await simulator.control.setParameters({ unpostedExpensesApprovedOnly: true })
  const [first] = JSON.parse(
    (await books.call(`/expense/entries?fields=id&${where('notes = "spent 0"')}`)).text,
  )
  const approved = { tenant: DEMO.company, id: first.id, status: 'ReadyToBill' }
  await simulator.control.call('PATCH', 'expenses', approved)
  expect(await listed()).toEqual(['spent 0'])
})

test('the demo’s expenses: three kinds, every stage of approval, bills that add up', async () => {
  const { text } = await books.call('/expense/entries?pageSize=1000')
  const rows: { status: string; classification?: { name: string } }[] = JSON.parse(text)
  const stages = [
    'Open',
    'PendingApproval',
    'ApprovedByTierOne',
    'ApprovedByTierTwo',
    'ReadyToBill',
    'Rejected',
  ]
  for (const stage of stages) expect(rows.map(row => row.status)).toContain(stage)
  const exported = await books.expenses()
  for (const bill of exported.expenseBills)
    expect(sum(bill.detail.map(line => line.total.text)).toFixed(2)).toBe(bill.total.text)
  expect(exported.vendors.map(one => one.vendorNumber)).toContain('SMarsh')
  expect(exported.purchaseTransactions).toEqual([])
})

const change = (setup: Partial<AccountingSetup>) =>
  simulator.control.call('POST', 'tenants', {
    tenant: DEMO.company,
    setup: { accounting: { ...ACCOUNTING, ...setup } },
  })

test('what hangs on an expense is listed as the vendor’s document has it, and downloaded as bytes', async () => {
  const receipts = [
    { fileName: 'Hotel.pdf', length: 3_000 },
    { fileName: 'taxi.jpg', size: null },
  ]
  const made = await simulator.control.call<{ expenses: { id: number }[] }>('POST', 'expenses', {
    tenant: DEMO.company,
    expenses: [{ ...own, amount: '40.00', receipts }],
  })
  const of = `recordType=Expense&recordId=${made.expenses[0]?.id}`
  const { body } = await books.call<{ id: { text: string }; fileName: string }[]>(`/system/documents?${of}`)
  expect(body.map(({ fileName }) => fileName)).toEqual(['Hotel.pdf', 'taxi.jpg'])
  const { text } = await books.call(`/system/documents?${of}`)
  for (const row of JSON.parse(text)) expect(faultsOf('DocumentInfo', row)).toEqual([])
  expect((await books.call('/system/documents?recordType=Ticket&recordId=1')).status).toBe(501)
})
