import type { Transaction } from '../../../drizzle/client.ts'
import { parseProblems } from '../../accounting/problems.ts'
import { standingOf } from './customer.ts'
import { heldText, holdFacts } from './held.ts'
import { type ListedRecord, listState, recordsByNumber } from './list/store.ts'
import { type Pill, pillOf, type Standing } from './pill.ts'
import { showProblems } from './shown.ts'

/** Why is this record not on the list? */
export interface Explanation {
  number: string
  pill: Pill | null
  why: string
  postingId: string | null
}

export async function explain(
  tx: Transaction,
  companyId: string,
  number: string,
  ledger: string,
): Promise<Explanation[]> {
  const found = await recordsByNumber(tx, companyId, number.trim())
  if (found.length > 0) return found.map(row => explainRow(row, ledger))
  const { readAt } = await listState(tx, companyId)
  const when = readAt
    ? ` when it was last read (${readAt.toISOString().slice(0, 16).replace('T', ' ')} UTC)`
    : ''
  return [
    {
      number,
      pill: null,
      why: `ConnectWise has not offered this number${when}. It may still be open, have no entries for want of a GL mapping, or be of another kind than an invoice. Open it in ConnectWise: its pod says which.`,
      postingId: null,
    },
  ]
}

function explainRow({ record, document }: ListedRecord, ledger: string): Explanation {
  const standing = standingOf(record, document)
  const [problem] = showProblems(parseProblems(document?.live ? document.problems : record.problems), ledger)
  const gone = document === null && record.closed && !record.unposted && record.batchId === null
  return {
    number: record.number,
    pill: gone ? null : pillOf(standing, ledger),
    why: gone ? `ConnectWise no longer offers it: it was deleted or excluded there.` : reason(),
    postingId: document?.id ?? null,
  }

  function reason(): string {
    if (standing === 'not-sent' && record.batchId !== null)
      return 'It is in a ConnectWise batch that was not made here, so it counts as exported.'
    if (problem && (standing === 'fix' || standing === 'waiting' || standing === 'not-sent'))
      return `${problem.title}. ${problem.message}`
    return words[standing]
      .replace('{ledger}', ledger)
      .replace('{status}', record.statusName || 'open')
      .replace('{reason}', document?.reason ?? '')
      .replace('{hold}', heldText(holdFacts(record)))
  }
}

const words: Readonly<Record<Standing, string>> = {
  open: 'It is not closed in ConnectWise yet (status: {status}), so it has no entries to send.',
  unchecked: 'It is on the list; it is checked when its page of the list is shown.',
  ready: 'It is on the list and ready to send.',
  waiting: 'It is queued and sends in a moment.',
  sending: 'It is being sent now.',
  checking: '{ledger} did not answer; we look for it before anything is sent again.',
  'in-ledger': 'It is in {ledger} already.',
  fix: 'It needs a fix before it can go.',
  check: 'It is in {ledger} and worth a look.',
  changed: 'It is in {ledger} and was changed after it was sent.',
  undone: 'It was undone, and goes again only when somebody sends it.',
  undoing: 'It is being undone: taken out of {ledger}, and its batch deleted in ConnectWise.',
  'batch-stays': 'It is out of {ledger}, and its batch in ConnectWise could not be deleted.',
  'not-sent': 'It is not sent.',
  held: '{hold}',
  marking: 'It is being marked in ConnectWise now, without being sent.',
  marked: 'It is marked in ConnectWise and not sent: {reason}.',
  unmarking: 'Its mark in ConnectWise is being taken back; then it can be sent.',
}
