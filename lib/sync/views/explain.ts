import type { RecordFacts } from '../../accounting/export.ts'
import { parseProblems } from '../../accounting/problems.ts'
import { ConnectorError } from '../../connectors/ports.ts'
import { type Preview, previewRecord } from '../preview.ts'
import { heldText, holdFacts } from './held.ts'
import { type ListedRecord, recordsByNumber } from './list/store.ts'
import type { PanelAsk } from './panel.ts'
import { type Pill, pillOf, type Standing } from './pill.ts'
import { standingOf } from './several.ts'
import { showProblems } from './shown.ts'
import { troubleOf } from './trouble.ts'

/** Why is this record not on the list? */
export interface Explanation {
  number: string
  pill: Pill | null
  why: string
  /** what has a page here; null: nothing of it is known */
  recordId: string | null
}

type Kept = Extract<Preview, { kind: 'elsewhere' | 'no-entries' }>

/** A number stands on an invoice and perhaps on a credit memo; more are somebody's own doing. */
const mostAsked = 5

/**
 * Asks ConnectWise for whatever has that number, and plans it as a send would: which reason applies is said of the record as it
 * is now. Where ConnectWise cannot be asked, of what was last seen.
 */
export async function explain(ask: PanelAsk, number: string, ledger: string): Promise<Explanation[]> {
  const wanted = number.trim()
  if (wanted === '') return []
  const seen = () => ask.inAccount(ask.accountId, tx => recordsByNumber(tx, ask.companyId, wanted))
  try {
    const answers: Explanation[] = []
    const found = await ask.psa.invoicesNumbered([wanted])
    for (const { recordId } of found.slice(0, mostAsked)) {
      const preview = await previewRecord(ask, recordId)
      if (preview.kind === 'elsewhere' || preview.kind === 'no-entries') answers.push(kept(preview, ledger))
      else if (preview.kind === 'open' && preview.facts.customer.accountNumber.trim() === '')
        answers.push(withoutAccount(preview.facts, ledger))
    }
    // Planned a moment ago: what is left is said by our own rows.
    const told = new Set(answers.map(one => one.number))
    const rows = (await seen()).filter(({ record }) => !told.has(record.number))
    answers.push(...rows.map(row => explainRow(row, ledger)))
    return answers.length > 0 ? answers : [nobody(wanted)]
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error
    const rows = await seen()
    const last = rows.map(row => explainRow(row, ledger))
    return [...last, { number: wanted, pill: null, why: troubleOf(error), recordId: null }]
  }
}

/** What is of no company, or of another one, was not written down here. */
function kept(preview: Kept, ledger: string): Explanation {
  const { kind, facts, problems } = preview
  const why = showProblems(problems, ledger).map(({ title, message }) => `${title}. ${message}`)
  const recordId = kind === 'elsewhere' ? null : facts.recordId
  return { number: facts.number, pill: null, why: why.join(' '), recordId }
}

/** ConnectWise itself refuses to close it (knowledge/features.md §B1). */
function withoutAccount({ number, recordId, customer }: RecordFacts, ledger: string): Explanation {
  const why = `It is not closed yet, and ConnectWise will not let it be closed: ${customer.name} has no Account on its Company Finance screen.`
  return { number, pill: pillOf('open', ledger), why, recordId }
}

function nobody(number: string): Explanation {
  const why = 'ConnectWise has no invoice or credit memo with this number, or your keys may not see it.'
  return { number, pill: null, why, recordId: null }
}

function explainRow({ record, document }: ListedRecord, ledger: string): Explanation {
  const standing = standingOf(record, document)
  const [problem] = showProblems(parseProblems(document?.live ? document.problems : record.problems), ledger)
  const gone = document === null && record.closed && !record.unposted && record.batchId === null
  return {
    number: record.number,
    pill: gone ? null : pillOf(standing, ledger),
    why: gone ? `ConnectWise no longer offers it: it was deleted or excluded there.` : reason(),
    recordId: record.sourceId,
  }

  function reason(): string {
    if (standing === 'not-sent' && record.batchId !== null)
      return 'It is in a ConnectWise batch that was not made here, so it counts as exported.'
    if (problem && (standing === 'fix' || standing === 'waiting' || standing === 'not-sent'))
      return `${problem.title}. ${problem.message}`
    return words[standing]
      .replaceAll('{ledger}', ledger)
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
  changed: 'It is in {ledger}, and was changed in Manage after it was sent.',
  'changed-there': 'It is in {ledger}, and was changed in Manage and in {ledger} after it was sent.',
  undone: 'It was undone, and goes again only when somebody sends it.',
  undoing: 'It is being undone: taken out of {ledger}, and its batch deleted in ConnectWise.',
  'batch-stays': 'It is out of {ledger}, and its batch in ConnectWise could not be deleted.',
  'not-sent': 'It is not sent.',
  held: '{hold}',
  marking: 'It is being marked in ConnectWise now, without being sent.',
  marked: 'It is marked in ConnectWise and not sent: {reason}.',
  unmarking: 'Its mark in ConnectWise is being taken back; then it can be sent.',
}
