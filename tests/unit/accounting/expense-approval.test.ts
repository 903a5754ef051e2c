import { expect, test } from 'vitest'
import { approvals, findWaiting } from '../../../lib/accounting/expense-approval.ts'
import { expenseEntry } from '../../support/expensing.ts'

const none = { expenseApproval: 'any', expenseProjectApproval: false, expenseBilling: 'any' } as const
const waits = (status: string, options: Partial<Parameters<typeof findWaiting>[1]>) =>
  findWaiting([expenseEntry({ status })], { ...none, ...options }).length > 0

test('each approval is enough for itself and for what is less', () => {
  const reached = [
    'Rejected',
    'Open',
    'PendingApproval',
    'ApprovedByTierOne',
    'ApprovedByTierTwo',
    'ReadyToBill',
  ]
  for (const [at, status] of reached.entries())
    for (const [wanted, expenseApproval] of approvals.entries())
      expect([status, expenseApproval, waits(status, { expenseApproval })]).toEqual([
        status,
        expenseApproval,
        wanted > at,
      ])
})

test('a status that is none of ConnectWise’s is no approval', () => {
  expect(waits('', { expenseApproval: 'open' })).toBe(true)
  expect(waits('SentToMars', { expenseBilling: 'ready' })).toBe(true)
  expect(waits('', {})).toBe(false)
})

test('each that waits is told, with its own day and amount', () => {
  const entries = [
    expenseEntry({ status: 'Open' }),
    expenseEntry({ status: 'Billed' }),
    expenseEntry({ status: 'Open', date: '2026-11-15' }),
  ]
  const found = findWaiting(entries, { ...none, expenseApproval: 'approved' })
  expect(found).toMatchObject([
    { code: 'expense-waiting', what: 'approval', by: 'Jane Ng', date: '2026-11-14', amount: '132.00' },
    { date: '2026-11-15' },
  ])
})
