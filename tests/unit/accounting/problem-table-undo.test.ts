import { expect, test } from 'vitest'
import { describe, isLeftAlone } from '../../../lib/accounting/problems.ts'
import { sampleProblems } from '../../support/sample-problems.ts'

test('why it was not undone says what is on it, in the figures of the ledger', () => {
  expect(describe(sampleProblems['undo-paid'], 'Xero').message).toContain(
    '10.00 of 110.00 is still due in Xero',
  )
  expect(describe({ code: 'undo-paid', due: '', total: '110.00' }, 'Xero').message).toMatch(
    /^Xero does not say what is still due/,
  )
})

test('what the bank’s statement has names the cure, whether it was to be undone or amended', () => {
  for (const code of ['undo-reconciled', 'amend-reconciled'] as const) {
    const { title, message } = describe(sampleProblems[code], 'Xero')
    expect(title).toBe('Reconciled with the bank')
    expect(message).toContain('Take the match off in Xero')
  }
})

test('what was undone waits for a person, and is nothing that the company leaves alone', () => {
  const { severity, message } = describe(sampleProblems.undone, 'Xero')
  expect([severity, isLeftAlone(sampleProblems.undone)]).toEqual(['waiting', false])
  expect(message).toContain('only when somebody sends it')
})
