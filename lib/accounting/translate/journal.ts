import { Decimal, sum } from '../../std/decimal.ts'
import type { Desk } from '../desk.ts'
import { type DocumentLine, type LedgerDocument, nobody, untaxed } from '../document.ts'
import { cents, isMeasurable } from '../money.ts'
import type { ChosenAccount } from '../stock-account.ts'
import { findTracking } from '../tracking.ts'
import { findAccount } from './lines.ts'

/** One side of an entry in ConnectWise's general ledger: debits are positive, credits negative. */
export interface JournalSide {
  /** GL entry id */
  id: string
  /** the account segment (segment 1), or the account that a product or mapping names */
  account: string
  /** the company's own choice instead of it */
  chosen?: ChosenAccount | null
  /** class segments, as a RecordLine has them */
  segments: string[]
  description: string
  quantity: Decimal
  amount: Decimal
}

interface JournalHead extends Pick<LedgerDocument, 'number' | 'date' | 'currency' | 'status'> {
  /** where a side has no text of its own */
  description: string
}

/**
 * Entries that nobody owes → a journal, line for line; null where a side cannot stand or both sides differ. Taxes are entries like
 * the others. A side of nothing is left out: both ledgers refuse it.
 */
export function translateJournal(
  { description, ...head }: JournalHead,
  sides: readonly JournalSide[],
  desk: Desk,
): LedgerDocument | null {
  if (!sides.every(({ amount }) => isMeasurable(amount))) {
    desk.report({ code: 'export-malformed', detail: 'An entry has an amount that no ledger can hold.' })
    return null
  }
  const moved = sides.filter(side => !cents(side.amount).isZero())
  const lines = moved.map(side => journalLine(side, description, desk))
  const found = lines.filter(line => line !== null)
  const difference = sum(moved.map(side => cents(side.amount)))
  if (!difference.isZero()) desk.report({ code: 'journal-unbalanced', difference: difference.toFixedText(2) })
  if (found.length < lines.length || found.length === 0 || !difference.isZero()) return null
  const debited = sum(found.flatMap(({ amount }) => (amount.isNegative() ? [] : amount)))
  return {
    ...head,
    kind: 'journal',
    contact: nobody,
    dueDate: head.date,
    reference: '',
    markSent: false,
    theme: null,
    lines: found,
    totals: { subtotal: debited, tax: Decimal.zero, total: debited },
    unitDecimals: 2,
    taxAsGiven: false,
    ledgerTax: null,
  }
}

function journalLine(side: JournalSide, fallback: string, desk: Desk): DocumentLine | null {
  const amount = cents(side.amount)
  const description = side.description.trim() || fallback
  const facts = { lineId: side.id, line: description, amount: amount.toFixedText(2) }
  const account = findAccount(side, facts, desk)
  const tracking = findTracking(side.segments, facts, desk)
  if (!account) return null
  return {
    description,
    quantity: Decimal.one,
    unitAmount: amount,
    amount,
    account,
    item: null,
    tax: untaxed,
    amountTax: Decimal.zero,
    tracking,
    sources: [
      {
        glEntryId: side.id,
        account: side.account,
        segments: side.segments,
        description: side.description,
        quantity: side.quantity,
        amount: side.amount,
      },
    ],
    role: 'sale',
    notes: [],
  }
}
