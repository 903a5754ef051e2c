import { record as recordActivity } from '../activity/activity.ts'
import { present } from '../std/assert.ts'
import { insertPostings, recordIdsOf, sourceKey } from './graph/store.ts'
import { markIdentifier } from './mark.ts'
import type { PostingRow, Scope } from './postings/store.ts'
import { takeOver } from './revisions/store.ts'
import { type Actor, wake } from './run.ts'
import { addItems, insertRun } from './runs/store.ts'
import { recordSource } from './source.ts'

/**
 * A person takes marks back: their batches are deleted and the records are unposted again. Each is a revision of its own
 * (design §4): it takes the source over, and the mark keeps its state until the batch is gone. Marks that are not confirmed,
 * or are being taken back already, are left out.
 */
export async function startUnmarking(
  start: Scope & { actor: Actor },
  postingIds: readonly string[],
): Promise<{ runId: string; count: number } | null> {
  const { actor } = start
  const marks = await takeOver(start, postingIds)
  if (marks.length === 0) return null
  const records = await recordIdsOf(start, marks)
  const wanted = marks.map(mark =>
    removalOf(mark, present(records.get(mark.id), 'a mark has a record'), actor),
  )
  const { ids } = await insertPostings(start, wanted)
  const run = { kind: 'unmark' as const, startedBy: actor.id, startedByName: actor.name, collecting: false }
  const runId = await insertRun(start, run)
  const removals = wanted.map(({ source }) => present(ids.get(sourceKey(source)), 'a removal was made'))
  await addItems(start, runId, removals, 0)
  await recordActivity(start.tx, {
    accountId: start.accountId,
    actor: actor.id === null ? null : { id: actor.id, name: actor.name },
    verb: 'took marks back',
    subject: `run:${runId}`,
    companyId: start.companyId,
    detail: { count: marks.length, numbers: marks.slice(0, 50).map(({ title }) => title) },
  })
  await wake(start)
  return { runId, count: marks.length }
}

function removalOf(mark: PostingRow, recordId: string, actor: Actor) {
  return {
    target: 'psa' as const,
    operation: 'delete' as const,
    kind: 'unbatch',
    source: recordSource(recordId, 'document'),
    title: mark.title,
    origin: 'unmark',
    requestedBy: actor.id,
    previewHash: null,
    state: 'ready' as const,
    payload: { identifier: markIdentifier(mark) },
    reason: mark.reason,
    revision: mark.revision + 1,
    supersedes: mark.id,
  }
}
