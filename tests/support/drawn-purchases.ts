import fc from 'fast-check'
import type { PurchaseExport, RecordLine } from '../../lib/accounting/export.ts'
import { cents } from '../../lib/accounting/money.ts'
import type { PlanOptions } from '../../lib/accounting/options.ts'
import { lineTax } from '../../lib/accounting/tax.ts'
import type { PurchaseInput } from '../../lib/accounting/translate/index.ts'
import { type Decimal, sum } from '../../lib/std/decimal.ts'
import type { TaxedBy } from './drawn-sales.ts'
import { arbitraryDecimal } from './planning-arbitrary.ts'
import { purchaseLine } from './purchasing.ts'

export interface DrawnPurchase {
  lines: Omit<RecordLine, 'id'>[]
  asCalculated: boolean
  /** the whole goes back to the vendor */
  back: boolean
}

/** A line as ConnectWise buys one: to the cent quantity × cost, whose decimals may be more than any ledger takes. */
const drawnLine = fc
  .record({
    what: fc.constantFrom(
      { glType: 'P', account: '5100', item: { id: 'product-LAP14', identifier: 'LAP14' } },
      { glType: 'P', account: '5100', item: null },
      { glType: 'PF', account: '5200', item: null },
    ),
    description: fc.constantFrom('Bought', 'Bought too'),
    quantity: fc.oneof(arbitraryDecimal(0, 1, 500), arbitraryDecimal(2, 1, 20_000)),
    cost: fc.oneof(arbitraryDecimal(2, 1, 500_000), arbitraryDecimal(6, 1, 90_000_000)),
    returned: fc.nat(9).map(one => one === 0),
    priced: fc.boolean(),
    taxable: fc.boolean(),
  })
  .map(({ what, description, quantity, cost, returned, priced, taxable }) => {
    const amount = cents(quantity.times(cost))
    return purchaseLine({
      ...what,
      description,
      quantity: returned ? quantity.negated() : quantity,
      unitPrice: priced ? cost : null,
      amount: returned ? amount.negated() : amount,
      taxable,
    })
  })

export const drawnPurchase: fc.Arbitrary<DrawnPurchase> = fc.record({
  lines: fc.array(drawnLine, { minLength: 1, maxLength: 12 }),
  asCalculated: fc.boolean(),
  back: fc.boolean(),
})

/** ConnectWise's own figures: its tax by the line, or on the whole. */
export function purchaseOf(
  known: PurchaseInput,
  { lines, back }: Pick<DrawnPurchase, 'lines' | 'back'>,
  rate: Decimal,
  { taxedBy, segment }: { taxedBy: TaxedBy; segment: string },
): PurchaseExport {
  const numbered = lines.map((line, index) => ({
    ...line,
    id: String(index + 1),
    segments: [segment, '', ''],
  }))
  const taxed = numbered.filter(({ taxable }) => taxable).map(({ amount }) => amount)
  const salesTax =
    taxedBy === 'document' ? lineTax(sum(taxed), rate) : sum(taxed.map(amount => lineTax(amount, rate)))
  const total = sum(numbered.map(({ amount }) => amount)).plus(salesTax)
  const record: PurchaseExport = {
    ...known.record,
    number: 'PO-1-1',
    customer: {
      id: 'Ingram Micro',
      identifier: 'IngramMicro',
      name: 'Ingram Micro',
      email: '',
      accountNumber: '',
    },
    lines: numbered,
    glEntryIds: numbered.map(({ id }) => id),
    salesTax,
    total,
  }
  return back ? sentBack(record) : record
}

/** The same slip, of which all goes back. */
export function sentBack(record: PurchaseExport): PurchaseExport {
  const { lines, total, salesTax } = record
  return {
    ...record,
    total: total.negated(),
    salesTax: salesTax.negated(),
    lines: lines.map(line => ({
      ...line,
      quantity: line.quantity.negated(),
      amount: line.amount.negated(),
    })),
  }
}

export function methodOf({ asCalculated }: DrawnPurchase): Pick<PlanOptions, 'purchaseTaxMethod'> {
  return { purchaseTaxMethod: asCalculated ? 'as-calculated' : 'mapped' }
}
