import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type LedgerDocument, nobody } from '../../../lib/accounting/document.ts'
import { planSales } from '../../../lib/accounting/plan.ts'
import { present } from '../../../lib/std/assert.ts'
import { Decimal } from '../../../lib/std/decimal.ts'
import { entryOf } from '../../../lib/sync/views/entry.ts'
import { journalOf, journalTotals } from '../../../lib/sync/views/journal.ts'
import { planInput, salesExport, salesLine } from '../../support/planning.ts'

function document(given: Parameters<typeof salesExport>[0] = {}): LedgerDocument {
  return present(planSales(planInput({ record: salesExport(given) })).document, 'a document')
}

const discounted = {
  total: Decimal.parse('1210'),
  salesTax: Decimal.parse('110'),
  lines: [
    salesLine(),
    salesLine({
      id: '2',
      description: 'Discount',
      quantity: Decimal.one,
      unitPrice: null,
      amount: Decimal.parse('-100'),
    }),
  ],
}

describe('debits and credits', () => {
  test('an invoice: the customer owes, sales and tax are credited', () => {
    const [owed, ...credits] = journalOf(document())
    expect(owed).toEqual({ account: 'Accounts receivable', debit: '1320.00', credit: '' })
    expect(credits.map(line => [line.debit, line.credit])).toEqual([
      ['', '1200.00'],
      ['', '120.00'],
    ])
  })

  test('a credit note is the mirror image', () => {
    const invoice = journalOf(document())
    const note = journalOf({ ...document(), kind: 'credit-note' })
    expect(note).toEqual(
      invoice.map(({ account, debit, credit }) => ({ account, debit: credit, credit: debit })),
    )
  })

  test('lines of one account are one line of the entry', () => {
    const lines = journalOf(document(discounted))
    expect(lines.map(line => line.credit || line.debit)).toEqual(['1210.00', '1100.00', '110.00'])
  })

  test('both sides are always equal', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -99_999, max: 99_999 }), { minLength: 1, maxLength: 8 }),
        cents => {
          const [line] = document().lines
          const base = present(line, 'a line')
          const amounts = cents.map(cent => Decimal.parse(`${cent}e-2`))
          const subtotal = amounts.reduce((all, one) => all.plus(one), Decimal.zero)
          const lines = amounts.map((amount, place) => ({
            ...base,
            amount,
            account: { ...base.account, id: `${place % 3}` },
          }))
          const totals = { subtotal, tax: Decimal.parse('1.23'), total: subtotal.plus(Decimal.parse('1.23')) }
          const { debit, credit } = journalTotals(journalOf({ ...document(), lines, totals }))
          expect(debit).toBe(credit)
        },
      ),
    )
  })
})

test('money that was spent comes from its account, and money that came back goes there; nobody has to be named', () => {
  const paidFrom = { id: 'a092', code: '092', name: 'Visa', card: true }
  const of = (kind: 'spend' | 'receive') =>
    entryOf({ ...document(), kind, paidFrom, contact: nobody }, 'Xero')
  expect(of('spend').journal).toEqual([
    { account: '092 Visa', debit: '', credit: '1320.00' },
    { account: '200 Sales', debit: '1200.00', credit: '' },
    { account: 'Tax', debit: '120.00', credit: '' },
  ])
  expect(of('receive').journal[0]).toEqual({ account: '092 Visa', debit: '1320.00', credit: '' })
  expect(of('spend')).toMatchObject({ contact: '', paidFrom: { account: '092 Visa', card: true } })
  expect(entryOf(document(), 'Xero').paidFrom).toBeNull()
})

test('the entry shows each line beside the ConnectWise entries it stands for', () => {
  const entry = entryOf(document(), 'Xero', true)
  expect(entry).toMatchObject({ contactIsNew: true, total: '1320.00', tax: '120.00', currency: 'AUD' })
  expect(entry.lines[0]).toMatchObject({
    quantity: '8',
    unitAmount: '150.00',
    amount: '1200.00',
    rounding: false,
    sources: [{ account: '4100 · SYD', description: 'Onsite support', quantity: '8', amount: '1200.00' }],
  })
})

test('the entry of a journal is the journal: line for line on its side, summed on both', () => {
  const [line] = document().lines
  const side = (text: string) => {
    const amount = Decimal.parse(text)
    return { ...present(line, 'a line'), amount, unitAmount: amount }
  }
  const journal = { ...document(), kind: 'journal' as const, contact: nobody }
  const lines = ['75.00', '25.00', '-100.00'].map(side)
  const entry = entryOf({ ...journal, lines }, 'Xero')
  expect(entry.journal).toEqual([
    { account: '200 Sales', debit: '75.00', credit: '' },
    { account: '200 Sales', debit: '25.00', credit: '' },
    { account: '200 Sales', debit: '', credit: '100.00' },
  ])
  expect(entry.journal).toHaveLength(entry.lines.length)
  expect(entry.journalTotals).toEqual({ debit: '100.00', credit: '100.00' })
})
