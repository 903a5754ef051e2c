import type { RecordExport } from '../accounting/export.ts'
import { record as recordActivity } from '../activity/activity.ts'
import { giveWay } from './give-way.ts'
import { insertPostings, type NewPosting, needersOf, setNeeds } from './graph/store.ts'
import { freeOf } from './holds.ts'
import { markNamed, markNameOf } from './mark.ts'
import {
  change,
  changeMany,
  databaseNow,
  type PostingRow,
  postingsByIds,
  type Scope,
} from './postings/store.ts'
import { releaseUndone } from './revisions/store.ts'
import { type Actor, wake } from './run.ts'
import { addItems, beginRun } from './runs/store.ts'
import { recordSource } from './source.ts'
import { after } from './undone.ts'

/**
 * A record that is batched in ConnectWise and never written to the ledger: it stands in the books already, or comes to 0.00.
 * Its posting holds the very source that a document would (`document`), so that a record is never both sent and marked; what
 * is not sent has a reason.
 */
export interface MarkAlone {
  posting: PostingRow
  record: RecordExport
  reason: string
}

export function isMarkAlone(posting: Pick<PostingRow, 'target' | 'reason'>): boolean {
  return posting.target === 'psa' && posting.reason !== ''
}

/** Planned → ready with the mark as all there is to do. A document's posting may become one: then nothing of it is sent. */
export async function readyMarks(scope: Scope, list: MarkAlone[]): Promise<void> {
  if (list.length === 0) return
  const moves = list.map(({ posting, record, reason }) => ({
    posting,
    facts: { event: 'planned', message: `to be marked, not sent: ${reason}` },
    set: {
      target: 'psa',
      kind: 'batch',
      title: record.number,
      payload: markNamed(markNameOf(posting, record.recordId), record),
      payloadHash: null,
      problems: [],
      reason,
      expectedTotal: record.total,
      currency: record.currency,
    },
  }))
  const moved = await changeMany(scope, 'planned', 'ready', moves, { readyAt: databaseNow })
  const made = list.map(({ posting }) => posting).filter(({ id }) => moved.has(id))
  await setNeeds(
    scope,
    made.map(({ id }) => id),
    [],
  )
  // An earlier plan, as a document, had a mark of its own.
  for (const posting of made.filter(({ target }) => target === 'ledger'))
    for (const mark of await needersOf(scope, posting.id))
      if (mark.state === 'ready')
        await change(scope, mark, 'ready', 'withdrawn', { event: 'withdrawn', message: 'marked, not sent' })
}

interface Start extends Scope {
  actor: Actor
}

interface ToMark {
  recordId: string
  number: string
}

/**
 * A person says that these are in the books already. `runId` is that of the preview they saw: its end is in each batch's
 * name, and asking twice with it is asking once. What waits to be sent and needs a fix gives way; what is on its way or
 * stands in the ledger does not, nor what somebody holds.
 */
export async function startMarking(
  start: Start,
  runId: string,
  reason: string,
  wanted: readonly ToMark[],
): Promise<{ runId: string; postingIds: string[] }> {
  const { actor } = start
  const run = { kind: 'mark' as const, startedBy: actor.id, startedByName: actor.name, collecting: false }
  if (!(await beginRun(start, run, runId))) return { runId, postingIds: [] }
  const list = await freeOf(start, wanted)
  await giveWay(start, list, 'ledger', 'in the books already')
  const recordIds = list.map(({ recordId }) => recordId)
  const before = await releaseUndone(start, recordIds)
  const { ids, existing } = await insertPostings(
    start,
    list.map(item => ({ ...newMark(item, runId, reason, actor), ...after(before.get(item.recordId)) })),
  )
  const standing = await postingsByIds(start, [...existing.values()])
  const marks = standing.filter(isMarkAlone)
  for (const state of ['blocked', 'rejected'] as const) {
    const moves = marks
      .filter(row => row.state === state)
      .map(posting => ({ posting, facts: { event: 'requested', message: 'mark' } }))
    if (moves.length > 0) await changeMany(start, state, 'planned', moves, { readyAt: databaseNow, reason })
  }
  // On its way or in the ledger: it is no part of this.
  const others = new Set(standing.filter(row => !isMarkAlone(row)).map(({ id }) => id))
  const postingIds = [...ids.values()].filter(id => !others.has(id))
  await addItems(start, runId, postingIds, 0)
  await recordActivity(start.tx, {
    accountId: start.accountId,
    actor: actor.id === null ? null : { id: actor.id, name: actor.name },
    verb: 'marked as already in the books',
    subject: `run:${runId}`,
    companyId: start.companyId,
    detail: { reason, count: postingIds.length, numbers: list.slice(0, 50).map(({ number }) => number) },
  })
  await wake(start)
  return { runId, postingIds }
}

function newMark({ recordId, number }: ToMark, runId: string, reason: string, actor: Actor): NewPosting {
  return {
    target: 'psa',
    operation: 'create',
    kind: 'batch',
    source: recordSource(recordId, 'document'),
    title: number,
    origin: 'mark',
    requestedBy: actor.id,
    previewHash: null,
    state: 'planned',
    payload: { identifier: markNameOf({ id: runId, revision: 1, payload: null }, recordId) },
    reason,
  }
}
