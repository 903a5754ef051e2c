import { Decimal, sum } from '../std/decimal.ts'
import type { Desk } from './desk.ts'
import type { DocumentLine, Totals } from './document.ts'
import type { BilledExport } from './export.ts'
import { itemOfAccount } from './items.ts'
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

export function findResidue(record: Pick<BilledExport, 'total' | 'salesTax'>, totals: Totals): Residue {
  return { total: cents(record.total).minus(totals.total), tax: cents(record.salesTax).minus(totals.tax) }
}

export function isBounded(residue: Residue, options: PlanOptions): boolean {
  return (
    !residue.total.abs().greaterThan(options.roundingLimit) &&
    !residue.tax.abs().greaterThan(options.roundingLimit)
  )
}

/** Beyond rounding, and still within what the company lets a visible adjustment line take. */
export function isAdjustable(residue: Residue, options: PlanOptions): boolean {
  const largest = options.adjustmentLimit
  return (
    options.adjustmentAccountId !== null &&
    !isBounded(residue, options) &&
    !residue.total.abs().greaterThan(largest) &&
    !residue.tax.abs().greaterThan(largest)
  )
}

/** The account set for residues, when the ledger still has it. */
export function findRoundingAccount(options: PlanOptions, reference: PlanReference): LedgerAccount | null {
  return usable(options.roundingAccountId, reference)
}

/** One visible line that makes the document ConnectWise's to the cent; null where none is needed or none is allowed. */
export function residueLine(residue: Residue, desk: Desk): DocumentLine | null {
  const { options, reference } = desk
  if (residue.total.isZero()) return null
  if (isBounded(residue, options)) {
    const account = findRoundingAccount(options, reference)
    return (
      account && lineOver(residue.total, { role: 'rounding', account, itemId: options.roundingItemId }, desk)
    )
  }
  if (!isAdjustable(residue, options)) return null
  const account = usable(options.adjustmentAccountId, reference)
  return (
    account &&
    lineOver(residue.total, { role: 'adjustment', account, itemId: options.adjustmentItemId }, desk)
  )
}

const texts = {
  rounding: 'Rounding, to agree with ConnectWise',
  adjustment: 'Adjustment, to agree with ConnectWise',
}

function usable(id: string | null, reference: PlanReference): LedgerAccount | null {
  const account = id === null ? undefined : reference.accounts.get(id)
  return account?.active ? account : null
}

function lineOver(
  amount: Decimal,
  {
    role,
    account,
    itemId,
  }: { role: 'rounding' | 'adjustment'; account: LedgerAccount; itemId: string | null },
  desk: Desk,
): DocumentLine | null {
  const description = texts[role]
  const tax = findExemptTax({ line: description }, desk)
  if (!tax) return null
  // The chosen item is one that is sold; a bought line has its account without one.
  const chosen = itemId === null || desk.side === 'purchase' ? undefined : desk.reference.items.get(itemId)
  const needed = desk.itemsSayAccount && chosen?.accountId !== account.id
  const item = needed ? itemOfAccount(account, { line: description }, desk) : (chosen ?? null)
  if (needed && item === null) return null
  return {
    description,
    quantity: Decimal.one,
    unitAmount: amount,
    amount,
    account: { id: account.id, code: account.code, name: account.name },
    item: item && { id: item.id, code: item.code, name: item.name },
    tax,
    amountTax: lineTax(amount, tax.rate),
    tracking: [],
    sources: [],
    role,
    notes: [],
  }
}
