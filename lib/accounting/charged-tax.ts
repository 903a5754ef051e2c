import { Decimal, sum } from '../std/decimal.ts'
import type { Desk } from './desk.ts'
import type { DocumentLine } from './document.ts'
import type { BilledExport } from './export.ts'
import { cents } from './money.ts'
import { findChosen } from './stock-account.ts'
import { findExemptTax } from './tax.ts'

const description = 'Sales tax, as the vendor charged it'

/**
 * Where no rate of a bill has any tax, as in QuickBooks of the United States, what the vendor charged is a cost: a line of its own on
 * the account that the company has chosen for it. Null where there is none, or no account; the amounts then differ, and say so.
 */
export function chargedTaxLine(
  salesTax: Decimal,
  lines: readonly DocumentLine[],
  desk: Desk,
): DocumentLine | null {
  const { purchaseTaxAccountId: ledgerId } = desk.options
  if (desk.side === 'sale' || ledgerId === null || salesTax.isZero()) return null
  if (lines.some(({ tax }) => !tax.rate.isZero())) return null
  const amount = cents(salesTax)
  const facts = { line: description, amount: amount.toFixedText(2) }
  const account = findChosen({ ledgerId, setting: 'purchase-tax-account' }, facts, desk)
  const tax = findExemptTax(facts, desk)
  if (!account || !tax) return null
  return {
    ...{ description, quantity: Decimal.one, unitAmount: amount, amount, account, item: null },
    ...{ tax, amountTax: Decimal.zero, tracking: [], sources: [], role: 'tax', notes: [] },
  }
}

/** What is left of the tax to be held against that of the other lines. */
export function besideChargedTax<Figures extends Pick<BilledExport, 'salesTax'>>(
  figures: Figures,
  lines: readonly DocumentLine[],
): Figures {
  const charged = sum(lines.flatMap(({ role, amount }) => (role === 'tax' ? amount : [])))
  return { ...figures, salesTax: figures.salesTax.minus(charged) }
}
