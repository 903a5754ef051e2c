import type { Transaction } from '../../../drizzle/client.ts'
import { parseProblems } from '../../accounting/problems.ts'
import { type Offered, offeredOf } from '../payments/offered.ts'
import { paymentOptions } from '../payments/options.ts'
import type { PaymentRow } from '../payments/store.ts'
import { looseRows, paymentsOfRecord, readOf, refusalOf } from './payments/store.ts'
import { amountText, type ShownProblem, showProblems } from './shown.ts'

/** What was paid of one invoice, and whether ConnectWise has it. */
export interface PaidFacts {
  lines: PaidLine[]
  refused: ShownProblem[]
}

export interface PaidLine {
  id: string
  /** YYYY-MM-DD, the ledger's day of payment */
  date: string
  amount: string
  currency: string
  /**
   * `waiting`: to be written. `leaving`: taken back in the ledger, to be taken back in ConnectWise. `refused`: ConnectWise did not
   * take it. `left`: dated before the first day of payments, or in a locked period.
   */
  standing: 'written' | 'waiting' | 'leaving' | 'refused' | 'left'
}

export async function paidFacts(tx: Transaction, recordId: string): Promise<PaidFacts> {
  const rows = (await paymentsOfRecord(tx, recordId)).filter(row => row.standing || row.heldId !== null)
  const refused = rows.length === 0 ? [] : parseProblems(await refusalOf(tx, recordId))
  return {
    lines: rows.map(row => paidLine(row, refused.length > 0)),
    refused: showProblems(refused, ''),
  }
}

function paidLine(row: PaymentRow, refused: boolean): PaidLine {
  const { id, date, currency } = row
  return { id, date, currency, amount: amountText(row.amount), standing: standingOf(row, refused) }
}

function standingOf(row: PaymentRow, refused: boolean): PaidLine['standing'] {
  if (row.heldId !== null) return row.standing ? 'written' : 'leaving'
  if (refused) return 'refused'
  return row.settled ? 'left' : 'waiting'
}

/** Money that is on no invoice of ConnectWise, and why. */
export interface LoosePayment {
  id: string
  date: string
  amount: string
  currency: string
  customer: string
  reference: string
  /** of the paid document in the ledger, '' where it is for none or is not known */
  number: string
  why: string
  candidates: Offered[]
}

export async function loosePayments(
  tx: Transaction,
  companyId: string,
  page: { offset: number; limit: number },
): Promise<LoosePayment[]> {
  const { locked } = await paymentOptions({ tx, companyId })
  const lockedTo = locked.how === 'list' ? locked.to : null
  return (await looseRows(tx, companyId, { ...page, lockedTo })).map(row => ({
    id: row.id,
    date: row.date,
    amount: amountText(row.amount),
    currency: row.currency,
    customer: row.customer,
    reference: row.reference,
    number: row.documentNumber || row.recordNumber,
    why: row.kind === 'payment' && row.recordId !== null ? lockedWhy(row, lockedTo) : whyOf(row),
    candidates: offeredOf(row),
  }))
}

function lockedWhy({ recordNumber }: PaymentRow, lockedTo: string | null): string {
  return `The books in the ledger are locked up to ${lockedTo}: enter it by hand on invoice ${recordNumber} in ConnectWise, then leave it out here.`
}

function whyOf(row: PaymentRow): string {
  const { kind, lookedAt } = row
  if (kind === 'credit')
    return 'Settled with credit that the ledger does not tell apart, or that was not sent from here: apply the credit memo in ConnectWise.'
  if (kind === 'refund')
    return 'Paid back to the customer: ConnectWise holds no refunds, so nothing is written there.'
  if (kind === 'unapplied') return 'For no invoice yet: it is written once the ledger applies it.'
  if (lookedAt === null) return 'Its document was not sent from here. ConnectWise has not been asked yet.'
  const offered = offeredOf(row)
  const [first, ...others] = offered
  if (!first)
    return 'Its document was not sent from here, and ConnectWise has no invoice of that number or reference.'
  if (others.length > 0)
    return 'The reference of its document names one invoice and its number another. Choose once: it holds for all that is paid of this document.'
  if (first.differs)
    return 'Its document was not sent from here, and its total is another one. Is it this invoice?'
  return 'Its document was not sent from here. Is it this invoice?'
}

export interface PaymentReadFacts {
  readAt: string | null
  /** asked for, and not done yet */
  due: boolean
  trouble: string
}

export async function paymentReadFacts(tx: Transaction, companyId: string): Promise<PaymentReadFacts> {
  const read = await readOf(tx, companyId)
  return {
    readAt: read?.readAt?.toISOString() ?? null,
    due: read !== null && read.dueAt !== null,
    trouble: read?.trouble ?? '',
  }
}
