import { nextCredit } from '../../accounting/credits.ts'
import type { Problem } from '../../accounting/problems.ts'
import { type CalendarDate, calendarDate } from '../../std/clock.ts'
import { insertPostings, type NewPosting } from '../graph/store.ts'
import { paymentOptions } from '../payments/options.ts'
import { change, databaseNow, type PostingRow, type Scope } from '../postings/store.ts'
import { newAllocation } from './allocation.ts'
import { standingOf } from './documents/store.ts'
import type { PlannedCredit } from './payload.ts'
import {
  creditPart,
  creditsKind,
  notePair,
  openPairs,
  type PairRow,
  refusedByItself,
  refusedCredits,
} from './store.ts'

/** A refusal is tried again after so long: what was minded may have been mended meanwhile. */
const retryRefusedMs = 6 * 3_600_000
const pairsTogether = 500

/** Postings for what one side has left that the other is to follow. Returns how many pairs it settled or asked for. */
export async function planCredits(scope: Scope): Promise<number> {
  const pairs = await openPairs(scope, pairsTogether)
  if (pairs.length === 0) return 0
  const options = await paymentOptions(scope)
  const records = pairs.flatMap(pair => [pair.creditRecordId, pair.invoiceRecordId])
  const documents = await standingOf(scope, [...new Set(records)])
  const postings = new Map(documents.map(({ recordId, posting }) => [recordId, posting]))
  const wanted: NewPosting[] = []
  let done = 0
  for (const pair of pairs) {
    const credit = postings.get(pair.creditRecordId)
    const invoice = postings.get(pair.invoiceRecordId)
    const planned = judge(pair, options, credit && invoice ? { credit, invoice } : null)
    if (planned.kind === 'posting') wanted.push(planned.posting)
    else {
      await note(scope, pair, planned)
      done += 1
    }
  }
  if (wanted.length > 0) await insertPostings(scope, wanted)
  return done + wanted.length
}

type Judged =
  | { kind: 'posting'; posting: NewPosting }
  | { kind: 'agree' }
  | { kind: 'settled'; problems: Problem[] }

function judge(
  pair: PairRow,
  options: { on: boolean; from: CalendarDate | null },
  two: { credit: PostingRow; invoice: PostingRow } | null,
): Judged {
  const next = nextCredit({ psa: pair.psaAmount, ledger: pair.ledgerAmount, agreed: pair.agreedAmount })
  const named = { credit: pair.creditNumber, invoice: pair.invoiceNumber }
  if (next.kind === 'settled') return { kind: 'settled', problems: [] }
  if (next.kind === 'agree') return { kind: 'agree' }
  if (next.kind === 'differs') {
    const connectwise = pair.psaAmount.toFixedText(2)
    const ledger = pair.ledgerAmount.toFixedText(2)
    return { kind: 'settled', problems: [{ code: 'credit-differs', ...named, connectwise, ledger }] }
  }
  if (next.to === 'psa' && !goesBack(pair, options)) return { kind: 'settled', problems: [] }
  // Looked through again once one of them has come to stand.
  if (!two) return { kind: 'settled', problems: [{ code: 'credit-waits', ...named }] }
  const payload: PlannedCredit = {
    pairId: pair.id,
    creditPostingId: two.credit.id,
    invoicePostingId: two.invoice.id,
    creditRecordId: pair.creditRecordId,
    invoiceRecordId: pair.invoiceRecordId,
    want: next.want,
    atMost: false,
    date: dayOf(next.to === 'ledger' ? pair.psaDate : pair.ledgerDate, two),
  }
  const source = { kind: creditsKind, sourceId: pair.creditRecordId, part: creditPart(pair.invoiceRecordId) }
  const ask = { ...payload, source, title: pair.creditNumber, requestedBy: null, origin: 'credit' }
  return { kind: 'posting', posting: newAllocation(ask, next.to) }
}

/** The first day of payments stops adding; what was applied on both sides follows the ledger all the same. */
function goesBack(pair: PairRow, { on, from }: { on: boolean; from: CalendarDate | null }): boolean {
  return on && (!pair.agreedAmount.isZero() || from === null || pair.ledgerDate >= from)
}

/** What is taken back has no day any more; nothing is written with it. */
function dayOf(text: string, { credit }: { credit: PostingRow }): CalendarDate {
  if (text !== '') return calendarDate(text)
  return calendarDate((credit.postedAt ?? credit.createdAt).toISOString().slice(0, 10))
}

async function note(
  scope: Scope,
  pair: PairRow,
  judged: Exclude<Judged, { kind: 'posting' }>,
): Promise<void> {
  const agreed = judged.kind === 'agree' ? { agreedAmount: pair.psaAmount } : {}
  const problems = judged.kind === 'agree' ? [] : judged.problems
  await notePair(scope, pair.id, { ...agreed, settled: true, problems })
}

/** `olderThanMs` 0: a person asks for it. */
export async function freeRefused(scope: Scope, olderThanMs = retryRefusedMs): Promise<void> {
  for (const row of await refusedCredits(scope, olderThanMs)) {
    await change(scope, row, 'rejected', 'withdrawn', { event: 'replan', message: 'to be tried again' })
    await notePair(scope, row.pairId, { settled: false, problems: [] })
  }
  for (const row of await refusedByItself(scope, olderThanMs)) {
    const again = { event: 'replan', message: 'to be tried again' }
    if (await change(scope, row, 'rejected', 'planned', again))
      await change(scope, row, 'planned', 'ready', { event: 'planned' }, { readyAt: databaseNow })
  }
}
