import { applyDay, applyProblem, creditStep, type OpenDocument, reachable } from '../../accounting/credits.ts'
import { documentFromJson } from '../../accounting/document-json.ts'
import type { LedgerApplication, LedgerCreditNote } from '../../connectors/credit-facts.ts'
import type { RemoteDocument } from '../../connectors/write-facts.ts'
import { assert, present } from '../../std/assert.ts'
import { calendarDate } from '../../std/clock.ts'
import { inLane, type Work } from '../context.ts'
import { type PostingRow, postingsByIds } from '../postings/store.ts'
import { plannedCredit, stepOf } from './payload.ts'
import type { Judged, Side } from './side.ts'

/** The two documents of a posting, by their ledger ids. */
interface Two {
  credit: PostingRow
  invoice: PostingRow
}

export const ledgerSide: Side = {
  target: 'ledger',
  kind: 'allocation',
  where: 'ledger',
  judge: async (work, rows) => {
    const two = await documentsOf(work, rows)
    const books = await readBooks(work, [...two.values()])
    return new Map(
      rows.map(row => [row.id, judge(work, row, present(two.get(row.id), 'it names two'), books)]),
    )
  },
  pieces: async (work, posting) => {
    const two = present((await documentsOf(work, [posting])).get(posting.id), 'it names two')
    const [note] = await work.ledger.creditNotes([remoteIdOf(two.credit)])
    return note ? between(note, two) : []
  },
  write: async (work, posting, body, guard) => {
    const { ledger } = work
    const step = present(stepOf(posting), 'a write has its step')
    const two = present((await documentsOf(work, [posting])).get(posting.id), 'it names two')
    const noteId = remoteIdOf(two.credit)
    const outcome =
      step.operation === 'apply'
        ? await ledger.apply(noteId, body, guard)
        : await ledger.unapply(noteId, step.id, body, guard)
    return outcome.kind === 'rejected' ? { ...outcome, message: outcome.messages.join(' ') } : outcome
  },
}

async function documentsOf(work: Work, rows: readonly PostingRow[]): Promise<Map<string, Two>> {
  const planned = rows.map(row => ({ row, ...plannedCredit(row) }))
  const ids = planned.flatMap(one => [one.creditPostingId, one.invoicePostingId])
  const postings = await inLane(work, scope => postingsByIds(scope, [...new Set(ids)]))
  const byId = new Map(postings.map(posting => [posting.id, posting]))
  const named = (id: string) => present(byId.get(id), 'a document of ours')
  return new Map(
    planned.map(({ row, creditPostingId, invoicePostingId }) => [
      row.id,
      { credit: named(creditPostingId), invoice: named(invoicePostingId) },
    ]),
  )
}

function remoteIdOf(posting: PostingRow): string {
  return present(posting.remoteId, 'it stands in the ledger')
}

interface Books {
  notes: Map<string, LedgerCreditNote>
  documents: Map<string, RemoteDocument>
}

async function readBooks({ ledger }: Work, list: readonly Two[]): Promise<Books> {
  const creditIds = [...new Set(list.map(({ credit }) => remoteIdOf(credit)))]
  const invoiceIds = [...new Set(list.map(({ invoice }) => remoteIdOf(invoice)))]
  const notes = await ledger.creditNotes(creditIds)
  const credits = await ledger.documentsById('credit-note', creditIds)
  const invoices = await ledger.documentsById('invoice', invoiceIds)
  return {
    notes: new Map(notes.map(note => [note.id, note])),
    documents: new Map([
      ...credits.map(one => [`credit ${one.id}`, one] as const),
      ...invoices.map(one => [`invoice ${one.id}`, one] as const),
    ]),
  }
}

function between(note: LedgerCreditNote, { invoice }: Two): LedgerApplication[] {
  return note.applications.filter(({ invoiceId }) => invoiceId === remoteIdOf(invoice))
}

function judge({ ledger }: Work, posting: PostingRow, two: Two, { notes, documents }: Books): Judged {
  const { want: wanted, atMost, date } = plannedCredit(posting)
  const credit = documents.get(`credit ${remoteIdOf(two.credit)}`) ?? null
  const invoice = documents.get(`invoice ${remoteIdOf(two.invoice)}`) ?? null
  const note = notes.get(remoteIdOf(two.credit))
  if (!note || !credit || !invoice) return { kind: 'refused', problem: { code: 'credit-gone' } }
  const numbers = { credit: two.credit.title, invoice: two.invoice.title }
  const stuck: Judged = {
    kind: 'refused',
    problem: { code: 'credit-stuck', ...numbers, where: 'ledger', wanted: wanted.toFixedText(2) },
  }
  if (note.unclear) return stuck
  const pieces = between(note, two)
  const want = atMost ? reachable(pieces, wanted, [credit.amountDue, invoice.amountDue]) : wanted
  const step = creditStep(pieces, want)
  if (step === null) return { kind: 'stands' }
  if (step === 'stuck') return stuck
  if (step.operation === 'unapply') {
    const piece = pieces.find(({ id }) => id === step.id)
    assert(piece, 'a step names one of them')
    return { kind: 'write', step, body: ledger.unapplyBody(piece), date }
  }
  const problem = applyProblem(openOf(credit, two.credit), openOf(invoice, two.invoice), step.amount)
  if (problem) return { kind: 'refused', problem }
  const days = [two.credit, two.invoice].map(one => calendarDate(documentFromJson(one.payload).date))
  const day = applyDay(date, days)
  const body = ledger.applyBody({
    creditNoteId: credit.id,
    invoiceId: invoice.id,
    contactId: credit.contactId,
    currency: credit.currency,
    amount: step.amount,
    date: day,
  })
  return { kind: 'write', step, body, date: day }
}

/** Called by the number that people know it by in ConnectWise. */
function openOf(remote: RemoteDocument, { title }: PostingRow): OpenDocument {
  const { contactId, currency, status, amountDue } = remote
  return { number: title, contactId, currency, status, open: amountDue }
}
