import { Decimal } from '../std/decimal.ts'
import type { Desk } from './desk.ts'
import type { TaxRef } from './document.ts'
import type { LineFacts } from './problems.ts'

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
  return findRate(taxCodeId, taxCode, facts, desk)
}

/** Lines without tax need a rate too: in the ledger "no tax" is a choice among several. */
export function findExemptTax(facts: LineFacts, desk: Desk): TaxRef | null {
  return findRate('exempt', 'exempt', facts, desk)
}

function findRate(taxCodeId: string, taxCode: string, facts: LineFacts, desk: Desk): TaxRef | null {
  const id = desk.find('tax', taxCodeId, taxCode)
  if (id === null) {
    desk.report({ code: 'tax-unmapped', taxCode, taxCodeId, ...facts })
    return null
  }
  const rate = desk.reference.taxRates.get(id)
  if (!rate?.active || !rate.canApplyToRevenue) {
    desk.report({ code: 'tax-inactive', taxCode, taxCodeId, ledgerTax: rate?.name ?? id, ...facts })
    return null
  }
  return { id: rate.id, name: rate.name, rate: rate.rate }
}
