import type { Decimal } from 'decimal.js'
import { bodyOf, type Context } from './context.ts'
import type { Body, DetailName, Line, LineDetail, Row } from './entities.ts'
import { amountOf, cents, Money, sum, written } from './money.ts'
import { tooLong } from './names.ts'
import { businessRule, missing, Refused } from './problem.ts'
import { named } from './references.ts'

export type Taxed = { amount: Decimal; code?: string; gross?: Decimal }

/** The lines of a sale, with their ids, and what each adds to the document. */
export function saleLines(context: Context, body: Body, existing: Row | undefined) {
  const lines = given(body)
  const ids = idsOf(existing)
  const kept = lines.map((line, at) => saleLine(context, line, ids(line.Id), at + 1))
  return { lines: kept, taxed: kept.flatMap(line => taxedOf(line, 'SalesItemLineDetail')) }
}

/** A line without an item is a text, and its amount counts for nothing. */
function saleLine(context: Context, line: Line, Id: string, LineNum: number): Line {
  const base = { Id, LineNum, Description: description(line) }
  const detail = line.SalesItemLineDetail
  if (line.DetailType !== 'SalesItemLineDetail' || !detail?.ItemRef) {
    return { ...base, DetailType: 'DescriptionOnly', DescriptionLineDetail: {} }
  }
  return {
    ...base,
    Amount: written(lineAmount(context, line, detail)),
    DetailType: 'SalesItemLineDetail',
    SalesItemLineDetail: {
      ...detail,
      ItemRef: named(context, 'Item', detail.ItemRef),
      ...lineRefs(context, detail),
    },
  }
}

/** A class stays only where the company tracks it by line. */
export function lineRefs(context: Context, detail: LineDetail): LineDetail {
  const classes = context.company.preferences.classTrackingPerTxnLine
  return {
    ClassRef: classes ? named(context, 'Class', detail.ClassRef) : undefined,
    CustomerRef: named(context, 'Customer', detail.CustomerRef),
    TaxCodeRef: detail.TaxCodeRef && { value: named(context, 'TaxCode', detail.TaxCodeRef)?.value ?? '' },
  }
}

export function given(body: Body): Line[] {
  const lines = (body.Line ?? []).filter(({ DetailType }) => DetailType !== 'SubTotalLineDetail')
  if (lines.length === 0) throw missing('Line')
  if (lines.length > 750) throw businessRule('A transaction can have at most 750 lines.')
  return lines
}

/** Lines that are named keep their id; others get the next number. */
export function idsOf(existing: Row | undefined) {
  const known = (existing ? bodyOf(existing).Line : undefined)?.map(({ Id }) => Number(Id)) ?? []
  let last = Math.max(0, ...known)
  return (id: string | undefined): string => {
    if (id !== undefined && known.includes(Number(id))) return id
    last += 1
    return String(last)
  }
}

export function description({ Description }: Line): string | undefined {
  if (Description !== undefined && Description.length > 4000) {
    throw tooLong('Line.Description', 4000, Description.length)
  }
  return Description
}

export function lineAmount({ parameters }: Context, line: Line, { Qty, UnitPrice }: LineDetail): Decimal {
  if (!line.Amount) throw missing('Line.Amount')
  const amount = cents(amountOf(line.Amount))
  if (!Qty || !UnitPrice) return amount
  const product = cents(new Money(Qty.text).times(UnitPrice.text))
  if (product.equals(amount)) return amount
  if (parameters.amountMismatch === 'recompute') return product
  throw new Refused('6070', `Amount is not equal to UnitPrice * Qty. Supplied value:${line.Amount.text}`)
}

export function taxedOf(line: Line, name: DetailName): Taxed[] {
  const detail = line[name]
  if (line.DetailType !== name || !detail) return []
  const gross = detail.TaxInclusiveAmt && cents(amountOf(detail.TaxInclusiveAmt))
  return [{ amount: amountOf(line.Amount), code: detail.TaxCodeRef?.value, gross }]
}

/** What sales show at their end. */
export function subtotalLine(lines: Line[]): Line {
  const total = sum(lines.map(({ Amount }) => amountOf(Amount)))
  return { Amount: written(total), DetailType: 'SubTotalLineDetail', SubTotalLineDetail: {} }
}
