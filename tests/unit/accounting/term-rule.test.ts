import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type TermRule, termRule, termText, termWords } from '../../../lib/accounting/term-rule.ts'

test.each([
  ['30', '30', '30 days after the invoice date'],
  ['1 day', '1', '1 day after the invoice date'],
  ['0', '0', 'On the invoice date'],
  ['m + 1 : d20', 'M+1:D20', '20th of the next month'],
  ['M0:D1', 'M0:D1', '1st of the invoice’s month'],
  ['M2:D12', 'M+2:D12', '12th of the month 2 months later'],
  ['M+1:D22', 'M+1:D22', '22nd of the next month'],
  ['M+1:D31', 'M+1:D-0', 'Last day of the next month'],
  ['M0:D-0', 'M0:D-0', 'Last day of the invoice’s month'],
  ['eom + 15', 'EOM+15', '15 days after the end of the invoice’s month'],
  ['EOM+0', 'EOM+0', 'Last day of the invoice’s month'],
])('%s is kept as %s and reads “%s”', (given, kept, words) => {
  const rule = termRule(given)
  expect(rule && [termText(rule), termWords(rule)]).toEqual([kept, words])
})

test.each(['', 'Net 30', 'EOM', 'EOM+', 'M+1', 'M+1:D0', 'M+1:D32', '-3', '30.5'])(
  '%s says nothing',
  text => {
    expect(termRule(text)).toBeNull()
  },
)

test('what is kept is read back as the same rule', () => {
  const rule: fc.Arbitrary<TermRule> = fc.oneof(
    fc.record({ kind: fc.constant('days' as const), days: fc.nat(9999) }),
    fc.record({ kind: fc.constant('month-end' as const), days: fc.nat(999) }),
    fc.record({
      kind: fc.constant('day' as const),
      months: fc.nat(999),
      day: fc.integer({ min: 1, max: 31 }),
    }),
  )
  fc.assert(
    fc.property(rule, one => {
      expect(termRule(termText(one))).toEqual(one)
    }),
  )
})
