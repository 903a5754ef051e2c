import type { RecordFacts } from '../../accounting/export.ts'
import type { CalendarDate } from '../../std/clock.ts'
import { inLane, type Work } from '../context.ts'
import type { Offered } from './offered.ts'
import { noteCandidates, type PaymentRow, unmatchedToLook } from './store.ts'

const lookedUpTogether = 200

/**
 * Payments of documents that we did not post: an invoice in ConnectWise with the document's number may be meant. Only a person
 * says so: the same number is no proof, and what is written twice is hard to see.
 */
export async function findCandidates(work: Work, from: CalendarDate | null): Promise<void> {
  const rows = await inLane(work, scope => unmatchedToLook(scope, from, lookedUpTogether))
  if (rows.length === 0) return
  const numbers = await numbersOf(work, rows)
  const asked = [...new Set(numbers.values())].filter(number => number !== '')
  const found = asked.length === 0 ? [] : await work.psa.invoicesNumbered(asked)
  await inLane(work, async scope => {
    for (const row of rows) {
      const number = numbers.get(row.id) ?? ''
      const candidates = found
        .filter(invoice => invoice.kind === 'invoice' && invoice.number === number)
        .map(shown)
      await noteCandidates(scope, row.id, { number, candidates })
    }
  })
}

/** Not every ledger names the document's number with the payment. */
async function numbersOf(work: Work, rows: readonly PaymentRow[]): Promise<Map<string, string>> {
  const nameless = rows.filter(row => row.documentNumber === '').map(row => row.documentId)
  const documents =
    nameless.length === 0 ? [] : await work.ledger.documentsById('invoice', [...new Set(nameless)])
  const byId = new Map(documents.map(document => [document.id, document.number]))
  return new Map(rows.map(row => [row.id, row.documentNumber || (byId.get(row.documentId) ?? '')]))
}

function shown({ recordId, number, customer, total, currency }: RecordFacts): Offered {
  return { recordId, number, customer: customer.name, total: total.toFixedText(2), currency }
}
