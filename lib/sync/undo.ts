import { record as recordActivity } from '../activity/activity.ts'
import { present } from '../std/assert.ts'
import { settledCompanion } from './companions.ts'
import { livePostings, recordIdsOf, sourceKey } from './graph/store.ts'
import { markIdentifier } from './mark.ts'
import { change, type PostingRow, type Scope } from './postings/store.ts'
import { giveUpSource, lockedPosting } from './revisions/store.ts'
import { type Actor, wake } from './run.ts'
import { companionSource, recordSource, subjectOf } from './source.ts'
import { isUndoable, madeReady, revisionOf, takeOut } from './take-out.ts'
import { isUndoing } from './undone.ts'

type Start = Scope & { actor: Actor }

/**
 * A person takes a document back (design §1.6): out of the ledger, then the journal beside it, and then its ConnectWise batch. Each
 * is a posting of its own that takes the source over; what it takes back keeps its state until it is gone, so that nothing can be
 * sent between them. False: it is not in a state that can be undone, or is being undone already.
 */
export async function startUndo(start: Start, postingId: string): Promise<boolean> {
  const posting = await lockedPosting(start, postingId)
  if (!posting?.live) return false
  const again = isUndoing(posting) && posting.state === 'mismatch'
  if (!again && !isUndoable(posting)) return false
  const recordId = present((await recordIdsOf(start, [posting])).get(posting.id), 'a document has a record')
  const mark = await markOf(start, recordId)
  if (mark && isMoving(mark, posting)) return false
  const batched = mark?.kind === 'batch' && mark.state === 'confirmed' ? mark : null
  const companion = await settledCompanion(start, recordId)
  if (companion === 'moving' || (again && !batched && !companion)) return false
  const requestedBy = start.actor.id
  const undoing = again
    ? await tryAgain(start, posting)
    : await takeOut(start, posting, { source: recordSource(recordId, 'document'), requestedBy, needs: [] })
  // After the document: what keeps it where it is (a payment) keeps its journal, too.
  const beside =
    companion &&
    (await takeOut(start, companion, { source: companionSource(recordId), requestedBy, needs: [undoing.id] }))
  const needs = [undoing.id, ...(beside ? [beside.id] : [])]
  if (batched) await removeBatch(start, { mark: batched, recordId, needs })
  await recordActivity(start.tx, {
    accountId: start.accountId,
    actor: start.actor.id === null ? null : { id: start.actor.id, name: start.actor.name },
    verb: 'asked to undo',
    subject: subjectOf(recordId),
    companyId: start.companyId,
    detail: { number: posting.title },
  })
  await wake(start)
  return true
}

/** The live mark of a record, locked. */
export async function markOf(start: Scope, recordId: string): Promise<PostingRow | null> {
  const source = recordSource(recordId, 'mark')
  const id = (await livePostings(start, [source])).get(sourceKey(source))
  const mark = id === undefined ? null : await lockedPosting(start, id)
  return mark?.live ? mark : null
}

const underWay: ReadonlySet<string> = new Set(['sending', 'unknown', 'posted'])

/** It is being batched, or will be at once. Behind a difference a mark waits, and ends with the document. */
export function isMoving(mark: PostingRow, document: PostingRow): boolean {
  return underWay.has(mark.state) || (mark.state === 'ready' && document.state !== 'mismatch')
}

/** The document is gone and its batch was not: only that is tried once more. */
async function tryAgain(start: Start, undoing: PostingRow): Promise<PostingRow> {
  const facts = { event: 'undo-requested', message: start.actor.name }
  await change(start, undoing, 'mismatch', 'posted', facts, { problems: [] })
  return undoing
}

async function removeBatch(
  start: Start,
  { mark, recordId, needs }: { mark: PostingRow; recordId: string; needs: string[] },
): Promise<void> {
  await giveUpSource(start, [mark])
  await madeReady(start, {
    ...revisionOf(mark, start.actor.id),
    target: 'psa',
    operation: 'delete',
    kind: 'unbatch',
    source: recordSource(recordId, 'mark'),
    payload: { identifier: markIdentifier(mark) },
    needs,
  })
}
