import { record as recordActivity } from '../activity/activity.ts'
import { present } from '../std/assert.ts'
import { isOfSomethingElse } from './amending.ts'
import { settledCompanion } from './companions.ts'
import { insertPostings, recordIdsOf, sourceKey } from './graph/store.ts'
import { type Hold, heldAmong } from './holds.ts'
import type { Scope } from './postings/store.ts'
import { copyRemote, giveUpSource, lockedPosting } from './revisions/store.ts'
import { type Actor, wake } from './run.ts'
import { recordSource, subjectOf } from './source.ts'
import { isUndoable } from './take-out.ts'
import { isMoving, markOf } from './undo.ts'

/** In place; or by a credit note and a new document, where something is paid or locked. */
export const amendWays = ['update', 'rebill'] as const
export type AmendWay = (typeof amendWays)[number]

export type AmendResult = 'done' | 'changed' | { held: Hold }

/**
 * A person amends what stands in the ledger, as the preview with this hash showed it (design §4). A revision of its own takes the
 * record's source over; what it replaces keeps its state until it stands, and has the source again if it is refused.
 */
export async function startAmend(
  start: Scope & { actor: Actor },
  postingId: string,
  { way, previewHash }: { way: AmendWay; previewHash: string },
): Promise<AmendResult> {
  const recordId = (await recordIdsOf(start, [{ id: postingId }])).get(postingId)
  if (recordId === undefined) return 'changed'
  const held = (await heldAmong(start, [recordId])).get(recordId)
  if (held) return { held: held.hold }
  const document = await lockedPosting(start, postingId)
  if (!document?.live || !isUndoable(document)) return 'changed'
  const mark = await markOf(start, recordId)
  if (mark && isMoving(mark, document)) return 'changed'
  if (way === 'rebill' && document.kind !== 'invoice') return 'changed'
  if (isOfSomethingElse(document)) return 'changed'
  if ((await settledCompanion(start, recordId)) === 'moving') return 'changed'
  await giveUpSource(start, [document])
  const source = recordSource(recordId, 'document')
  const { ids } = await insertPostings(start, [
    {
      target: 'ledger',
      operation: way,
      kind: document.kind,
      source,
      title: document.title,
      origin: 'amend',
      requestedBy: start.actor.id,
      previewHash,
      state: 'planned',
      revision: document.revision + 1,
      supersedes: document.id,
    },
  ])
  const id = present(ids.get(sourceKey(source)), 'the source was given up')
  // What is brought to it is the very one that stands; a new one has nothing there yet.
  if (way === 'update') await copyRemote(start, document, id)
  await recordActivity(start.tx, {
    accountId: start.accountId,
    actor: start.actor.id === null ? null : { id: start.actor.id, name: start.actor.name },
    verb: 'asked to amend',
    subject: subjectOf(recordId),
    companyId: start.companyId,
    detail: { number: document.title },
  })
  await wake(start)
  return 'done'
}
