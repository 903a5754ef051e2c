import type { Decimal } from 'decimal.js'
import { exact } from '../kit/json.ts'
import { bodyOf, type Context } from './context.ts'
import type { GlobalTax, Ref, TaxLine, TxnTaxDetail } from './entities.ts'
import type { Taxed } from './lines.ts'
import { amountOf, cents, Money, sum, written } from './money.ts'
import { businessRule, Refused } from './problem.ts'
import { referred } from './references.ts'

export type Side = 'Sales' | 'Purchase'
export type Rate = { ref: Ref; percent: Decimal }
/** `lines`: what each line comes to without its tax and, where prices include it, with it. */
export type Taxes = {
  detail?: TxnTaxDetail
  net: Decimal
  tax: Decimal
  lines: { net: Decimal; gross?: Decimal }[]
}

/** The tax of a document outside the United States: each line names a code. */
export function worldTax(
  context: Context,
  mode: GlobalTax,
  side: Side,
  lines: Taxed[],
  given: TxnTaxDetail | undefined,
): Taxes {
  if (mode === 'NotApplicable') return untaxed(lines)
  const shares = lines.map(line => share(context, mode, side, line))
  const net = sum(shares.map(({ net: amount }) => amount))
  const grouped = group(shares.flatMap(({ parts }) => parts))
  const lineTaxes = grouped.map(({ rate, base, tax }) => {
    const computed = mode === 'TaxInclusive' ? tax : cents(base.times(rate.percent).dividedBy(100))
    const own = taxLine(rate, base, computed)
    return context.parameters.taxLinesHonoured ? overridden(own, given) : own
  })
  refuseStrangers(lineTaxes, given)
  const tax = sum(lineTaxes.map(({ Amount }) => amountOf(Amount)))
  const detail = { TotalTax: written(tax), TaxLine: lineTaxes }
  return { detail, net, tax, lines: shares }
}

export function untaxed(lines: Taxed[]): Taxes {
  const nets = lines.map(({ amount }) => ({ net: amount }))
  return { net: sum(nets.map(({ net }) => net)), tax: new Money(0), lines: nets }
}

type Part = { rate: Rate; base: Decimal; tax: Decimal }

/** One line's part in each rate. Under TaxInclusive the tax is rounded line by line. */
function share(context: Context, mode: GlobalTax, side: Side, line: Taxed) {
  if (line.code === undefined) {
    throw businessRule('Make sure all your transactions have a tax rate before you save.')
  }
  const rates = ratesOf(context, line.code, side)
  const percent = sum(rates.map(rate => rate.percent))
  if (mode !== 'TaxInclusive') {
    return {
      net: line.amount,
      gross: undefined,
      parts: rates.map(rate => ({ rate, base: line.amount, tax: new Money(0) })),
    }
  }
  const isGross = line.gross === undefined && context.parameters.inclusiveAmountIs === 'gross'
  const factor = percent.dividedBy(100).plus(1)
  const gross = line.gross ?? (isGross ? line.amount : cents(line.amount.times(factor)))
  const net = isGross ? cents(gross.dividedBy(factor)) : line.amount
  let left = gross.minus(net)
  const parts = rates.map((rate, at) => {
    const last = at === rates.length - 1
    const tax = last ? left : cents(gross.minus(net).times(rate.percent).dividedBy(percent))
    left = left.minus(tax)
    return { rate, base: net, tax }
  })
  return { net, gross, parts }
}

function group(parts: Part[]): Part[] {
  const groups = new Map<string, Part>()
  for (const { rate, base, tax } of parts) {
    const before = groups.get(rate.ref.value)
    groups.set(
      rate.ref.value,
      before ? { rate, base: before.base.plus(base), tax: before.tax.plus(tax) } : { rate, base, tax },
    )
  }
  return [...groups.values()]
}

export function taxLine({ ref, percent }: Rate, base: Decimal, amount: Decimal): TaxLine {
  return {
    Amount: written(amount),
    DetailType: 'TaxLineDetail',
    TaxLineDetail: {
      TaxRateRef: ref,
      PercentBased: true,
      TaxPercent: exact(percent.toFixed()),
      NetAmountTaxable: written(base),
    },
  }
}

/** An amount that the caller gives for a rate stands, with its difference beside it. */
function overridden(line: TaxLine, given: TxnTaxDetail | undefined): TaxLine {
  const wanted = given?.TaxLine?.find(
    ({ TaxLineDetail }) => TaxLineDetail.TaxRateRef.value === line.TaxLineDetail.TaxRateRef.value,
  )
  if (!wanted?.Amount) return line
  const amount = cents(amountOf(wanted.Amount))
  const delta = amount.minus(amountOf(line.Amount))
  if (delta.isZero()) return line
  const detail = { ...line.TaxLineDetail, OverrideDeltaAmount: written(delta) }
  return { ...line, Amount: written(amount), TaxLineDetail: detail }
}

function refuseStrangers(lines: TaxLine[], given: TxnTaxDetail | undefined) {
  const known = lines.map(({ TaxLineDetail }) => TaxLineDetail.TaxRateRef.value)
  const stranger = given?.TaxLine?.find(
    ({ TaxLineDetail }) => !known.includes(TaxLineDetail.TaxRateRef.value),
  )
  if (!stranger) return
  const { value } = stranger.TaxLineDetail.TaxRateRef
  throw new Refused('2500', `Invalid Reference Id : TaxRate element id ${value} is not a rate of the lines`)
}

/** The rates of a tax code, for sales or for purchases. */
export function ratesOf(context: Context, code: string, side: Side): Rate[] {
  const body = bodyOf(referred(context, 'TaxCode', { value: code }))
  const list = side === 'Sales' ? body.SalesTaxRateList : body.PurchaseTaxRateList
  const details = list?.TaxRateDetail ?? []
  if (details.length === 0) throw businessRule(`The tax code ${body.Name ?? code} cannot be used here.`)
  return details.map(({ TaxRateRef }) => {
    const rate = referred(context, 'TaxRate', TaxRateRef)
    return { ref: { value: rate.entityId }, percent: amountOf(bodyOf(rate).RateValue) }
  })
}
