import { allocate, Decimal, sum } from '../std/decimal.ts'
import type { Desk } from './desk.ts'
import type { DocumentLine, TaxRef } from './document.ts'
import type { LedgerTaxRate } from './options.ts'
import type { LineFacts } from './problems.ts'
import { chosenRate, exemptRateId, mappedRate, staticRateId } from './rates.ts'

const hundred = Decimal.parse('100')

/** Per line, half-up to cents, then summed: the ledger's own rule (developer.xero.com, rounding in Xero). */
export function lineTax(amount: Decimal, rate: Decimal): Decimal {
  return amount.times(rate).dividedBy(hundred, 2, 'half-up')
}

/** The ledger's tax rate of a line: by the line's tax code, else the document's; null once a problem is reported. */
export function findTax(
  taxed: { taxable: boolean; taxCode: string; documentTaxCode: string },
  facts: LineFacts,
  desk: Desk,
): TaxRef | null {
  if (!taxed.taxable) return findExemptTax(facts, desk)
  if (desk.taxMethod === 'static') return refOf(chosenRate(staticRateId(desk), true, facts, desk), desk)
  const taxCode = taxed.taxCode.trim() || taxed.documentTaxCode.trim()
  if (taxCode === '') {
    desk.report({ code: 'tax-missing', ...facts })
    return null
  }
  const taxCodeId = desk.reference.psaTaxCodes.get(taxCode.toLowerCase())
  if (taxCodeId === undefined) {
    desk.report({ code: 'tax-unknown', taxCode, ...facts })
    return null
  }
  return refOf(mappedRate(taxCodeId, taxCode, facts, desk), desk)
}

/** Lines without tax need a rate too: in the ledger "no tax" is a choice among several. */
export function findExemptTax(facts: LineFacts, desk: Desk): TaxRef | null {
  const chosen = exemptRateId(desk)
  const rate =
    chosen === null ? mappedRate('exempt', 'exempt', facts, desk) : chosenRate(chosen, false, facts, desk)
  return refOf(rate, desk)
}

/**
 * ConnectWise's own tax, to the cent, over its taxed lines: each begins with what its rate comes to, and what the whole is off
 * by goes where the amounts are largest. Lines without tax keep theirs.
 */
export function asCalculated(lines: DocumentLine[], taxed: boolean[], salesTax: Decimal): DocumentLine[] {
  const places = lines.flatMap((_line, index) => (taxed[index] ? [index] : []))
  if (places.length === 0) return lines
  const off = salesTax.minus(sum(lines.map(line => line.amountTax)))
  const weights = places.map(place => lines[place]?.amount.abs() ?? Decimal.zero)
  const shares = new Map(allocate(off, weights, 2).map((share, index) => [places[index], share]))
  return lines.map((line, index) => {
    const share = shares.get(index)
    return share === undefined ? line : { ...line, amountTax: line.amountTax.plus(share) }
  })
}

/**
 * Where a ledger reckons on the sum: the tax of each rate is that of all the lines it taxes, and what this is off by from line to
 * line goes where the amounts are largest. A ledger that taxes line by line has its tax already.
 */
export function taxedOnTheSum(lines: DocumentLine[], desk: Desk): DocumentLine[] {
  if (desk.reference.organisation.rules.taxOn === 'line') return lines
  const byRate = new Map<string, { rate: Decimal; places: number[] }>()
  for (const [place, { tax }] of lines.entries()) {
    for (const { id, rate } of desk.taxRate(tax.id)?.parts ?? [tax]) {
      const known = byRate.get(id)
      if (known) known.places.push(place)
      else byRate.set(id, { rate, places: [place] })
    }
  }
  const taxes = lines.map(() => Decimal.zero)
  for (const { rate, places } of byRate.values()) {
    const amounts = places.map(place => lines[place]?.amount ?? Decimal.zero)
    const each = amounts.map(amount => lineTax(amount, rate))
    const off = lineTax(sum(amounts), rate).minus(sum(each))
    const weights = amounts.map(amount => amount.abs())
    const shares = allocate(off, weights, 2)
    for (const [at, place] of places.entries())
      taxes[place] = sum([taxes[place], each[at], shares[at]].map(one => one ?? Decimal.zero))
  }
  return lines.map((line, place) => ({ ...line, amountTax: taxes[place] ?? line.amountTax }))
}

function refOf(found: LedgerTaxRate | null, desk: Desk): TaxRef | null {
  if (!found) return null
  const { id, name, rate, parts } = found
  return { id, name, rate, ...(parts && desk.taxMethod === 'as-calculated' && { parts }) }
}

/** Where one rate taxes the whole document, its lines must not differ in it. */
export function checkOneTax(lines: readonly DocumentLine[], desk: Desk): void {
  const used = new Map(lines.map(({ tax }) => [tax.id, tax.name]))
  const whole = [...used].filter(([id]) => desk.reference.taxRates.get(id)?.scope === 'document')
  if (whole.length > 1) desk.report({ code: 'tax-several', taxes: whole.map(([, name]) => name).join(', ') })
}
