import { creditFor } from '../accounting/credit.ts'
import type { LedgerDocument } from '../accounting/document.ts'
import { documentFromJson, documentToJson } from '../accounting/document-json.ts'
import { type Problem, parseProblems } from '../accounting/problems.ts'
import { present } from '../std/assert.ts'
import { calendarDate } from '../std/clock.ts'
import { noteChangedThere } from './changed-there.ts'
import { inLane, type Work } from './context.ts'
import { askAllocation } from './credits/allocation.ts'
import { insertPostings, neededContacts, needersOf, recordIdsOf, sourceKey } from './graph/store.ts'
import {
  annotate,
  change,
  databaseNow,
  type PostingRow,
  postingsByIds,
  type Scope,
} from './postings/store.ts'
import { creditsToSettle, neededCredit } from './rebill/store.ts'
import { creditNumber } from './renumber.ts'
import { giveBack, letGo, lockedPosting } from './revisions/store.ts'
import { type Claim, closeSends } from './sends/store.ts'
import { recordSource } from './source.ts'

/** A new document that goes once the one before it is credited. */
interface Rebilled {
  posting: PostingRow
  recordId: string
  document: LedgerDocument
}

/**
 * The credit note of the document before: a posting of its own, one for each document however often it is asked for. Returns its id.
 * What has not begun to leave follows the plan.
 */
export async function ensureCredit(scope: Scope, { posting, recordId, document }: Rebilled): Promise<string> {
  const before = present(
    (await postingsByIds(scope, [present(posting.supersedes, 'it takes the place of one')]))[0],
    'the document before',
  )
  const old = documentFromJson(before.payload)
  const contactId =
    old.contact.ledgerId ?? (await neededContacts(scope, [before.id])).get(old.contact.psaId) ?? null
  const credit = creditFor(old, { number: creditNumber(document.number), date: document.date, contactId })
  const source = recordSource(recordId, `credit:${before.id}`)
  const { ids } = await insertPostings(scope, [
    {
      target: 'ledger',
      operation: 'credit',
      kind: credit.kind,
      source,
      title: credit.number,
      origin: posting.origin,
      requestedBy: posting.requestedBy,
      previewHash: posting.previewHash,
      state: 'ready',
      payload: documentToJson(credit),
      supersedes: before.id,
    },
  ])
  const row = present(
    await lockedPosting(scope, present(ids.get(sourceKey(source)), 'made or found')),
    'it was just made',
  )
  if (row.state === 'ready')
    await annotate(scope, row, {
      title: credit.number,
      payload: documentToJson(credit),
      remoteNumber: credit.number,
      expectedTotal: credit.totals.total,
      currency: credit.currency,
    })
  return row.id
}

/** May this amending still be given up? Not once its credit note has begun to leave: then the new document is to follow. */
export async function mayGiveUp(scope: Scope, posting: PostingRow): Promise<boolean> {
  const credit = posting.operation === 'rebill' ? await neededCredit(scope, posting.id) : null
  if (!credit || credit.state === 'rejected' || credit.state === 'withdrawn') return true
  if (credit.state !== 'ready') return false
  return change(scope, credit, 'ready', 'withdrawn', { event: 'withdrawn', message: 'not amended' })
}

/**
 * What became of credit notes: one that stands is done with, for one that was refused the document before stands as it was, and
 * one that came to another total keeps the new document waiting until it is right.
 */
export async function settleCredits(work: Work): Promise<void> {
  const credits = await inLane(work, creditsToSettle)
  for (const credit of credits) {
    const mended = credit.state === 'mismatch' && (await isMended(work, credit))
    await inLane(work, async scope => {
      if (credit.state === 'posted') await settleOld(scope, credit)
      else if (credit.state === 'rejected') {
        // The next one is another posting.
        await letGo(scope, [credit])
        for (const document of await needersOf(scope, credit.id))
          await giveUp(scope, document, parseProblems(credit.problems))
      } else if (mended)
        await change(
          scope,
          credit,
          'mismatch',
          'posted',
          { event: 'posted', message: 'put right' },
          { problems: [] },
        )
      else for (const document of await needersOf(scope, credit.id)) await stop(scope, document, credit)
    })
  }
}

/**
 * It stands: what is still owed of the document that it takes back is settled with it. What was paid of that is the customer's, and
 * stays open.
 */
async function settleOld(scope: Scope, credit: PostingRow): Promise<void> {
  const set = { confirmedAt: databaseNow }
  if (!(await change(scope, credit, 'posted', 'confirmed', { event: 'confirmed' }, set))) return
  const recordId = present((await recordIdsOf(scope, [credit])).get(credit.id), 'it came from a record')
  await askAllocation(scope, {
    source: recordSource(recordId, `allocation:${credit.id}`),
    creditPostingId: credit.id,
    invoicePostingId: present(credit.supersedes, 'it credits one'),
    want: documentFromJson(credit.payload).totals.total,
    atMost: true,
    date: calendarDate(documentFromJson(credit.payload).date),
    title: credit.title,
    requestedBy: credit.requestedBy,
    origin: credit.origin,
  })
}

/** Nothing is credited, and so the document before has its record again. */
export async function refuseCredit(work: Work, claimed: Claim, problem: Problem): Promise<void> {
  const credit = present(claimed.members[0], 'a claim has a member')
  const event = { event: 'rejected', sendId: claimed.send.id, message: problem.code }
  await inLane(work, async scope => {
    await change(scope, credit, 'sending', 'rejected', event, { problems: [problem] })
    await closeSends(scope, [claimed.send.id])
  })
}

async function isMended(work: Work, credit: PostingRow): Promise<boolean> {
  const [remote] = await work.ledger.documentsById('credit-note', [credit.remoteId ?? ''])
  return remote !== undefined && credit.expectedTotal?.equals(remote.total) === true
}

/** The document before has its record again. */
async function giveUp(scope: Scope, document: PostingRow, problems: Problem[]): Promise<void> {
  const facts = { event: 'withdrawn', message: problems.map(({ code }) => code).join(', ') }
  const { state } = document
  const over =
    state === 'ready' || state === 'planned'
      ? await change(scope, document, state, 'withdrawn', facts, { problems })
      : false
  if (!over) return
  await giveBack(scope, document)
  await noteChangedThere(scope, document, problems)
  for (const mark of await needersOf(scope, document.id))
    if (mark.state === 'ready') await change(scope, mark, 'ready', 'withdrawn', facts)
}

async function stop(scope: Scope, document: PostingRow, credit: PostingRow): Promise<void> {
  if (document.state !== 'ready') return
  const problem: Problem = {
    code: 'amend-credit-differs',
    number: credit.title,
    ours: credit.expectedTotal?.toFixedText(2) ?? '',
    ledger: credit.remoteTotal?.toFixedText(2) ?? '',
  }
  await change(scope, document, 'ready', 'planned', { event: 'replan', message: problem.code })
  await change(
    scope,
    document,
    'planned',
    'blocked',
    { event: 'blocked', message: problem.code },
    { problems: [problem] },
  )
}
