import { marksToCheck } from './compare/store.ts'
import { inLane, type Work } from './context.ts'
import { markIdentifier } from './mark.ts'
import { annotate, changeMany, type PostingRow } from './postings/store.ts'
import { markBatched } from './records/store.ts'

const checkLimit = 100

/**
 * A marked record that is offered as unposted again: somebody deleted its batch in ConnectWise, or the list was read before
 * the batch was made. Without its batch it is marked no longer, and may be sent.
 */
export async function recheckMarks(work: Work): Promise<number> {
  const marks = await inLane(work, scope => marksToCheck(scope, checkLimit))
  if (marks.length === 0) return 0
  const batches = await work.psa.findBatches(marks.map(markIdentifier))
  const ids = new Map(batches.map(batch => [batch.identifier, batch.id]))
  const standing = marks.filter(mark => ids.has(markIdentifier(mark)))
  const gone = marks.filter(mark => !ids.has(markIdentifier(mark)))
  await inLane(work, async scope => {
    const facts = { event: 'undone', message: 'its batch was deleted in ConnectWise' }
    const moves = gone.map(posting => ({ posting, facts }))
    if (moves.length > 0) await changeMany(scope, 'confirmed', 'undone', moves)
    for (const mark of standing) await annotate(scope, mark, {})
    const batched = standing.map(mark => ({ markId: mark.id, batchId: idOf(ids, mark) }))
    if (batched.length > 0) await markBatched(scope, batched)
  })
  return marks.length
}

function idOf(ids: Map<string, string>, mark: PostingRow): string {
  return ids.get(markIdentifier(mark)) ?? ''
}
