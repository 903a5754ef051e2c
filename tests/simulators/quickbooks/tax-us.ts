import type { Decimal } from 'decimal.js'
import type { Context } from './context.ts'
import type { Body } from './entities.ts'
import type { Taxed } from './lines.ts'
import { amountOf, cents, sum, written } from './money.ts'
import { type Rate, ratesOf, type Taxes, taxLine, untaxed } from './tax.ts'

/** The engine's codes, by the state a sale is shipped to; elsewhere nothing is due. */
const ENGINE: Record<string, string> = { CA: '2', NY: '3', TX: '4' }

/**
 * Tax of a sale in the United States: a line is TAX or NON. With automated sales tax the engine picks the code
 * from the address, whatever code was sent; a total that the caller gives stands and is shared out by rate.
 */
export function unitedStatesTax(context: Context, sale: Body, lines: Taxed[], exempt: boolean): Taxes {
  const { net, lines: nets } = untaxed(lines)
  const taxable = exempt ? [] : lines.filter(({ code }) => code === 'TAX')
  const base = sum(taxable.map(({ amount }) => amount))
  const code = codeOf(context, sale)
  if (code === undefined || taxable.length === 0) {
    return { net, tax: base.times(0), lines: nets, detail: { TotalTax: written(base.times(0)) } }
  }
  const rates = ratesOf(context, code, 'Sales')
  const computed = rates.map(({ percent }) => cents(base.times(percent).dividedBy(100)))
  const given = sale.TxnTaxDetail?.TotalTax
  const automated = context.company.preferences.partnerTaxEnabled
  const stands = given !== undefined && (!automated || context.parameters.totalTaxHonoured)
  const amounts = stands ? shared(cents(amountOf(given)), rates) : computed
  const tax = sum(amounts)
  return {
    net,
    tax,
    lines: nets,
    detail: {
      TxnTaxCodeRef: { value: code },
      TotalTax: written(tax),
      TaxLine: rates.map((rate, at) => taxLine(rate, base, amounts[at] ?? tax.times(0))),
    },
  }
}

function codeOf({ company }: Context, sale: Body): string | undefined {
  if (!company.preferences.usingSalesTax) return undefined
  if (!company.preferences.partnerTaxEnabled) return sale.TxnTaxDetail?.TxnTaxCodeRef?.value
  const address = sale.ShipAddr ?? sale.BillAddr
  return ENGINE[address?.CountrySubDivisionCode ?? company.state]
}

/** In the proportion of the rates; the last one takes what rounding leaves. */
function shared(total: Decimal, rates: Rate[]): Decimal[] {
  const percent = sum(rates.map(rate => rate.percent))
  let left = total
  return rates.map((rate, at) => {
    const part = at === rates.length - 1 ? left : cents(total.times(rate.percent).dividedBy(percent))
    left = left.minus(part)
    return part
  })
}
