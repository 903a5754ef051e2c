import { expect, test } from 'vitest'
import { describe } from '../../../lib/accounting/problems.ts'
import { sampleProblems } from '../../support/sample-problems.ts'

test('why it was not amended names figures, days and the cure', () => {
  const paid = describe(sampleProblems['amend-paid'], 'Xero').message
  expect(paid).toContain('10.00 of 110.00 is still due in Xero')
  expect(paid).toContain('Credit it and bill it again')
  expect(describe({ code: 'amend-paid', due: '', total: '110.00' }, 'Xero').message).toMatch(
    /^Xero does not say what is still due/,
  )
  expect(describe(sampleProblems['amend-locked'], 'Xero').message).toContain('locked up to 31 Oct 2026')
  expect(describe(sampleProblems['amend-changed'], 'QuickBooks').message).toContain(
    'it comes to 120.00 there, and 110.00 was sent',
  )
})

test('what cannot become another says which', () => {
  expect(describe({ code: 'amend-other', what: 'kind' }, 'Xero').title).toBe('Another kind of document')
  expect(describe({ code: 'amend-other', what: 'currency' }, 'Xero').title).toBe('Another currency')
})
