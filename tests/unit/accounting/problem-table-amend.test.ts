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

test.each([
  ['10.00', '10.00 of 44.00 of this credit memo is left in Xero'],
  ['', 'Xero does not say what is left of this credit memo'],
])(
  'a credit memo that is used up (%s left) is never said to be credited, and has its own cure',
  (due, why) => {
    const { title, message } = describe({ code: 'amend-paid', due, total: '44.00', memo: true }, 'Xero')
    expect(title).toBe('Applied or paid back')
    expect(message).toContain(why)
    expect(message).toContain('cannot be credited and billed again')
    expect(message).toContain('Take off in Xero what was applied or paid back and amend it again')
    expect(message).toContain('enter the difference there as a record of its own')
  },
)

test('a credit memo in a locked period is told to move the lock, or to leave it', () => {
  const problem = { ...sampleProblems['amend-locked'], memo: true }
  const { message } = describe(problem, 'Xero')
  expect(message).toContain('locked up to 31 Oct 2026')
  expect(message).toContain(
    'cannot be credited and billed again. Move the lock date in Xero and amend it again',
  )
})

test('what cannot become another says which', () => {
  expect(describe({ code: 'amend-other', what: 'kind' }, 'Xero').title).toBe('Another kind of document')
  expect(describe({ code: 'amend-other', what: 'currency' }, 'Xero').title).toBe('Another currency')
})

test.each(['purchase', 'expense', 'stock'] as const)(
  'what can only be changed in place (%s) is not told to be credited',
  of => {
    const locked = describe({ ...sampleProblems['amend-locked'], of }, 'Xero').message
    expect(locked).toContain('Move the lock date in Xero and amend it again')
    const paid = describe({ ...sampleProblems['amend-paid'], of }, 'Xero').message
    for (const message of [locked, paid]) expect(message).not.toMatch(/credit it and bill it/i)
  },
)
