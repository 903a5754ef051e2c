import type { RecordFacts } from '../accounting/export.ts'
import { sourceOf } from '../accounting/record-id.ts'
import type { UnpostedRecord } from '../connectors/psa-facts.ts'
import { calendarDate } from '../std/clock.ts'
import type { RecordRow } from './records/store.ts'

/** What only a record of its own would say. */
const unsaid = { terms: '', taxCode: '', taxable: false, statusName: '', lastUpdated: '' }

/** A row of the unposted list as facts: it is closed and in no batch. */
export function factsOfListed(row: UnpostedRecord): RecordFacts {
  const { recordId, number, kind, billingType, customer, date, dueDate, total, currency, locationId } = row
  return {
    ...{ kind, recordId, number, billingType, date, dueDate, total, currency, locationId, ...unsaid },
    customer: { ...customer, email: '', accountNumber: '' },
    closed: true,
    batch: null,
  }
}

/** What was last seen of what is no invoice and on the list no longer: in a batch by now, or taken back. */
export function factsOfRow(row: RecordRow): RecordFacts {
  const { sourceId, number, billingType, total, currency, locationId, batchId } = row
  return {
    ...{ recordId: sourceId, number, billingType, total, currency, locationId, ...unsaid },
    kind: sourceOf(sourceId),
    date: calendarDate(row.date),
    dueDate: row.dueDate === null ? null : calendarDate(row.dueDate),
    customer: { id: row.customerId, identifier: '', name: row.customerName, email: '', accountNumber: '' },
    closed: batchId !== null,
    batch: batchId === null ? null : { id: batchId, name: batchId },
  }
}
