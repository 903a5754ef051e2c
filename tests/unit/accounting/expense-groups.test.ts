import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type ExpenseRules, gatherExpenses } from '../../../lib/accounting/expense-groups.ts'
import {
  expenseId,
  expenseWeekId,
  isExpenseId,
  mondayOf,
  postedOutcomes,
  readExpenseId,
} from '../../../lib/accounting/expense-id.ts'
import { isRecordId, sourceOf, vendorIdOf } from '../../../lib/accounting/record-id.ts'
import { addDays, calendarDate } from '../../../lib/std/clock.ts'
import { sum } from '../../../lib/std/decimal.ts'
import { expenseEntry } from '../../support/expensing.ts'
import { decimal } from '../../support/planning.ts'

const rules: ExpenseRules = {
  grouping: 'week',
  companyPaid: new Set(['7', '9']),
  byPaymentType: false,
  cutOffDate: null,
  ownLocations: new Set(),
}
const visa = { id: '7', name: 'Company Visa' }
const fuel = { id: '9', name: 'Fuel card' }

test('a week begins on its Monday', () => {
  expect(mondayOf('2026-11-09')).toBe('2026-11-09')
  expect(mondayOf('2026-11-15')).toBe('2026-11-09')
  expect(mondayOf('2026-11-16')).toBe('2026-11-16')
  expect(mondayOf('2026-01-01')).toBe('2025-12-29')
})

test('an id says what it is of, and an address can hold it', () => {
  const week = {
    memberId: '153',
    monday: mondayOf('2026-11-14'),
    outcome: 'company-paid',
    paymentTypeId: '',
    locationId: '',
  } as const
  const there = { ...week, paymentTypeId: '7', locationId: '11' }
  for (const id of [expenseId('36001'), expenseWeekId(week), expenseWeekId(there)]) {
    expect(isExpenseId(id) && isRecordId(id)).toBe(true)
    expect(sourceOf(id)).toBe('expense')
    expect(`expense-${vendorIdOf(id)}`).toBe(id)
  }
  expect(readExpenseId('expense-36001')).toEqual({ kind: 'entry', detailId: '36001' })
  expect(readExpenseId(expenseWeekId(there))).toEqual({ kind: 'week', ...there })
  for (const no of ['expense-', 'expense-1-2026-11-09', 'expense-1-2026-11-09-nothing', 'expense-a'])
    expect(isRecordId(no)).toBe(false)
})

test('each by itself where the company wants it so', () => {
  const groups = gatherExpenses([expenseEntry(), expenseEntry({ id: '36002' })], {
    ...rules,
    grouping: 'entry',
  })
  expect(groups.map(({ recordId, number }) => [recordId, number])).toEqual([
    ['expense-36001', 'EXP-36001'],
    ['expense-36002', 'EXP-36002'],
  ])
})

test('a member’s week is one record for each of what becomes of it', () => {
  const groups = gatherExpenses(
    [
      expenseEntry({ id: '36001', date: '2026-11-09' }),
      expenseEntry({ id: '36002', date: '2026-11-15' }),
      expenseEntry({ id: '36003', paymentType: visa }),
      expenseEntry({ id: '36004', paymentType: visa, classification: 'personal' }),
      expenseEntry({ id: '36005', date: '2026-11-16' }),
      expenseEntry({ id: '36006', member: { id: '154', identifier: 'RVoss', name: 'Rita Voss' } }),
    ],
    rules,
  )
  expect(groups.map(({ recordId, number, entries }) => [recordId, number, entries.length])).toEqual([
    ['expense-153-2026-11-09-reimbursable', 'EXP-SMarsh-261109', 2],
    ['expense-153-2026-11-09-company-paid', 'EXP-SMarsh-261109C', 1],
    ['expense-153-2026-11-09-private', 'EXP-SMarsh-261109P', 1],
    ['expense-153-2026-11-16-reimbursable', 'EXP-SMarsh-261116', 1],
    ['expense-154-2026-11-09-reimbursable', 'EXP-RVoss-261109', 1],
  ])
})

test('what comes from accounts of its own is a record for each payment type, and nothing else is', () => {
  const list = [
    expenseEntry({ id: '36001', paymentType: visa }),
    expenseEntry({ id: '36002', paymentType: fuel }),
    expenseEntry({ id: '36003', paymentType: visa }),
    expenseEntry({ id: '36004', paymentType: visa, classification: 'personal' }),
    expenseEntry({ id: '36005', paymentType: fuel, classification: 'personal' }),
  ]
  const told = (byPaymentType: boolean) =>
    gatherExpenses(list, { ...rules, byPaymentType }).map(({ recordId, number, entries }) => [
      ...[recordId, number, entries.map(({ id }) => id).join()],
    ])
  const owed = ['expense-153-2026-11-09-private', 'EXP-SMarsh-261109P', '36004,36005']
  expect(told(false)).toEqual([
    ['expense-153-2026-11-09-company-paid', 'EXP-SMarsh-261109C', '36001,36002,36003'],
    owed,
  ])
  expect(told(true)).toEqual([
    ['expense-153-2026-11-09-company-paid-by-7', 'EXP-153-261109C7', '36001,36003'],
    ['expense-153-2026-11-09-company-paid-by-9', 'EXP-153-261109C9', '36002'],
    owed,
  ])
})

test('what cannot be gathered stands alone: nothing to post, another currency, before the cut-off', () => {
  const groups = gatherExpenses(
    [
      expenseEntry({ id: '36001' }),
      expenseEntry({ id: '36002', currency: 'USD' }),
      expenseEntry({ id: '36003', classification: 'personal' }),
      expenseEntry({ id: '36004', date: '2026-11-10' }),
      expenseEntry({ id: '36005', member: { id: '', identifier: '', name: '' } }),
    ],
    { ...rules, cutOffDate: '2026-11-12' },
  )
  expect(groups.map(({ recordId, outcome }) => [recordId, outcome])).toEqual([
    ['expense-153-2026-11-09-reimbursable', 'reimbursable'],
    ['expense-36002', 'reimbursable'],
    ['expense-36003', 'nothing'],
    ['expense-36004', 'reimbursable'],
    ['expense-36005', 'reimbursable'],
  ])
})

test('what a location’s own company takes is no part of another’s week', () => {
  const groups = gatherExpenses(
    [expenseEntry({ id: '36001' }), expenseEntry({ id: '36002', locationId: '11' })],
    { ...rules, ownLocations: new Set(['11']) },
  )
  expect(groups.map(({ recordId, number }) => [recordId, number])).toEqual([
    ['expense-153-2026-11-09-reimbursable', 'EXP-SMarsh-261109'],
    ['expense-153-2026-11-09-reimbursable-at-11', 'EXP-153L11-261109'],
  ])
})

test('a member with a long name is numbered by the id', () => {
  const member = { id: '153', identifier: 'SMarshall', name: 'Sam Marshall' }
  expect(gatherExpenses([expenseEntry({ member })], rules)[0]?.number).toBe('EXP-153-261109')
})

const entries = fc.array(
  fc.record({
    member: fc.constantFrom('151', '152', '153'),
    day: fc.nat(40),
    cents: fc.integer({ min: -50_000, max: 50_000 }),
    paid: fc.constantFrom('own', '7', '9'),
    classification: fc.constantFrom('reimbursable', 'non-reimbursable', 'personal', null),
    currency: fc.constantFrom('AUD', 'AUD', 'USD'),
    locationId: fc.constantFrom('2', '11'),
  }),
  { maxLength: 40 },
)

test('every expense is of one record, to the cent, whatever order they come in; ids and numbers are each one’s own', () => {
  fc.assert(
    fc.property(entries, fc.boolean(), fc.boolean(), (list, reversed, byPaymentType) => {
      const made = list.map((one, place) =>
        expenseEntry({
          id: String(36_001 + place),
          member: { id: one.member, identifier: `M${one.member}`, name: one.member },
          date: addDays(calendarDate('2026-10-01'), one.day),
          amount: decimal('0.01').times(decimal(String(one.cents))),
          paymentType: { id: one.paid, name: one.paid },
          classification: one.classification,
          currency: one.currency,
          locationId: one.locationId,
        }),
      )
      const by = { ...rules, byPaymentType, ownLocations: new Set(['11']) }
      const groups = gatherExpenses(reversed ? made.toReversed() : made, by)
      const told = (found: typeof groups) =>
        found.map(({ recordId, entries }) => [recordId, entries.map(e => e.id)])
      expect(told(groups)).toEqual(told(gatherExpenses(made, by)))
      const gathered = groups.flatMap(group => group.entries)
      expect(gathered.map(({ id }) => id).toSorted()).toEqual(made.map(({ id }) => id).toSorted())
      expect(sum(gathered.map(({ amount }) => amount)).equals(sum(made.map(({ amount }) => amount)))).toBe(
        true,
      )
      expect(new Set(groups.map(({ recordId }) => recordId)).size).toBe(groups.length)
      expect(new Set(groups.map(({ number }) => number)).size).toBe(groups.length)
      for (const { recordId, number, outcome, entries } of groups) {
        expect(isRecordId(recordId) && number.length <= 21).toBe(true)
        expect(new Set(entries.map(({ currency }) => currency)).size).toBe(1)
        expect(outcome !== 'nothing' || entries.length === 1).toBe(true)
        const types = new Set(entries.map(({ paymentType }) => paymentType.id))
        expect(byPaymentType && outcome === 'company-paid' ? types.size : 1).toBe(1)
        const id = readExpenseId(recordId)
        if (id.kind === 'week') expect(postedOutcomes).toContain(outcome)
      }
    }),
  )
})
