import type { Decimal } from 'decimal.js'
import { bodyOf, type Context, today } from './context.ts'
import type { Body, GlobalTax, Line, Row, TransactionType } from './entities.ts'
import type { Taxed } from './lines.ts'
import { written } from './money.ts'
import { tooLong } from './names.ts'
import { docNumber } from './numbers.ts'
import { businessRule, Refused } from './problem.ts'
import { commonRefs } from './references.ts'
import { type Side, type Taxes, untaxed, worldTax } from './tax.ts'
import { unitedStatesTax } from './tax-us.ts'

/** What all transactions have: date, number, note, currency, and no place in a closed period. */
export function head(
  context: Context,
  type: TransactionType,
  body: Body,
  existing: Row | undefined,
  party: Row | undefined,
): Body {
  const TxnDate = body.TxnDate ?? (existing && bodyOf(existing).TxnDate) ?? today(context)
  refuseClosed(context, TxnDate)
  if (existing) refuseClosed(context, bodyOf(existing).TxnDate ?? TxnDate)
  if ((body.PrivateNote?.length ?? 0) > 4000)
    throw tooLong('PrivateNote', 4000, body.PrivateNote?.length ?? 0)
  const refs = commonRefs(context, body, party)
  const foreign = refs.CurrencyRef?.value !== context.company.currency
  return {
    ...body,
    ...refs,
    TxnDate,
    DocNumber: docNumber(context, type, body, existing, party && partyOf(party)),
    ...(foreign ? {} : { ExchangeRate: undefined }),
  }
}

export function partyOf(row: Row): string {
  return `${row.type}|${row.entityId}`
}

/** Nothing is written on or before the date the books were closed. */
export function refuseClosed({ company }: Context, date: string) {
  const closed = company.preferences.bookCloseDate
  if (closed === undefined || date > closed) return
  throw new Refused('6210', 'Account Period Closed, Cannot Update Through Services API')
}

/** The tax of a document, by the country's own model. */
export function taxesOf(
  context: Context,
  side: Side,
  document: Body,
  taxed: Taxed[],
  exempt: boolean,
): Taxes & { mode?: GlobalTax } {
  const { company } = context
  if (company.country === 'US') {
    return side === 'Sales' ? unitedStatesTax(context, document, taxed, exempt) : untaxed(taxed)
  }
  const mode = company.preferences.usingSalesTax
    ? (document.GlobalTaxCalculation ?? 'TaxExcluded')
    : 'NotApplicable'
  return { ...worldTax(context, mode, side, taxed, document.TxnTaxDetail), mode }
}

/** Lines with what their tax made of them, where prices include it. */
export function withGross(lines: Line[], taxes: Taxes): Line[] {
  let at = 0
  return lines.map(line => {
    const name = line.DetailType
    if (name === undefined || name === 'DescriptionOnly' || !line.Amount) return line
    const taxed = taxes.lines[at]
    at += 1
    if (!taxed?.gross) return line
    const detail = { ...line[name], TaxInclusiveAmt: written(taxed.gross) }
    return { ...line, Amount: written(taxed.net), [name]: detail }
  })
}

/** A tax that was worked out stays with its lines; new lines are taxed anew. */
export function forgetTax(body: Body, input: Body): Body {
  if (input.TxnTaxDetail || input.Line === undefined) return body
  const { TxnTaxDetail: _old, ...rest } = body
  return rest
}

export function totalled(taxes: Taxes): { total: Decimal; tax: string } {
  const total = taxes.net.plus(taxes.tax)
  if (total.isNegative() && !total.isZero()) throw businessRule('Transaction amount must be 0 or greater.')
  return { total, tax: taxes.tax.toFixed(2) }
}
