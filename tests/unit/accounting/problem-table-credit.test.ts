import { expect, test } from 'vitest'
import { describe, isBlocking } from '../../../lib/accounting/problems.ts'
import { sampleProblems } from '../../support/sample-problems.ts'

test('what is too much says of which document, in the figures of the ledger, and what to do', () => {
  const exceeds = sampleProblems['credit-exceeds']
  expect(describe(exceeds, 'Xero').message).toContain('Xero has 10.00 still to be paid of it')
  expect(describe({ ...exceeds, what: 'credit' }, 'Xero').message).toContain(
    'Xero has 10.00 left of the credit',
  )
})

test('what cannot be changed by itself names the side where it is done by hand', () => {
  const stuck = sampleProblems['credit-stuck']
  expect(describe(stuck, 'QuickBooks').message).toMatch(/^QuickBooks applied credit memo 1043 together/)
  expect(describe({ ...stuck, where: 'connectwise' }, 'QuickBooks').message).toMatch(/^ConnectWise’s payment/)
})

test('a refusal says whose it is; what waits for an invoice only waits', () => {
  const refused = sampleProblems['credit-refused']
  expect(describe(refused, 'Xero').message).toMatch(/^Xero did not take it/)
  expect(describe({ ...refused, where: 'connectwise' }, 'Xero').message).toMatch(
    /^ConnectWise did not take it/,
  )
  const waits = sampleProblems['credit-waits']
  expect([describe(waits, 'Xero').severity, isBlocking(waits)]).toEqual(['waiting', true])
})
