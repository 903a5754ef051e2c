import type { CalendarDate } from '../std/clock.ts'
import type { PlanOptions } from './options.ts'
import type { Problem } from './problems.ts'

/**
 * Records that the company leaves alone: a kind that is switched off, or a day before its cut-off. Never an error; null for
 * one that it takes. Dates of the same form compare as text.
 */
export function findExclusion(
  record: { kind: 'invoice' | 'credit-memo'; date: CalendarDate },
  options: Pick<PlanOptions, 'recordKinds' | 'cutOffDate'>,
): Problem | null {
  const { recordKinds, cutOffDate } = options
  if (record.kind === 'invoice' && !recordKinds.includes('invoices')) {
    return { code: 'kind-excluded', kind: 'invoices' }
  }
  if (record.kind === 'credit-memo' && !recordKinds.includes('credit-memos')) {
    return { code: 'kind-excluded', kind: 'credit memos' }
  }
  if (cutOffDate !== null && record.date < cutOffDate) {
    return { code: 'before-cut-off', date: record.date, cutOff: cutOffDate }
  }
  return null
}
