import type { Transaction } from '../../../drizzle/client.ts'
import { describe, type Problem, parseProblems } from '../../accounting/problems.ts'
import { plannedCredit, stepOf } from '../credits/payload.ts'
import { settlingsOfRecord } from './credits/store.ts'
import type { CreditLine } from './credits.ts'
import { amountText } from './shown.ts'

/** What a credit note that was made for a record settled of the document before, figures as text. */
export interface SettlingFacts {
  id: string
  credit: string
  invoice: string
  /** of the credit note */
  total: string
  /** '' while nothing is applied, or where nothing was owed */
  applied: string
  standing: 'applied' | 'moving' | 'refused'
  problems: Problem[]
}

export async function settlingFacts(tx: Transaction, recordId: string): Promise<SettlingFacts[]> {
  return (await settlingsOfRecord(tx, recordId)).map(({ posting, invoice }) => {
    const step = stepOf(posting)
    const over = posting.state === 'confirmed' || posting.state === 'posted'
    return {
      id: posting.id,
      credit: posting.title,
      invoice,
      total: amountText(plannedCredit(posting).want),
      applied: over && step ? amountText(step.to) : '',
      standing: over ? 'applied' : posting.state === 'rejected' ? 'refused' : 'moving',
      problems: parseProblems(posting.problems),
    }
  })
}

export function settlingLines(list: readonly SettlingFacts[], ledger: string): CreditLine[] {
  return list.map(one => ({
    id: one.id,
    title: `Credit note ${one.credit} on ${one.invoice}`,
    words: wordsOf(one, ledger),
    trouble: one.standing === 'refused' ? one.problems.map(problem => whyOf(problem, ledger)).join(' ') : '',
  }))
}

/** The ledger's own words; else what is in the way, without the cures that are for a memo of ConnectWise. */
function whyOf(problem: Problem, ledger: string): string {
  const { title, message } = describe(problem, ledger)
  return problem.code === 'credit-refused' ? message : `${title}.`
}

function wordsOf({ standing, applied, total }: SettlingFacts, ledger: string): string {
  if (standing === 'moving') return `what is still owed is to be settled with it in ${ledger}`
  if (standing === 'refused')
    return `${total}, not applied in ${ledger} ✕ It is tried again, or apply it there`
  if (applied === '')
    return `nothing was owed any more: its ${total} stay open in ${ledger}, to be applied or refunded there`
  if (applied === total) return `${applied} applied in ${ledger} ✓`
  return `${applied} of ${total} applied in ${ledger} ✓ The rest stays open, to be applied or refunded there`
}
