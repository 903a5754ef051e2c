import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Classification, expenseOutcome } from '../../../lib/accounting/expenses.ts'
import { Decimal } from '../../../lib/std/decimal.ts'

const folder = new URL('../../cases/expenses/', import.meta.url)
const files = readdirSync(folder)
  .filter(name => name.endsWith('.case'))
  .toSorted()

const words: Readonly<Record<string, Classification>> = {
  Reimbursable: 'reimbursable',
  NonReimbursable: 'non-reimbursable',
  Personal: 'personal',
}

describe('Expenses: what each becomes', () => {
  test.each(files)('%s', file => {
    const match = /^# .+\n\s*given\n([\s\S]*?)\nexpect\n([\s\S]*)$/.exec(
      readFileSync(new URL(file, folder), 'utf8'),
    )
    const [, given = '', expected = ''] = match ?? []
    const lines = given
      .split('\n')
      .map(line => line.trim())
      .filter(Boolean)
    const named = lines.find(line => line.startsWith('company-paid '))?.slice('company-paid '.length) ?? ''
    const companyPaid = new Set(named.split(', '))
    const actual = lines.filter(line => line.includes('|')).map(line => `  ${outcomeOf(line, companyPaid)}`)
    expect(actual.join('\n'), `${file}: this is what came out instead:\n\n${actual.join('\n')}\n`).toBe(
      expected.trimEnd(),
    )
  })

  test('there are cases to read', () => {
    expect(files.length).toBeGreaterThanOrEqual(7)
  })
})

function outcomeOf(line: string, companyPaid: ReadonlySet<string>): string {
  const [name = '', word = '', amount = ''] = line.split('|').map(part => part.trim())
  const expense = {
    paymentType: { id: name, name },
    classification: words[word] ?? null,
    amount: Decimal.parse(amount),
  }
  const outcome = expenseOutcome(expense, companyPaid)
  const to = outcome.document === 'credit' ? 'against' : 'to'
  const party =
    outcome.party === 'offset' ? ' on the offset account' : outcome.party ? ` ${to} the employee` : ''
  return `${outcome.document ?? 'nothing'}${party} ${outcome.amount.toFixedText(2)} | ${outcome.reason}`
}

const anyExpense = fc.record({
  company: fc.boolean(),
  classification: fc.constantFrom<Classification>('reimbursable', 'non-reimbursable', 'personal', null),
  cents: fc.integer({ min: -1_000_000, max: 1_000_000 }),
})

const outcome = (one: { company: boolean; classification: Classification; cents: number }) =>
  expenseOutcome(
    {
      paymentType: { id: one.company ? 'visa' : 'cash', name: 'Type' },
      classification: one.classification,
      amount: Decimal.parse(`${one.cents}e-2`),
    },
    new Set(['visa']),
  )

describe('laws', () => {
  test('the amount is never changed and never negative; there is a reason in words', () => {
    fc.assert(
      fc.property(anyExpense, one => {
        const found = outcome(one)
        expect(found.amount.equals(Decimal.parse(`${Math.abs(one.cents)}e-2`))).toBe(true)
        expect(found.reason).toMatch(/^[A-Z].+\.$/)
        expect(found.document === null).toBe(found.kind === 'nothing')
      }),
    )
  })

  test('the opposite amount is the opposite document for the same party', () => {
    fc.assert(
      fc.property(anyExpense, one => {
        const [here, there] = [outcome(one), outcome({ ...one, cents: -one.cents })]
        expect([here.kind, here.party]).toEqual([there.kind, there.party])
        if (here.document) expect([here.document, there.document].toSorted()).toEqual(['bill', 'credit'])
      }),
    )
  })

  test('own money never meets the offset account; company money is never paid to the employee again', () => {
    fc.assert(
      fc.property(anyExpense, one => {
        const { party, kind } = outcome(one)
        if (!one.company) expect(party).not.toBe('offset')
        else expect(kind).not.toBe('reimbursable')
      }),
    )
  })
})
