import type { Transaction } from '../../../drizzle/client.ts'
import { type Hold, holdIn } from '../holds.ts'
import type { Asked } from '../run.ts'
import { type ListFilter, unpostedRows } from './list/store.ts'
import type { Standing } from './pill.ts'
import { standingOf } from './several.ts'

/** A person may tick it to be sent: nobody has asked yet, nothing is to be mended first and nobody holds it. */
export function isSendable(standing: Standing): boolean {
  return sendable.has(standing)
}

const sendable: ReadonlySet<Standing> = new Set(['ready', 'unchecked', 'undone'])

/** What a filter leaves of the list, however many pages that are: the server's own reading of "all of them". */
export interface Whole {
  count: number
  sendable: Asked[]
  held: { recordId: string; number: string; by: HeldBy }[]
}

/** Who holds it, and since when. */
export type HeldBy = Pick<Hold, 'byId' | 'at'>

/** What one person has held from that moment on. */
export function heldSince(held: Whole['held'], userId: string, since: string): Whole['held'] {
  return held.filter(({ by }) => by.byId === userId && by.at >= since)
}

const atOnce = 1_000

export async function wholeOf(tx: Transaction, filter: ListFilter): Promise<Whole> {
  const whole: Whole = { count: 0, sendable: [], held: [] }
  for (let offset = 0; ; offset += atOnce) {
    const rows = await unpostedRows(tx, filter, { limit: atOnce, offset })
    whole.count += rows.length
    for (const { record, document } of rows) {
      const one = { recordId: record.sourceId, number: record.number }
      const hold = holdIn(record)
      if (hold) whole.held.push({ ...one, by: { byId: hold.byId, at: hold.at } })
      else if (isSendable(standingOf(record, document))) whole.sendable.push({ ...one, previewHash: null })
    }
    if (rows.length < atOnce) return whole
  }
}
