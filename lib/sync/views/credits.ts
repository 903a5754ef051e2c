import type { Transaction } from '../../../drizzle/client.ts'
import { describe, type Problem, parseProblems } from '../../accounting/problems.ts'
import type { PairRow } from '../credits/store.ts'
import { creditsOfRecord, unevenCredits } from './credits/store.ts'
import { amountText } from './shown.ts'

/** Credit that a record gave or was given, figures as text. */
export interface CreditFacts {
  id: string
  /** the record is the credit memo; else it is the invoice */
  gives: boolean
  /** number of the other of the two */
  other: string
  currency: string
  connectwise: string
  ledger: string
  standing: 'both' | 'waits' | 'moving' | 'refused' | 'left'
  problems: Problem[]
}

export async function creditFacts(tx: Transaction, recordId: string): Promise<CreditFacts[]> {
  return (await creditsOfRecord(tx, recordId)).map(row => {
    const gives = row.creditRecordId === recordId
    return {
      ...figures(row),
      gives,
      other: gives ? row.invoiceNumber : row.creditNumber,
      standing: standingOf(row),
      problems: parseProblems(row.problems),
    }
  })
}

function figures({ id, currency, psaAmount, ledgerAmount }: PairRow) {
  return { id, currency, connectwise: amountText(psaAmount), ledger: amountText(ledgerAmount) }
}

function standingOf(row: PairRow): CreditFacts['standing'] {
  const [problem] = parseProblems(row.problems)
  if (row.psaAmount.equals(row.ledgerAmount)) return 'both'
  if (problem) return problem.code === 'credit-waits' ? 'waits' : 'refused'
  // Noted from a preview: it is planned once its credit memo is sent.
  return row.settled ? 'left' : 'moving'
}

/** One applied credit as its record shows it. */
export interface CreditLine {
  id: string
  title: string
  words: string
  /** why nothing is written, '' otherwise */
  trouble: string
}

export function creditLines(list: readonly CreditFacts[], ledger: string): CreditLine[] {
  return list.map(one => ({
    id: one.id,
    title: one.gives ? `Applied to invoice ${one.other}` : `Credit memo ${one.other}`,
    words: wordsOf(one, ledger),
    trouble:
      one.standing === 'refused'
        ? one.problems.map(problem => describe(problem, ledger).message).join(' ')
        : '',
  }))
}

function wordsOf({ connectwise, ledger: there, standing }: CreditFacts, ledger: string): string {
  if (standing === 'both') return `${connectwise} in ConnectWise and ${ledger} ✓`
  const sides = `${connectwise} in ConnectWise, ${there} in ${ledger}`
  if (standing === 'waits') return `${sides}: applied once both documents stand in ${ledger}`
  if (standing === 'left') return `${sides}: not written, before the first day`
  if (standing === 'refused') return `${sides}: not written ✕`
  return there === '0.00'
    ? `${connectwise}, applied in ${ledger} after it is sent`
    : `${sides}: to be written`
}

/** Credit that the two sides do not say alike, and why. */
export interface UnevenCredit {
  id: string
  credit: string
  invoice: string
  customer: string
  currency: string
  connectwise: string
  ledger: string
  why: string
}

export async function unevenCreditRows(
  tx: Transaction,
  companyId: string,
  ledger: string,
  limit: number,
): Promise<UnevenCredit[]> {
  return (await unevenCredits(tx, companyId, limit)).map(row => ({
    ...figures(row),
    credit: row.creditNumber,
    invoice: row.invoiceNumber,
    customer: row.customer,
    why: whyOf(row, ledger),
  }))
}

function whyOf(row: PairRow, ledger: string): string {
  const problems = parseProblems(row.problems)
  if (problems.length > 0) return problems.map(problem => describe(problem, ledger).message).join(' ')
  return row.settled ? 'Applied before the first day of payments, so it is not written.' : 'To be written.'
}
