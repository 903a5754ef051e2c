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

test('what was undone waits for a person, and is nothing that the company leaves alone', () => {
  const { severity, message } = describe(sampleProblems.undone, 'Xero')
  expect([severity, isLeftAlone(sampleProblems.undone)]).toEqual(['waiting', false])
  expect(message).toContain('only when somebody sends it')
})
