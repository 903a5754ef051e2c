import type { Transaction } from '../../../drizzle/client.ts'
import { dayInWords } from '../../accounting/problem-words.ts'
import { holdIn } from '../holds.ts'
import type { RecordRow } from '../records/store.ts'
import { heldPastDay } from './list/store.ts'

/** Who keeps a record from being sent, as screens tell it: plain data. */
export interface HoldFacts {
  by: string
  byId: string | null
  at: string
  reason: string
  /** the day on which it ends by itself; null: when a person releases it */
  until: string | null
  /** it goes by itself once it is released */
  goes: boolean
}

export function holdFacts(record: Pick<RecordRow, 'hold'> | null): HoldFacts | null {
  const hold = record && holdIn(record)
  if (!hold) return null
  const { by, byId, at, reason, until, wanted } = hold
  return { by, byId, at, reason, until, goes: wanted !== null }
}

/** Records of the company whose hold has come to its day and that nobody released yet. */
export async function dueHolds(
  tx: Transaction,
  companyId: string,
): Promise<{ recordId: string; number: string }[]> {
  return heldPastDay(tx, companyId)
}

/** A sentence; '' where nobody holds it. */
export function heldText(hold: Pick<HoldFacts, 'by' | 'reason' | 'until'> | null): string {
  if (!hold) return ''
  return `It is held by ${hold.by}${hold.until === null ? '' : ` until ${dayInWords(hold.until)}`}: ${hold.reason}`
}
