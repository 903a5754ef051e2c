import { expect, test } from 'vitest'
import { describe, isBlocking, severityOf } from '../../../lib/accounting/problems.ts'
import { sampleProblems } from '../../support/sample-problems.ts'

test('a described problem has all that a person needs', () => {
  expect(describe(sampleProblems['account-unmapped'], 'Xero')).toEqual({
    severity: 'needs-fix',
    title: 'Account not mapped',
    message:
      'Line “Onsite support” (120.00), like 2 other lines, is on ConnectWise account 4100, which has no Xero account yet.',
    fixLabel: 'Map account 4100',
    place: { screen: 'mappings', kind: 'account', key: '4100' },
  })
})

test('the ledger is called by its name', () => {
  expect(describe(sampleProblems['not-connected'], 'QuickBooks')).toMatchObject({
    message: 'This company is not connected to QuickBooks yet.',
    fixLabel: 'Connect QuickBooks',
  })
})

test('only what is worth a look lets a record go', () => {
  const passing = Object.values(sampleProblems).filter(problem => !isBlocking(problem))
  expect(passing.map(problem => problem.code)).toEqual([
    'tracking-missing',
    'sales-rep-inactive',
    'adjustment-applied',
    'order-price-differs',
    'order-quantity-differs',
    'order-not-billed',
    'order-not-ordered',
    'rounding-applied',
    ...['receipt-unsure', 'receipt-right', 'receipt-ledger-right'],
    ...['receipt-too-large', 'receipt-too-many', 'receipt-refused'],
    'spend-as-journal',
  ])
})

test('a missing class stops or warns, as the company says', () => {
  const { warn: _warn, ...stops } = sampleProblems['tracking-missing']
  expect([severityOf(stops), severityOf({ ...stops, warn: true })]).toEqual(['needs-fix', 'check'])
})
