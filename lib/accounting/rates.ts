import type { Desk } from './desk.ts'
import type { LedgerTaxRate } from './options.ts'
import type { LineFacts } from './problems.ts'

/** The rate that a tax code is mapped to; null once a problem is reported. */
export function mappedRate(
  taxCodeId: string,
  taxCode: string,
  facts: LineFacts,
  desk: Desk,
): LedgerTaxRate | null {
  return desk.side === 'sale'
    ? salesRate(taxCodeId, taxCode, facts, desk)
    : purchaseRate(taxCodeId, taxCode, facts, desk)
}

/** A rate of the company's settings: the same for every line. */
export function chosenRate(
  id: string | null,
  taxed: boolean,
  facts: LineFacts,
  desk: Desk,
): LedgerTaxRate | null {
  const rate = usableRate(id, desk)
  if (!rate) desk.report({ code: 'static-tax-missing', taxed, ledgerTax: nameOf(id, desk), ...facts })
  return rate
}

/** Of what is bought its own; that of sales serves where the ledger uses it for both. */
export function staticRateId(desk: Desk): string | null {
  const { options, side } = desk
  if (side === 'sale') return options.staticTaxId
  return options.purchaseStaticTaxId ?? usableRate(options.staticTaxId, desk)?.id ?? null
}

/** null: as mapped. */
export function exemptRateId(desk: Desk): string | null {
  const { exemptTaxId, purchaseExemptTaxId } = desk.options
  if (desk.side === 'sale') return exemptTaxId
  if (purchaseExemptTaxId !== null) return purchaseExemptTaxId
  const mapped = desk.peek('purchase-tax', 'exempt') !== null
  return mapped ? null : (usableRate(exemptTaxId, desk)?.id ?? null)
}

function salesRate(taxCodeId: string, taxCode: string, facts: LineFacts, desk: Desk): LedgerTaxRate | null {
  const id = desk.find('tax', taxCodeId, taxCode)
  if (id === null) {
    desk.report({ code: 'tax-unmapped', taxCode, taxCodeId, ...facts })
    return null
  }
  const rate = usableRate(id, desk)
  if (!rate) desk.report({ code: 'tax-inactive', taxCode, taxCodeId, ledgerTax: nameOf(id, desk), ...facts })
  return rate
}

/**
 * One code may have one rate for both, as in QuickBooks; Xero has one for sales and another for purchases. So the choice for
 * purchases is asked for only where that for sales does not serve, and once it is made it goes first.
 */
function purchaseRate(
  taxCodeId: string,
  taxCode: string,
  facts: LineFacts,
  desk: Desk,
): LedgerTaxRate | null {
  const ofSales = desk.peek('tax', taxCodeId)
  const shared = usableRate(ofSales, desk)
  if (shared && desk.peek('purchase-tax', taxCodeId) === null) {
    desk.find('tax', taxCodeId, taxCode)
    return shared
  }
  const id = desk.find('purchase-tax', taxCodeId, taxCode)
  if (id === null) {
    const salesTax = nameOf(ofSales, desk)
    desk.report({ code: 'purchase-tax-unmapped', taxCode, taxCodeId, salesTax, ...facts })
    return null
  }
  const rate = usableRate(id, desk)
  const ledgerTax = nameOf(id, desk)
  if (!rate) desk.report({ code: 'purchase-tax-inactive', taxCode, taxCodeId, ledgerTax, ...facts })
  return rate
}

function usableRate(id: string | null, desk: Desk): LedgerTaxRate | null {
  const rate = id === null ? undefined : desk.taxRate(id)
  const applies = desk.side === 'sale' ? rate?.canApplyToRevenue : rate?.canApplyToExpenses
  return rate?.active && applies ? rate : null
}

function nameOf(id: string | null, desk: Desk): string {
  return id === null ? '' : (desk.reference.taxRates.get(id)?.name ?? id)
}
