import { z } from 'zod'
import { heldRecords, lockAgainstHolds } from './holds/store.ts'
import type { Scope } from './postings/store.ts'
import type { RecordRow } from './records/store.ts'

const zHold = z.strictObject({
  /** the person's own words */
  reason: z.string(),
  /** the day on which it ends by itself, YYYY-MM-DD; null: when a person releases it */
  until: z.string().nullable(),
  byId: z.string().nullable(),
  by: z.string(),
  at: z.string(),
  /** how it had been asked to go when it was held, or would have gone meanwhile: then it goes once it is released */
  wanted: z
    .strictObject({
      byItself: z.boolean(),
      byId: z.string().nullable(),
      by: z.string(),
      previewHash: z.string().nullable(),
    })
    .nullable(),
})

/** A person keeps one record from being sent. */
export type Hold = z.output<typeof zHold>

export function holdIn(row: Pick<RecordRow, 'hold'>): Hold | null {
  return zHold.nullable().parse(row.hold)
}

/** Those that nobody holds. */
export async function freeOf<Item extends { recordId: string }>(
  scope: Pick<Scope, 'tx'>,
  list: readonly Item[],
): Promise<Item[]> {
  const held = await heldAmong(
    scope,
    list.map(({ recordId }) => recordId),
  )
  return list.filter(({ recordId }) => !held.has(recordId))
}

/** Held records among them, by record id, with the number for people. To the end of the transaction nobody holds another. */
export async function heldAmong(
  scope: Pick<Scope, 'tx'>,
  recordIds: string[],
): Promise<Map<string, { number: string; hold: Hold }>> {
  await lockAgainstHolds(scope, recordIds)
  // A statement of its own, so that it sees what the lock has waited for.
  const rows = await heldRecords(scope, recordIds)
  return new Map(
    rows.flatMap(row => {
      const hold = holdIn(row)
      return hold ? [[row.sourceId, { number: row.number, hold }] as const] : []
    }),
  )
}
