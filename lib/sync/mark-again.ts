import { newId } from '../std/id.ts'
import { startMarking } from './mark-only.ts'
import type { Scope } from './postings/store.ts'
import type { Actor } from './run.ts'
import { startUnmarking } from './unmark.ts'

/** What a run of marks could not do. */
export interface FailedMarks {
  reason: string
  records: { recordId: string; number: string }[]
  /** marks whose removal was refused */
  kept: string[]
}

export async function markAgain(
  start: Scope & { actor: Actor },
  failed: FailedMarks,
): Promise<{ runId: string } | null> {
  if (failed.kept.length > 0) return startUnmarking(start, failed.kept)
  if (failed.records.length === 0) return null
  const { runId } = await startMarking(start, newId(), failed.reason, failed.records)
  return { runId }
}
