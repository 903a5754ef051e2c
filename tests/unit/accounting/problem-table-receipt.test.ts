import { expect, test } from 'vitest'
import { describe, isBlocking } from '../../../lib/accounting/problems.ts'
import { sampleProblems } from '../../support/sample-problems.ts'

const codes = [
  ...(['receipt-unsure', 'receipt-right', 'receipt-ledger-right'] as const),
  ...(['receipt-too-large', 'receipt-too-many', 'receipt-refused'] as const),
]

test.each(codes)('%s says so first, names its cure and stops nothing', code => {
  const problem = sampleProblems[code]
  const { title, message } = describe(problem, 'Xero')
  expect(title).toMatch(/^Receipt not attached: /)
  expect(message).toMatch(/[Aa]ttach (again|it by hand|a smaller one)/)
  expect(isBlocking(problem)).toBe(false)
})
