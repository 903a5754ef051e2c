import type { Transaction } from '../../../drizzle/client.ts'
import { eventsOf, recordPostingIds } from './store.ts'

export interface TimelineEvent {
  id: number
  at: string
  /** what it happened to */
  part: string
  what: string
  message: string
  status: number | null
  ms: number | null
  /** of the vendor, to quote to its support */
  correlationId: string
}

/** All that happened to a record, newest first: every change of state and every call, of every try. */
export async function timelineOf(tx: Transaction, recordId: string): Promise<TimelineEvent[]> {
  const parts = await recordPostingIds(tx, recordId)
  const events = await eventsOf(tx, [...parts.keys()])
  return events.map(event => ({
    id: event.id,
    at: event.at.toISOString(),
    // Of several the id stands behind it.
    part: partWords[parts.get(event.postingId)?.split(':')[0] ?? ''] ?? 'Document',
    what: eventWords[event.event] ?? event.event,
    message: event.message,
    status: event.status,
    ms: event.ms,
    correlationId: event.correlationId ?? '',
  }))
}

const partWords: Readonly<Record<string, string>> = {
  document: 'Document',
  mark: 'ConnectWise batch',
  contact: 'Contact',
  credit: 'Credit note',
  allocation: 'Credit applied',
}

const eventWords: Readonly<Record<string, string>> = {
  requested: 'Asked to send',
  'undo-requested': 'Asked to undo',
  'amend-requested': 'Asked to amend',
  anyway: 'To be sent anyway',
  planned: 'Checked: ready',
  replan: 'Planned again',
  blocked: 'Stopped: needs a fix',
  woken: 'Planned again after a fix',
  sending: 'Sent',
  'sending-again': 'Sent again under the same key',
  posted: 'Stands in the ledger',
  applied: 'Applied in the ledger',
  batched: 'Batched in ConnectWise',
  ended: 'Taken out of the ledger',
  unbatched: 'Batch deleted in ConnectWise',
  'batch-refused': 'ConnectWise refused the batch',
  'marked-again': 'Batched in ConnectWise again',
  confirmed: 'Confirmed',
  rejected: 'Refused',
  unknown: 'No answer: looking before anything is sent again',
  'lease-expired': 'The sender stopped: looking before anything is sent again',
  'not-found': 'Looked: not there',
  limited: 'Waiting for the vendor’s limit',
  unauthorized: 'The connection was refused',
  forbidden: 'A right is missing',
  'not-sent': 'Not sent: could not be reached',
  'receipt-attached': 'Receipt attached',
  'receipt-refused': 'Receipt refused',
  'receipt-unknown': 'Receipt: no answer, looking before it is sent again',
  'receipt-waits': 'Receipt waits',
  'receipt-missing': 'Receipt not attached',
  'receipts-asked': 'Receipts asked for again',
  differs: 'Differs from the ledger',
  mismatch: 'Differs from what was sent',
  accepted: 'Difference accepted',
  withdrawn: 'Withdrawn',
  undone: 'Undone',
}
