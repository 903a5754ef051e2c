import { and, asc, eq, inArray, isNotNull, lte, min, sql } from 'drizzle-orm'
import { records } from '../../../drizzle/schema/reference.ts'
import { recordSources } from '../../accounting/record-id.ts'
import type { Scope } from '../postings/store.ts'
import type { RecordRow } from '../records/store.ts'

/**
 * Whoever asks for records to be sent locks them so, to the end of the transaction: a hold (`lockedRecord`, for update) waits for
 * them and then finds what they made, or they wait for it and then find the hold. They do not keep each other waiting, nor
 * whoever writes facts or checks of a record down, and write none themselves: who plans does, and locks more at once
 * (`lockRecords`). In one order, and before any posting is touched: never crosswise.
 */
export async function lockAgainstHolds(scope: Pick<Scope, 'tx'>, sourceIds: string[]): Promise<void> {
  if (sourceIds.length === 0) return
  await scope.tx
    .select({ one: sql`1` })
    .from(records)
    .where(and(inArray(records.kind, recordSources), inArray(records.sourceId, sourceIds)))
    .orderBy(asc(records.sourceId))
    .for('key share')
}

/** Those of them that somebody holds: hardly any. */
export async function heldRecords(
  scope: Pick<Scope, 'tx'>,
  sourceIds: string[],
): Promise<Pick<RecordRow, 'sourceId' | 'number' | 'hold'>[]> {
  if (sourceIds.length === 0) return []
  return scope.tx
    .select({ sourceId: records.sourceId, number: records.number, hold: records.hold })
    .from(records)
    .where(
      and(
        inArray(records.kind, recordSources),
        inArray(records.sourceId, sourceIds),
        isNotNull(records.hold),
      ),
    )
}

export async function writeHold(
  scope: Pick<Scope, 'tx'>,
  sourceId: string,
  hold: object | null,
  endsAt: Date | null,
): Promise<void> {
  await scope.tx
    .update(records)
    .set({ hold, holdEndsAt: endsAt })
    .where(and(inArray(records.kind, recordSources), eq(records.sourceId, sourceId)))
}

/** Records whose hold is over by the database clock. */
export async function endedHolds(scope: Scope, limit: number): Promise<string[]> {
  const rows = await scope.tx
    .select({ sourceId: records.sourceId })
    .from(records)
    .where(and(heldHere(scope), lte(records.holdEndsAt, sql`clock_timestamp()`)))
    .orderBy(asc(records.holdEndsAt), asc(records.sourceId))
    .limit(limit)
  return rows.map(row => row.sourceId)
}

/** When the next hold of the company ends by itself; null: none does. */
export async function nextHoldEnd(scope: Scope): Promise<Date | null> {
  const [row] = await scope.tx
    .select({ at: min(records.holdEndsAt) })
    .from(records)
    .where(heldHere(scope))
  return row?.at ?? null
}

function heldHere(scope: Scope) {
  return and(eq(records.companyId, scope.companyId), isNotNull(records.hold))
}
