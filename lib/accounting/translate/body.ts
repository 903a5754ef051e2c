import { besideChargedTax, chargedTaxLine } from '../charged-tax.ts'
import type { Desk } from '../desk.ts'
import type { WorkLine } from '../detail.ts'
import type { DocumentLine } from '../document.ts'
import type { BilledExport } from '../export.ts'
import { checkLedgerTax, type Taxed, taxLines, toBeReached } from '../ledger-tax.ts'
import { isMeasurable } from '../money.ts'
import { addUp, findResidue, residueLine } from '../rounding.ts'
import { checkOneTax } from '../tax.ts'
import { checkPerDocument } from '../tracking.ts'
import { type DocumentFacts, translateLine } from './lines.ts'

type Figures = Pick<BilledExport, 'total' | 'salesTax'>

/** In the export's order, then tax that stands as a line, the rounding or adjustment line last; null when one of them cannot stand. */
export function translateBody(
  record: Figures,
  wanted: readonly WorkLine[],
  given: DocumentFacts & { contactId: string | null },
  desk: Desk,
): Taxed | null {
  if (![record.total, record.salesTax].every(isMeasurable)) {
    desk.report({ code: 'export-malformed', detail: 'The total is an amount that no ledger can hold.' })
    return null
  }
  const translated = wanted.map(line => translateLine(line, given, desk))
  const lines = translated.filter(line => line !== null)
  if (lines.length < translated.length || lines.length === 0) return null
  const { contactId } = given
  const taxed = wanted.map((line, place) => line.taxable && mayHaveTax(lines[place], desk))
  const { lines: reckoned, ledgerTax } = taxLines(
    lines,
    { taxed, salesTax: record.salesTax, contactId },
    desk,
  )
  const charged = chargedTaxLine(record.salesTax, reckoned, desk)
  const own = charged ? [...reckoned, charged] : reckoned
  const toReach = besideChargedTax(toBeReached(record, ledgerTax), own)
  const residue = residueLine(findResidue(toReach, addUp(own)), desk)
  const whole = residue ? [...own, residue] : own
  checkPerDocument(whole, desk)
  checkOneTax(whole, desk)
  for (const problem of checkLedgerTax(ledgerTax)) desk.report(problem)
  return { lines: whole, ledgerTax }
}

/** No ledger works out purchase tax by address: a rate of nothing takes none, where QuickBooks has no tax on bills at all. */
function mayHaveTax(line: DocumentLine | undefined, desk: Desk): boolean {
  return desk.side === 'sale' || line?.tax.rate.isZero() === false
}
