import fc from 'fast-check'
import type { RecordLine, SalesExport } from '../../lib/accounting/export.ts'
import { cents } from '../../lib/accounting/money.ts'
import { lineTax } from '../../lib/accounting/tax.ts'
import type { SalesInput } from '../../lib/accounting/translate/index.ts'
import { type Decimal, sum } from '../../lib/std/decimal.ts'
import { salesLine } from './planning.ts'
import { arbitraryDecimal } from './planning-arbitrary.ts'

const kinds = [
  'Standard',
  'Agreement',
  'Progress',
  'DownPayment',
  'Miscellaneous',
  'Consolidated',
  'CreditMemo',
]
export type TaxedBy = 'line' | 'document'

export interface Drawn {
  billingType: string
  lines: Omit<RecordLine, 'id'>[]
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

/** A record of any kind that ConnectWise could have closed, and how the company wants it. */
export const drawn: fc.Arbitrary<Drawn> = fc.record({
  billingType: fc.constantFrom(...kinds),
  lines: fc.array(drawnLine, { minLength: 1, maxLength: 12 }),
  detail: fc.constantFrom('detail', 'summary', 'standard'),
  asCalculated: fc.boolean(),
})

export function inputOf(known: SalesInput, { detail, asCalculated }: Drawn, record: SalesExport): SalesInput {
  const taxMethod = asCalculated ? 'as-calculated' : known.options.taxMethod
  return { ...known, record, options: { ...known.options, detail, taxMethod } }
}

/** ConnectWise's own figures: its tax by the line or, as it does, on the whole, half a cent away from zero. */
export function recordOf(
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
