import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { SalesExport, SalesLine } from '../../../lib/accounting/export.ts'
import { cents, lineAmount } from '../../../lib/accounting/money.ts'
import { planSales } from '../../../lib/accounting/plan.ts'
import { isBlocking } from '../../../lib/accounting/problems.ts'
import { lineTax } from '../../../lib/accounting/tax.ts'
import type { SalesInput } from '../../../lib/accounting/translate/index.ts'
import { type Decimal, sum } from '../../../lib/std/decimal.ts'
import { journalOf, journalTotals } from '../../../lib/sync/views/journal.ts'
import { decimal, salesLine } from '../../support/planning.ts'
import { arbitraryDecimal } from '../../support/planning-arbitrary.ts'
import { readSalesCase } from '../../support/sales-case.ts'

// Without a seed a red run prints the one it had; `EVENBOOK_SEED` repeats it.
const seed = Number(process.env.EVENBOOK_SEED ?? Date.now() % 2 ** 31)
const runs = { seed, numRuns: 200 }

const kinds = [
  'Standard',
  'Agreement',
  'Progress',
  'DownPayment',
  'Miscellaneous',
  'Consolidated',
  'CreditMemo',
]
/** The books of the golden cases: each ledger with its rules, and the rate by which ConnectWise taxes there. */
const ledgers = [
  { name: 'Xero', book: 'standard.book', rate: decimal('10'), given: '' },
  { name: 'QuickBooks in Canada', book: 'quickbooks.book', rate: decimal('13'), given: '' },
  { name: 'QuickBooks in the United States', book: 'quickbooks-us.book', rate: decimal('8.25'), given: '' },
  {
    name: 'QuickBooks with automated sales tax',
    book: 'quickbooks-us.book',
    rate: decimal('8.25'),
    given: 'tax as calculated\nmap tax code TX to TAX',
  },
]

type TaxedBy = 'line' | 'document'

interface Drawn {
  billingType: string
  lines: Omit<SalesLine, 'id'>[]
  detail: 'detail' | 'summary' | 'standard'
  asCalculated: boolean
}

/** A line as ConnectWise sells one: to the cent quantity × price, whose decimals may be more than any ledger takes. */
const drawnLine = fc
  .record({
    what: fc.constantFrom(
      { glType: 'R', account: '4100', item: null },
      { glType: 'RA', account: '4300', item: null },
      { glType: 'RD', account: '2400', item: null },
      { glType: 'RP', account: '4200', item: { id: 'product-M365', identifier: 'M365' } },
    ),
    quantity: fc.oneof(
      arbitraryDecimal(0, 1, 500),
      arbitraryDecimal(2, 1, 20_000),
      arbitraryDecimal(5, 1, 900_000),
    ),
    price: fc.oneof(arbitraryDecimal(2, 1, 500_000), arbitraryDecimal(6, 1, 90_000_000)),
    back: fc.nat(9).map(one => one === 0),
    priced: fc.boolean(),
    taxable: fc.boolean(),
    work: fc.constantFrom('', 'Ticket 7', 'Ticket 8'),
  })
  .map(({ what, quantity, price, back, priced, taxable, work }) => {
    const amount = cents(quantity.times(price))
    return salesLine({
      ...what,
      description: `${what.glType} sold`,
      work,
      quantity,
      unitPrice: priced ? price : null,
      amount: back ? amount.negated() : amount,
      taxable,
    })
  })

const drawn: fc.Arbitrary<Drawn> = fc.record({
  billingType: fc.constantFrom(...kinds),
  lines: fc.array(drawnLine, { minLength: 1, maxLength: 12 }),
  detail: fc.constantFrom('detail', 'summary', 'standard'),
  asCalculated: fc.boolean(),
})

describe.each(ledgers)(`$name (seed ${seed})`, ({ book, rate, given }) => {
  const known = readSalesCase(
    `${readFileSync(new URL(`../../cases/sales/${book}`, import.meta.url), 'utf8')}\n${given}`,
  )
  const input = (one: Drawn, taxedBy: TaxedBy) =>
    inputOf(known, one, recordOf(known.record, one, rate, taxedBy))

  test.each(['line', 'document'] as const)(
    'what is sent is ConnectWise’s to the cent, debits equal credits, nothing goes with a finding that stops (taxed by the %s)',
    taxedBy => {
      fc.assert(
        fc.property(drawn, one => {
          const { record, options, ...lists } = input(one, taxedBy)
          const { ready, mark, document, problems } = planSales({ record, options, ...lists })
          if (mark) return
          expect(ready).toBe(document !== null && !problems.some(isBlocking))
          if (document === null) throw new Error(`No document: ${problems.map(({ code }) => code).join()}`)
          const { debit, credit } = journalTotals(journalOf(document))
          expect(debit).toBe(credit)
          expect(document.totals.total.toText()).toBe(sumOf(document.lines))
          for (const line of document.lines)
            expect(lineAmount(line.quantity, line.unitAmount).toText()).toBe(line.amount.toText())
          const over = document.lines.filter(({ role }) => role !== 'sale')
          expect(over.length).toBeLessThanOrEqual(1)
          for (const { amount } of over) expect(amount.abs().greaterThan(options.roundingLimit)).toBe(false)
          expect(ready).toBe(record.total.isPositive())
          expect(document.totals.total.toText()).toBe(record.total.toText())
          if (options.taxMethod === 'as-calculated' && record.lines.some(({ taxable }) => taxable))
            expect(document.totals.tax.toText()).toBe(record.salesTax.toText())
        }),
        runs,
      )
    },
  )

  test('prices and quantities never make a rounding line; a tax of the whole does, and only by half a cent a line', () => {
    const records = fc.sample(drawn, { seed, numRuns: 500 })
    const over = { line: 0, document: 0, given: 0 }
    for (const one of records) {
      const plain = { ...one, detail: 'detail', asCalculated: false } as const
      const byLine = planSales(input(plain, 'line')).document
      const byDocument = planSales(input(plain, 'document')).document
      const asGiven = planSales(input({ ...plain, asCalculated: true }, 'document')).document
      over.line += roundingOf(byLine) ? 1 : 0
      over.document += roundingOf(byDocument) ? 1 : 0
      over.given += roundingOf(asGiven) ? 1 : 0
      const most = decimal('0.005').times(decimal(String(one.lines.length + 1)))
      const residue = roundingOf(byDocument)
      if (residue) expect(residue.abs().greaterThan(most)).toBe(false)
    }
    expect([over.line, over.given]).toEqual([0, 0])
    // About a quarter where ConnectWise taxes the whole and the rate is mapped: “as calculated” is for these.
    expect(over.document).toBeLessThan(200)
  })
})

function inputOf(known: SalesInput, { detail, asCalculated }: Drawn, record: SalesExport): SalesInput {
  const taxMethod = asCalculated ? 'as-calculated' : known.options.taxMethod
  return { ...known, record, options: { ...known.options, detail, taxMethod } }
}

/** ConnectWise's own figures: its tax by the line or, as it does, on the whole, half a cent away from zero. */
function recordOf(
  base: SalesExport,
  { billingType, lines }: Drawn,
  rate: Decimal,
  taxedBy: TaxedBy,
): SalesExport {
  const numbered = lines.map((line, index) => ({ ...line, id: String(index + 1) }))
  const taxed = numbered.filter(({ taxable }) => taxable).map(({ amount }) => amount)
  const salesTax =
    taxedBy === 'document' ? lineTax(sum(taxed), rate) : sum(taxed.map(amount => lineTax(amount, rate)))
  const total = sum(numbered.map(({ amount }) => amount)).plus(salesTax)
  const credit = billingType === 'CreditMemo'
  return {
    ...base,
    kind: credit ? 'credit-memo' : 'invoice',
    number: 'INV-1',
    billingType,
    date: '2026-11-14',
    dueDate: '2026-12-14',
    customer: {
      id: 'Acme Dental',
      identifier: 'AcmeDental',
      name: 'Acme Dental',
      email: '',
      accountNumber: '',
    },
    lines: numbered,
    glEntryIds: numbered.map(({ id }) => id),
    salesTax,
    total,
  }
}

function sumOf(lines: readonly { amount: Decimal; amountTax: Decimal }[]): string {
  return sum(lines.flatMap(({ amount, amountTax }) => [amount, amountTax])).toText()
}

function roundingOf(document: ReturnType<typeof planSales>['document']): Decimal | null {
  return document?.lines.find(({ role }) => role === 'rounding')?.amount ?? null
}
