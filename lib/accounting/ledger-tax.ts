import { Decimal, sum } from '../std/decimal.ts'
import type { Desk } from './desk.ts'
import type { DocumentLine, LedgerDocument, LedgerTax } from './document.ts'
import type { BilledExport } from './export.ts'
import { cents } from './money.ts'
import type { LedgerTaxRate } from './options.ts'
import type { Problem } from './problems.ts'
import { asCalculated, taxedOnTheSum } from './tax.ts'

/** The lines with the tax that is to stand, and what is known of the ledger's own; null where it has no say. */
export interface Taxed {
  lines: DocumentLine[]
  ledgerTax: LedgerTax | null
}

/**
 * A ledger that taxes line by line keeps what goes along, and by a mapped rate it reckons as the plan does. Else it may have a
 * tax of its own beside ConnectWise's: the company says whose stands (docs/decisions/0050).
 */
export function taxLines(
  lines: DocumentLine[],
  given: { taxed: boolean[]; salesTax: Decimal; contactId: string | null },
  desk: Desk,
): Taxed {
  const { options, reference } = desk
  const byLedger = lines.some(line => rateOf(line, desk)?.scope === 'ledger')
  const reckoned = taxedOnTheSum(lines, desk)
  const asGiven = desk.taxMethod === 'as-calculated' && (desk.side === 'sale' || given.taxed.includes(true))
  if (!byLedger && !asGiven) return { lines: reckoned, ledgerTax: null }
  const connectwise = cents(given.salesTax)
  const calculated = asCalculated(lines, given.taxed, connectwise)
  if (!byLedger && reference.organisation.rules.taxOn === 'line')
    return { lines: calculated, ledgerTax: null }
  const exempt = isExempt(given.contactId, lines, desk)
  const own = exempt ? reckoned.map(untaxed) : reckoned
  const foretold = exempt || canBeForetold(lines, desk) ? sum(own.map(({ amountTax }) => amountTax)) : null
  const when = options.taxDifference
  const stands = when === 'ignore' && foretold !== null ? own : calculated
  return { lines: stands, ledgerTax: { when, foretold, connectwise } }
}

/** In the United States a customer may be exempt; elsewhere only the codes of the lines count. */
function isExempt(contactId: string | null, lines: readonly DocumentLine[], desk: Desk): boolean {
  const contact = contactId === null ? undefined : desk.reference.contacts.get(contactId)
  return contact?.exempt === true && lines.some(line => rateOf(line, desk)?.scope !== undefined)
}

function untaxed(line: DocumentLine): DocumentLine {
  return { ...line, amountTax: Decimal.zero }
}

/** Its own codes are chosen by address: a code without a rate says nothing, and of two only one will be taken. */
function canBeForetold(lines: readonly DocumentLine[], desk: Desk): boolean {
  const own = lines.flatMap(line => {
    const rate = rateOf(line, desk)
    return rate?.scope === 'ledger' ? [rate] : []
  })
  return new Set(own.map(({ id }) => id)).size <= 1 && own.every(namesRate)
}

function namesRate({ rate, parts = [] }: LedgerTaxRate): boolean {
  return parts.length > 0 || !rate.isZero()
}

function rateOf({ tax }: DocumentLine, desk: Desk): LedgerTaxRate | undefined {
  return desk.taxRate(tax.id)
}

/** What the plan is held against: ConnectWise's figures, with the ledger's own tax in them where that is what stands. */
export function toBeReached(
  record: Pick<BilledExport, 'total' | 'salesTax'>,
  ledgerTax: LedgerTax | null,
): Pick<BilledExport, 'total' | 'salesTax'> {
  if (ledgerTax?.when !== 'ignore' || ledgerTax.foretold === null) return record
  const salesTax = ledgerTax.foretold
  return { salesTax, total: cents(record.total).minus(cents(record.salesTax)).plus(salesTax) }
}

/** Told before anything is sent. Where the ledger's tax is to stand it is no finding: the preview has it. */
export function checkLedgerTax(ledgerTax: LedgerTax | null): Problem[] {
  if (!ledgerTax || ledgerTax.when === 'ignore') return []
  const { when, foretold, connectwise } = ledgerTax
  if (foretold === null) return when === 'halt' ? [{ code: 'tax-by-ledger' }] : []
  if (foretold.equals(connectwise)) return []
  return [differs(foretold, connectwise, when === 'warning' && { warn: true })]
}

/** What came of a document that was sent, where only its tax is another and the company lets that pass. */
export interface TaxOutcome {
  /** null: only for information */
  finding: Problem | null
  message: string
}

/** Null: it differs in more than that, or the tax must be what was planned. */
export function taxOutcome(
  { ledgerTax, totals }: Pick<LedgerDocument, 'ledgerTax' | 'totals'>,
  remote: { total: Decimal; totalTax: Decimal },
): TaxOutcome | null {
  if (!ledgerTax || ledgerTax.when === 'halt') return null
  if (!remote.total.minus(remote.totalTax).equals(totals.subtotal)) return null
  const { connectwise, when } = ledgerTax
  const [ledger, ours] = [text(remote.totalTax), text(connectwise)]
  return {
    finding: when === 'warning' ? differs(remote.totalTax, connectwise, { warn: true, posted: true }) : null,
    message: `the ledger’s tax is ${ledger}, ConnectWise’s ${ours}`,
  }
}

/** For the preview and the entry: what the ledger's own tax is expected to be; '' where it has no say. */
export function ledgerTaxNote(ledgerTax: LedgerTax | null, ledger: string): string {
  if (!ledgerTax) return ''
  const { when, foretold, connectwise } = ledgerTax
  if (foretold === null) {
    const unknown = `What tax ${ledger} would make cannot be foretold: the lines do not name one rate for it.`
    if (when === 'halt') return unknown
    return when === 'ignore'
      ? `${unknown} ${ledger} decides it once it is posted.`
      : `${unknown} The tax of ConnectWise goes along, ${text(connectwise)}.`
  }
  const told = `${ledger} would make the tax ${text(foretold)}`
  if (foretold.equals(connectwise)) return `${told}, as ConnectWise did.`
  const both = `${told}, ConnectWise made it ${text(connectwise)}: a difference of ${text(foretold.minus(connectwise))}.`
  if (when === 'halt') return both
  return `${both} The tax of ${when === 'ignore' ? `${ledger} stands` : 'ConnectWise goes along'}.`
}

function differs(
  ledger: Decimal,
  connectwise: Decimal,
  how: { warn?: boolean; posted?: boolean } | false,
): Problem {
  return {
    code: 'tax-differs',
    ledgerTax: text(ledger),
    connectwise: text(connectwise),
    difference: text(ledger.minus(connectwise)),
    ...how,
  }
}

function text(amount: Decimal): string {
  return amount.places() <= 2 ? amount.toFixedText(2) : amount.toText()
}
