import { Decimal, sum } from '../std/decimal.ts'
import type { Desk } from './desk.ts'
import type { DocumentLine, Totals } from './document.ts'
import type { SalesExport } from './export.ts'
import { cents } from './money.ts'
import type { LedgerAccount, PlanOptions, PlanReference } from './options.ts'
import { findExemptTax, lineTax } from './tax.ts'

/** What the ledger's way of computing leaves over against ConnectWise, to the cent. */
export interface Residue {
  /** of the whole document: ConnectWise's total less ours */
  total: Decimal
  /** of the tax alone: ConnectWise's sales tax less ours */
  tax: Decimal
}

export function addUp(lines: DocumentLine[]): Totals {
  const subtotal = sum(lines.map(line => line.amount))
  const tax = sum(lines.map(line => line.amountTax))
  return { subtotal, tax, total: subtotal.plus(tax) }
}

export function findResidue(record: Pick<SalesExport, 'total' | 'salesTax'>, totals: Totals): Residue {
  return { total: cents(record.total).minus(totals.total), tax: cents(record.salesTax).minus(totals.tax) }
}

export function isBounded(residue: Residue, options: PlanOptions): boolean {
  return (
    !residue.total.abs().greaterThan(options.roundingLimit) &&
    !residue.tax.abs().greaterThan(options.roundingLimit)
  )
}

/** The account set for residues, when the ledger still has it. */
export function findRoundingAccount(options: PlanOptions, reference: PlanReference): LedgerAccount | null {
  const account =
    options.roundingAccountId === null ? undefined : reference.accounts.get(options.roundingAccountId)
  return account?.active ? account : null
}

/** One visible line that makes the document ConnectWise's to the cent; null where none is needed or none is allowed. */
export function roundingLine(residue: Residue, desk: Desk): DocumentLine | null {
  const account = findRoundingAccount(desk.options, desk.reference)
  if (residue.total.isZero() || !isBounded(residue, desk.options) || !account) return null
  const description = 'Rounding, to agree with ConnectWise'
  const tax = findExemptTax({ line: description }, desk)
  if (!tax) return null
  return {
    description,
    quantity: Decimal.one,
    unitAmount: residue.total,
    amount: residue.total,
    account: { id: account.id, code: account.code, name: account.name },
    item: null,
    tax,
    amountTax: lineTax(residue.total, tax.rate),
    tracking: [],
    sources: [],
    role: 'rounding',
    notes: [],
  }
}
