import { expect, test } from 'vitest'
import { describe } from '../../../lib/accounting/problems.ts'
import { sampleProblems } from '../../support/sample-problems.ts'

const waiting = {
  code: 'expense-waiting',
  date: '2026-11-14',
  line: 'Parking',
  amount: '18.90',
  of: 'expense',
} as const
const told = (what: 'approval' | 'project' | 'ready' | 'billed', status: string, by = '') =>
  describe({ ...waiting, what, status, by }, 'Xero')

test('E13 what waits for an approval is no error: it names who, and how far it is', () => {
  const named = told('approval', 'PendingApproval', 'Ana Ortiz')
  expect([named.severity, named.title]).toEqual(['waiting', 'Waiting for approval'])
  expect(named.message).toBe(
    'Line “Parking” (18.90) of 14 Nov 2026 waits for the approval of Ana Ortiz; its status is pending approval. It goes by itself once that is done.',
  )
  expect(told('approval', '').message).toContain(
    'waits for its approval; ConnectWise does not say how far it is.',
  )
  expect(told('project', 'PendingProjectApproval').message).toContain('the approval of the second tier')
})

test('E14 what waits to be billed says so', () => {
  expect(told('ready', 'ApprovedByTierTwo').title).toBe('Waiting to be ready to bill')
  expect(told('billed', 'ReadyToBill').message).toContain(
    'until the customer is billed for it; its status is ready to bill',
  )
})

test('what came late names its cure', () => {
  const late = describe(
    { code: 'expense-late', number: 'EXP-SMarsh-261109', total: '5.00', of: 'expense' },
    'Xero',
  )
  expect(late.message).toContain('Undo EXP-SMarsh-261109 and send it again; then it has all of them.')
})

test('what the company has paid names its payment type, and the account that it is mapped to', () => {
  const told = (code: 'payment-account-unmapped' | 'payment-account-gone' | 'payment-account-currency') =>
    describe(sampleProblems[code], 'Xero')
  expect(told('payment-account-unmapped')).toMatchObject({
    message: 'The expense was paid with Company Visa, which has no bank or card account in Xero yet.',
    fixLabel: 'Map Company Visa',
    place: { screen: 'mappings', kind: 'payment-account', key: '12' },
  })
  expect(told('payment-account-gone').message).toContain('(092 Company Credit Card) that Xero no longer uses')
  expect(told('payment-account-currency').message).toContain(
    'is in AUD, and Company Visa is mapped to 092 Company Credit Card, which Xero keeps in USD',
  )
})

test('what goes as a journal all the same is told, and goes', () => {
  const { severity, message } = describe(sampleProblems['spend-as-journal'], 'QuickBooks')
  expect(severity).toBe('check')
  expect(message).toContain('QuickBooks holds that of credit cards only')
})
