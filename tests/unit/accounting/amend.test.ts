import { describe, expect, test } from 'vitest'
import { changesOf } from '../../../lib/accounting/amend.ts'
import { type DocumentLine, type LedgerDocument, nobody, untaxed } from '../../../lib/accounting/document.ts'
import { documentFromJson, documentToJson } from '../../../lib/accounting/document-json.ts'
import { planSales } from '../../../lib/accounting/plan.ts'
import { present } from '../../../lib/std/assert.ts'
import { Decimal } from '../../../lib/std/decimal.ts'
import { planInput } from '../../support/planning.ts'

const document = present(planSales(planInput()).document, 'a document')
const line = present(document.lines[0], 'a line')

function told(after: Partial<LedgerDocument>, before: Partial<LedgerDocument> = {}) {
  return changesOf({ ...document, ...before }, { ...document, ...after }).map(
    change => `${change.what}: ${change.before} → ${change.after}`,
  )
}

function lines(...list: Partial<DocumentLine>[]): Partial<LedgerDocument> {
  return { lines: list.map(changes => ({ ...line, ...changes })) }
}

const amount = (text: string) => ({
  quantity: Decimal.parse('1'),
  unitAmount: Decimal.parse(text),
  amount: Decimal.parse(text),
})

test('of what is the same nothing is told, read back from its row or with other entries behind it', () => {
  expect(told({})).toEqual([])
  expect(changesOf(documentFromJson(documentToJson(document)), document)).toEqual([])
  expect(told(lines({ sources: [], notes: ['from the default'] }))).toEqual([])
})

test('the header and the totals, days as people read them', () => {
  const totals = { ...document.totals, total: Decimal.parse('1500') }
  expect(
    told({ date: '2026-12-01', reference: 'PO 7', contact: { ...document.contact, name: 'Beta' }, totals }),
  ).toEqual([
    'Customer: Acme Dental → Beta',
    'Date: 14 Nov 2026 → 1 Dec 2026',
    `Reference: ${document.reference} → PO 7`,
    'Total: 1320.00 → 1500.00',
  ])
})

describe('lines', () => {
  test('of one description belong together, and say what differs and no more', () => {
    expect(told(lines(amount('90.125')))).toEqual([
      'Line “Onsite support”: 8 × 150.00 = 1200.00 → 1 × 90.125 = 90.125',
    ])
    const tax = { ...line.tax, name: 'None', rate: Decimal.zero }
    expect(told(lines({ tax, amountTax: Decimal.zero }))).toEqual([
      'Line “Onsite support”: GST on Income (10 %) → None (0 %)',
    ])
  })

  test('that are gone or new stand whole on their side, and those that moved are no change', () => {
    const travel = { description: 'Travel', ...amount('40.00') }
    const other = { description: 'Parts', ...amount('5.00') }
    expect(told(lines(travel, {}), lines({}, travel))).toEqual([])
    const [gone, fresh] = told(lines({}, other), lines(travel, {}))
    expect(gone).toMatch(/^Line “Travel”: 1 × 40\.00 = 40\.00 · .* → $/)
    expect(fresh).toMatch(/^Line “Parts”: {2}→ 1 × 5\.00 = 5\.00 · /)
  })

  test('twins are counted: one of two that is gone is told once', () => {
    expect(told(lines({}), lines({}, {}))).toHaveLength(1)
  })

  test('an account that only bears the same name is told all the same', () => {
    const account = { ...line.account, id: 'another' }
    const [change] = told(lines({ account }))
    expect(change).toContain('8 × 150.00 = 1200.00')
  })

  test('a tax that alone differs is told', () => {
    expect(told(lines({ amountTax: Decimal.parse('120.01') }))).toEqual([
      'Line “Onsite support”: tax 120.00 → tax 120.01',
    ])
  })
})

test('a bill is of a vendor', () => {
  const contact = { ...document.contact, name: 'Ingram Micro' }
  expect(told({ kind: 'bill', contact }, { kind: 'bill' })).toEqual(['Vendor: Acme Dental → Ingram Micro'])
})

test('of money that was spent the account is told, and nothing falls due', () => {
  const account = { id: 'a090', code: '090', name: 'Cheque', card: false }
  const spend = { kind: 'spend', paidFrom: account, dueDate: '2026-11-14' } as const
  const paidFrom = { id: 'a092', code: '092', name: 'Visa', card: true }
  expect(told({ ...spend, paidFrom, dueDate: '2026-12-14', contact: nobody }, spend)).toEqual([
    'Vendor: Acme Dental → ',
    'Account: 090 Cheque → 092 Visa',
  ])
})

test('of a journal its sides are told, and nothing that it has not: price, tax, due date, contact', () => {
  const side = (description: string, text: string, account: string): DocumentLine => ({
    ...line,
    ...amount(text),
    description,
    account: { id: account, code: account, name: 'Stock' },
    tax: untaxed,
    amountTax: Decimal.zero,
    tracking: [],
  })
  const journal = (text: string, account = '630'): LedgerDocument => ({
    ...document,
    kind: 'journal',
    contact: nobody,
    lines: [side('Into stock', text, account), side('Out of costs', `-${text}`, '310')],
    totals: { subtotal: Decimal.parse(text), tax: Decimal.zero, total: Decimal.parse(text) },
  })
  const before = journal('100.00')
  const after = { ...journal('120.00', '631'), date: '2026-12-01', dueDate: '2026-12-01' } as const
  expect(changesOf(before, after)).toEqual([
    { what: 'Date', before: '14 Nov 2026', after: '1 Dec 2026' },
    {
      what: 'Line “Into stock”',
      before: 'debit 100.00 · 630 Stock',
      after: 'debit 120.00 · 631 Stock',
    },
    { what: 'Line “Out of costs”', before: 'credit 100.00', after: 'credit 120.00' },
    { what: 'Debited', before: '100.00', after: '120.00' },
  ])
})
