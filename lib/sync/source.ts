import { sourceOf, vendorIdOf } from '../accounting/record-id.ts'

/** What a posting of a record comes from; `part` says which of its outside objects it is (design §4). */
export function recordSource(recordId: string, part: string) {
  return { kind: sourceOf(recordId), sourceId: recordId, part }
}

/** Of the journal of what goods from stock cost, beside their record's document (companions.ts). */
export function companionSource(recordId: string) {
  return recordSource(recordId, 'cost')
}

/** How the activity log and the log of calls name a record. */
export function subjectOf(recordId: string): string {
  return `${sourceOf(recordId)}:${vendorIdOf(recordId)}`
}
