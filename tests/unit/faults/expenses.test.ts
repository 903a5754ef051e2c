import { expect, test } from 'vitest'
import { kinds } from '../../faults/kinds/table.ts'
import { daysOfWeek, weekNote } from '../../faults/kinds/weeks.ts'

const row = (id: number, given: object = {}) => ({
  ...{ id, detailId: id + 5_000, classification: 'Reimbursable', memberId: 151, locationId: 11 },
  ...{ date: '2026-11-17', notes: '', amount: '12.50' },
  entries: [{ id: id * 10, type: 'EI', batchId: null }],
  ...given,
})

test('an expense is a record of its own, and those of a week that say so are one', () => {
  const notes = `${weekNote} 3`
  const spent = [
    row(1),
    row(2, { notes }),
    row(3, { notes, date: '2026-11-18', amount: '7.40' }),
    row(4, { notes, date: '2026-11-24' }),
    row(5, { notes, classification: 'NonReimbursable' }),
  ]
  const records = kinds.expenses.read({ expenses: spent })
  expect(records.map(({ id, entries, documents }) => [id, entries.length, documents])).toEqual([
    ['expense-5001', 1, [{ kind: 'bill', number: 'EXP-5001', total: '12.5' }]],
    [
      'expense-151-2026-11-16-reimbursable-at-11',
      2,
      [{ kind: 'bill', number: 'EXP-151L11-261116', total: '19.9' }],
    ],
    [
      'expense-151-2026-11-23-reimbursable-at-11',
      1,
      [{ kind: 'bill', number: 'EXP-151L11-261123', total: '12.5' }],
    ],
    [
      'expense-151-2026-11-16-company-paid-at-11',
      1,
      [{ kind: 'journal', number: 'EXP-151L11-261116C', total: '12.5' }],
    ],
  ])
})

test('the days of a week are all of the same one, whatever day it is', () => {
  for (const weeksAgo of [1, 30]) {
    const days = daysOfWeek(weeksAgo, 2).map(ago => new Date(Date.now() - ago * 86_400_000).getUTCDay())
    expect(days).toEqual([2, 3])
  }
})
