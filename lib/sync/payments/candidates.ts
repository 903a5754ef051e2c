import type { RecordFacts } from '../../accounting/export.ts'
import { matchOlder, type Named, type OlderDocument } from '../../accounting/older.ts'
import { record as recordActivity } from '../../activity/activity.ts'
import { inLane, type Work } from '../context.ts'
import type { Scope } from '../postings/store.ts'
import { routingOf } from '../routing.ts'
import { noteCandidates, postedRecords, saveMatch, unmatchedToLook } from './loose/store.ts'
import { offer } from './offered.ts'
import type { PaymentOptions } from './options.ts'
import type { PaymentRow } from './store.ts'

const lookedUpTogether = 200
/** ConnectWise's numbers are at most fifteen characters (knowledge/connectwise.md §4): anything longer names none. */
const longestNumber = 15

/**
 * Payments of documents that we did not post: an invoice in ConnectWise with the document's number may be meant. Only a person
 * says so: the same number is no proof, and what is written twice is hard to see. Of documents from before the conversion
 * date the company has said it, and where it is plain they are matched. Answers how many were.
 */
export async function findCandidates(work: Work, options: PaymentOptions): Promise<number> {
  let matched = 0
  for (;;) {
    const rows = await inLane(work, scope => unmatchedToLook(scope, options.from, lookedUpTogether))
    if (rows.length > 0) matched += await lookUp(work, options, rows)
    if (rows.length < lookedUpTogether) return matched
  }
}

async function lookUp(work: Work, options: PaymentOptions, rows: readonly PaymentRow[]): Promise<number> {
  const documents = await documentsOf(work, rows)
  const found = await recordsNamed(work, [...documents.values()])
  const { home } = await routingOf(work.accountId)
  return inLane(work, async scope => {
    const posted = await postedRecords(
      scope,
      found.map(({ recordId }) => recordId),
    )
    // Another company's, or in the ledger by a document of ours: it is not this document.
    const isFree = ({ recordId, locationId }: RecordFacts) =>
      !posted.has(recordId) && home(locationId) === work.companyId
    let matched = 0
    for (const row of rows) {
      const document = documents.get(row.documentId) ?? unknown(row)
      const match = matchOlder(document, options.conversion, found)
      if (match.kind === 'one' && isFree(match.named.record)) {
        await take(scope, row, match.named)
        matched += 1
        continue
      }
      const named = match.kind === 'one' ? [match.named] : match.named
      await noteCandidates(scope, row.id, { number: document.number, candidates: named.map(offer) })
    }
    return matched
  })
}

/** Not every ledger names the document's number with the payment, and none its reference, day and total. */
async function documentsOf(work: Work, rows: readonly PaymentRow[]): Promise<Map<string, OlderDocument>> {
  const ids = [...new Set(rows.map(({ documentId }) => documentId))]
  const documents = await work.ledger.documentsById('invoice', ids)
  return new Map(documents.map(document => [document.id, document]))
}

/** One that is no longer there to be read. */
function unknown({ documentNumber, amount, currency }: PaymentRow): OlderDocument {
  return { number: documentNumber, reference: '', date: null, total: amount, currency }
}

async function recordsNamed(work: Work, documents: readonly OlderDocument[]): Promise<RecordFacts[]> {
  const texts = documents.flatMap(({ number, reference }) => [number, reference.trim()])
  const numbers = [...new Set(texts)].filter(text => text !== '' && text.length <= longestNumber)
  return numbers.length === 0 ? [] : work.psa.invoicesNumbered(numbers)
}

/** It is kept for the document: whatever else is paid of it goes there too. */
async function take(scope: Scope, row: PaymentRow, { by, record }: Named<RecordFacts>): Promise<void> {
  const { accountId, companyId, tx } = scope
  const { recordId, number } = record
  await saveMatch(tx, row.id, { recordId, number, by })
  await recordActivity(tx, {
    accountId,
    companyId,
    actor: null,
    verb: 'matched a payment',
    subject: `invoice:${recordId}`,
    detail: { amount: row.amount.toText(), date: row.date, number, reason: `by its ${by}` },
  })
}
