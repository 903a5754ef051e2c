import { describe, expect, test } from 'vitest'
import { Desk } from '../../../lib/accounting/desk.ts'
import type { PlanOptions } from '../../../lib/accounting/options.ts'
import { dueByReference, findDueDate, findMappedDueDate } from '../../../lib/accounting/terms.ts'
import { isCalendarDate } from '../../../lib/std/clock.ts'
import { lookup, planInput, planOptions, planReference, salesExport } from '../../support/planning.ts'

describe('a cross reference', () => {
  test.each([
    ['2026-11-14', '30', '2026-12-14'],
    ['2026-12-31', '0', '2026-12-31'],
    ['2028-02-28', '2 days', '2028-03-01'],
    ['2026-01-15', 'M+1:D20', '2026-02-20'],
    ['2026-01-15', 'M1:D20', '2026-02-20'],
    ['2026-01-15', 'm + 1 : d20', '2026-02-20'],
    ['2026-01-15', 'M0:D20', '2026-01-20'],
    ['2026-12-15', 'M+1:D10', '2027-01-10'],
    ['2026-11-15', 'M+14:D1', '2028-01-01'],
    ['2027-01-15', 'M+1:D30', '2027-02-28'],
    ['2028-01-15', 'M+1:D30', '2028-02-29'],
    ['2026-03-31', 'M+1:D31', '2026-04-30'],
    ['2026-01-31', 'M+1:D-0', '2026-02-28'],
    ['2026-11-01', 'M0:D-0', '2026-11-30'],
    ['2026-11-01', 'EOM+15', '2026-12-15'],
    ['2028-02-29', 'EOM+0', '2028-02-29'],
  ] as const)('%s with %s falls due on %s', (date, xref, due) => {
    expect(dueByReference(date, xref)).toBe(due)
  })

  test.each(['', 'Net 30', 'M+1', 'M+1:D0', 'M+1:D32', 'D20', 'M-1:D5', 'M+1:D-1', '1e3', '30.5', '99999'])(
    '%s says nothing',
    xref => {
      expect(dueByReference('2026-11-14', xref)).toBeNull()
    },
  )

  test('every day of the month from every month gives a day that exists', () => {
    for (let month = 1; month <= 12; month++) {
      for (let day = 1; day <= 31; day++) {
        const from = `2027-${String(month).padStart(2, '0')}-15`
        const due = isCalendarDate(from) && dueByReference(from, `M+1:D${day}`)
        expect(due && isCalendarDate(due)).toBe(true)
      }
    }
  })

  test('at the end of the calendar there is no due date', () => {
    expect([dueByReference('9999-12-31', '30'), dueByReference('9999-12-31', 'M+1:D1')]).toEqual([null, null])
  })
})

describe('the due date is', () => {
  const none = { name: '', xref: '', dueDays: null }
  const due = (given: Partial<Parameters<typeof findDueDate>[0]>, options: Partial<PlanOptions> = {}) =>
    findDueDate({ ...salesExport({ dueDate: null, terms: none }), ...given }, planOptions(options))

  test('ConnectWise’s own before anything else', () => {
    expect(due({ dueDate: '2026-12-01', terms: { name: 'x', xref: '30', dueDays: 7 } })).toBe('2026-12-01')
  })

  test('that of the cross reference before the days', () => {
    expect(due({ terms: { name: 'x', xref: 'M+1:D1', dueDays: 7 } })).toBe('2026-12-01')
  })

  test('that of the days where the cross reference is another ledger’s name', () => {
    expect(due({ terms: { name: 'x', xref: 'Net 7', dueDays: 7 } })).toBe('2026-11-21')
  })

  test('a question otherwise', () => {
    expect(due({})).toEqual({ code: 'due-date-missing', terms: '' })
    expect(due({ terms: { name: 'Q', xref: 'Q4', dueDays: null } })).toEqual({
      code: 'terms-invalid',
      terms: 'Q',
      xref: 'Q4',
    })
    expect(due({ terms: { name: 'Q', xref: '', dueDays: -1 } })).toEqual({
      code: 'due-date-missing',
      terms: 'Q',
    })
  })

  test('the date of a credit memo that has none: nobody pays it', () => {
    expect(due({ kind: 'credit-memo' })).toBe('2026-11-14')
  })

  test('that of the cross reference before ConnectWise’s own where the company says so', () => {
    const terms = { name: 'EOM', xref: 'M+1:D-0', dueDays: 7 }
    const given = { dueDate: '2026-12-01' as const, terms }
    expect(due(given, { dueDateSource: 'terms' })).toBe('2026-12-31')
    expect(due({ ...given, terms: { ...terms, xref: 'Net 7' } }, { dueDateSource: 'terms' })).toBe(
      '2026-12-01',
    )
  })

  test('that of the company’s own format where ConnectWise leads to none, at the month’s end at most', () => {
    expect(due({}, { dueDateFormat: '14' })).toBe('2026-11-28')
    expect(due({ date: '2027-01-15' }, { dueDateFormat: 'M+1:D30' })).toBe('2027-02-28')
    expect(due({ terms: { name: 'x', xref: '', dueDays: 7 } }, { dueDateFormat: '14' })).toBe('2026-11-21')
  })
})

describe('mapped terms', () => {
  const psaTerms = new Map([['net 30', '1']])
  const due = (rule: string | null, given: Partial<Parameters<typeof findDueDate>[0]> = {}) => {
    const desk = new Desk(
      planInput({
        reference: planReference({ psaTerms }),
        mappings: lookup(rule === null ? [] : [['term', '1', rule]]),
      }),
    )
    const record = { ...salesExport({ dueDate: '2026-12-01' }), ...given }
    return { due: findMappedDueDate(record, desk), keys: desk.mappingKeys() }
  }

  test('their rule goes before ConnectWise’s own date', () => {
    expect(due('M+1:D20').due).toBe('2026-12-20')
    expect(due('7').due).toBe('2026-11-21')
  })

  test('are asked for by their id and not by their name', () => {
    expect(due(null).keys).toEqual([{ kind: 'term', key: '1', name: 'Net 30' }])
  })

  test('that nobody mapped, or to something unreadable, leave all as it was', () => {
    expect([due(null).due, due('Net 30').due]).toEqual(['2026-12-01', '2026-12-01'])
  })

  test('name themselves where there is no due date, so that they can be mapped', () => {
    const terms = { name: 'Net 30', xref: '', dueDays: null }
    expect(due(null, { dueDate: null, terms }).due).toEqual({
      code: 'due-date-missing',
      terms: 'Net 30',
      termId: '1',
    })
  })
})
