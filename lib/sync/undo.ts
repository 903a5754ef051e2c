import { documentFromJson } from '../accounting/document-json.ts'
import { endOf } from '../accounting/ending.ts'
import { record as recordActivity } from '../activity/activity.ts'
import { planRules } from '../reference/reference.ts'
import { present } from '../std/assert.ts'
import { insertPostings, livePostings, type NewPosting, recordIdsOf, sourceKey } from './graph/store.ts'
import { markIdentifier } from './mark.ts'
import { isDocumentKind } from './marker.ts'
import { change, type PostingRow, type Scope } from './postings/store.ts'
import { copyRemote, giveUpSource, lockedPosting } from './revisions/store.ts'
import { type Actor, wake } from './run.ts'
import { recordSource, subjectOf } from './source.ts'
import { isUndoing } from './undone.ts'

type Start = Scope & { actor: Actor }

/**
 * A person takes a document back (design §1.6): out of the ledger, and then its ConnectWise batch. Both are postings of their
 * own that take the sources over; what they take back keeps its state until it is gone, so that nothing can be sent between
 * the two. False: it is not in a state that can be undone, or is being undone already.
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
  if (again && !batched) return false
  const undoing = again ? await tryAgain(start, posting) : await takeOver(start, posting, recordId)
  if (batched) await removeBatch(start, { mark: batched, recordId, undoing })
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

const states: ReadonlySet<string> = new Set(['confirmed', 'drifted', 'mismatch'])

/** It stands in the ledger, and nothing of it is under way. */
export function isUndoable(posting: Pick<PostingRow, 'target' | 'kind' | 'state' | 'remoteId'>): boolean {
  const { target, kind, state, remoteId } = posting
  return target === 'ledger' && isDocumentKind(kind) && states.has(state) && remoteId !== null
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

async function takeOver(start: Start, document: PostingRow, recordId: string): Promise<PostingRow> {
  const { kind } = documentFromJson(document.payload)
  await giveUpSource(start, [document])
  const wanted: NewPosting = {
    ...common(start, document),
    target: 'ledger',
    operation: endOf(kind, document.remoteStatus ?? '', await planRules(start.tx, start.companyId)),
    kind: 'undo',
    source: recordSource(recordId, 'document'),
    payload: document.payload,
  }
  const undoing = await made(start, wanted)
  await copyRemote(start, document, undoing.id)
  return undoing
}

/** The document is gone and its batch was not: only that is tried once more. */
async function tryAgain(start: Start, undoing: PostingRow): Promise<PostingRow> {
  const facts = { event: 'undo-requested', message: start.actor.name }
  await change(start, undoing, 'mismatch', 'posted', facts, { problems: [] })
  return undoing
}

async function removeBatch(
  start: Start,
  { mark, recordId, undoing }: { mark: PostingRow; recordId: string; undoing: PostingRow },
): Promise<void> {
  await giveUpSource(start, [mark])
  await made(start, {
    ...common(start, mark),
    target: 'psa',
    operation: 'delete',
    kind: 'unbatch',
    source: recordSource(recordId, 'mark'),
    payload: { identifier: markIdentifier(mark) },
    needs: [undoing.id],
  })
}

function common({ actor }: Start, before: PostingRow) {
  return {
    title: before.title,
    origin: 'undo',
    requestedBy: actor.id,
    previewHash: null,
    state: 'ready' as const,
    revision: before.revision + 1,
    supersedes: before.id,
  }
}

async function made(start: Start, wanted: NewPosting): Promise<PostingRow> {
  const { ids } = await insertPostings(start, [wanted])
  const id = present(ids.get(sourceKey(wanted.source)), 'the source was given up')
  return present(await lockedPosting(start, id), 'it was just made')
}
