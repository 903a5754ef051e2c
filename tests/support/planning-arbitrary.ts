import fc from 'fast-check'
import type { RecordLine, SalesExport } from '../../lib/accounting/export.ts'
import { cents } from '../../lib/accounting/money.ts'
import { lineTax } from '../../lib/accounting/tax.ts'
import { type Decimal, sum } from '../../lib/std/decimal.ts'
import { decimal, salesExport, salesLine } from './planning.ts'

export const gstRate = decimal('10')

/** A number of `places` decimals between two bounds given in its smallest unit. */
export function arbitraryDecimal(places: number, min: number, max: number): fc.Arbitrary<Decimal> {
  return fc.integer({ min, max }).map(units => decimal(`${units}e-${places}`))
}

/** Lines as ConnectWise writes them: the amount is quantity × price to the cent, the price sometimes withheld. */
export const arbitraryLine: fc.Arbitrary<Omit<RecordLine, 'id'>> = fc
  .record({
    quantity: fc.oneof(arbitraryDecimal(0, 1, 500), arbitraryDecimal(2, 1, 20_000)),
    price: fc.oneof(arbitraryDecimal(2, -50_000, 500_000), arbitraryDecimal(5, 1, 9_000_000)),
    priced: fc.boolean(),
    taxable: fc.boolean(),
    account: fc.constantFrom('4100', '4200'),
    description: fc.constantFrom('Onsite support', 'Backup storage', 'Licence'),
    item: fc.option(fc.constant({ id: '31', identifier: 'M365' })),
  })
  .map(({ quantity, price, priced, ...rest }) => ({
    ...salesLine(),
    ...rest,
    quantity,
    unitPrice: priced ? price : null,
    amount: cents(quantity.times(price)),
  }))

/** A record that adds up in ConnectWise, its tax off by `slip` cents as when the sum and not each line was taxed. */
export const arbitraryRecord: fc.Arbitrary<SalesExport> = fc
  .record({
    lines: fc.array(arbitraryLine, { minLength: 1, maxLength: 12 }),
    slip: fc.integer({ min: -15, max: 15 }),
    kind: fc.constantFrom('invoice' as const, 'credit-memo' as const),
  })
  .map(({ lines, slip, kind }) => recordOf(lines, slip, kind))

function recordOf(lines: Omit<RecordLine, 'id'>[], slip: number, kind: SalesExport['kind']): SalesExport {
  const numbered = lines.map((line, index) => ({ ...line, id: String(index + 1) }))
  const taxed = numbered.filter(line => line.taxable)
  const salesTax = sum(taxed.map(line => lineTax(line.amount, gstRate))).plus(decimal(`${slip}e-2`))
  const total = sum(numbered.map(line => line.amount)).plus(salesTax)
  return salesExport({ kind, lines: numbered, glEntryIds: numbered.map(line => line.id), salesTax, total })
}
