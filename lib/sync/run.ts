import type { Transaction } from '../../drizzle/client.ts'
import { markDue } from '../accounts/directory.ts'
import { record as recordActivity } from '../activity/activity.ts'
import { enqueue } from '../queue/queue.ts'
import { giveWay } from './give-way.ts'
import { insertPostings, type NewPosting, sourceKey } from './graph/store.ts'
import { freeOf } from './holds.ts'
import { changeMany, databaseNow, postingsByIds, type Scope } from './postings/store.ts'
import { releaseUndone } from './revisions/store.ts'
import { addItems, insertRun, type RunKind, stopRun as stop, unstartedOf } from './runs/store.ts'
import { recordSource, subjectOf } from './source.ts'
import { after, isUndoing } from './undone.ts'
import { withdraw } from './withdraw.ts'

export interface Actor {
  id: string | null
  name: string
}

/** One record to be sent; `previewHash` is that of the preview the person saw, null where nobody saw one. */
export interface Asked {
  recordId: string
  number: string
  previewHash: string | null
}

export interface Start {
  tx: Transaction
  accountId: string
  companyId: string
  actor: Actor
}

/**
 * Rows and the wake-up in one transaction; nothing outside is called. Every way in (click, callback, Sync All) ends in
 * the same `insert … on conflict (live source) do nothing`: whoever comes second watches the posting that is there.
 */
export async function startRun(
  start: Start,
  kind: Exclude<RunKind, 'sync-all' | 'mark' | 'unmark'>,
  asked: Asked[],
): Promise<{ runId: string; postingIds: string[] }> {
  const scope = scopeOf(start)
  const runId = await insertRun(scope, {
    kind,
    startedBy: start.actor.id,
    startedByName: start.actor.name,
    collecting: false,
  })
  const postingIds = await ensureDocuments(scope, kind, start.actor, asked)
  await addItems(scope, runId, postingIds, 0)
  if (kind !== 'real-time' && kind !== 'release') await noteAsked(start, runId, asked)
  await wake(start)
  return { runId, postingIds }
}

/** More than a page of a list in one line, which names the run. */
const toldOneByOne = 200

async function noteAsked(start: Start, runId: string, asked: readonly Asked[]): Promise<void> {
  const { tx, accountId, companyId } = start
  const told = { accountId, companyId, actor: actorOf(start.actor), verb: 'asked to send' }
  if (asked.length > toldOneByOne) {
    await recordActivity(tx, { ...told, subject: `run:${runId}`, detail: { count: asked.length } })
    return
  }
  for (const { recordId, number } of asked)
    await recordActivity(tx, { ...told, subject: subjectOf(recordId), detail: { number, run: runId } })
}

/** Sync All: the worker reads the unposted list; the request only leaves the wish. */
export async function startSyncAll(start: Start): Promise<{ runId: string }> {
  const runId = await insertRun(scopeOf(start), {
    kind: 'sync-all',
    startedBy: start.actor.id,
    startedByName: start.actor.name,
    collecting: true,
  })
  await recordActivity(start.tx, {
    accountId: start.accountId,
    actor: actorOf(start.actor),
    verb: 'started Sync All',
    subject: `run:${runId}`,
    companyId: start.companyId,
    detail: {},
  })
  await wake(start)
  return { runId }
}

/** Stop after current: what has not begun is withdrawn; what is under way goes to its end. */
export async function stopRun(start: Start, runId: string): Promise<{ withdrawn: number }> {
  const scope = scopeOf(start)
  await stop(scope, runId)
  const rows = await postingsByIds(scope, await unstartedOf(scope, runId))
  for (const row of rows) await withdraw(scope, row, `stopped by ${start.actor.name}`)
  await wake(start)
  return { withdrawn: rows.length }
}

export async function wake(start: Omit<Start, 'actor'>): Promise<void> {
  await markDue(start.tx, start.accountId, start.companyId, 'now')
  await enqueue(start.tx, { name: 'wake-company', accountId: start.accountId, companyId: start.companyId })
}

/** Somebody wants this very record sent: a mark that was refused gives way. Sync All and callbacks leave it alone. */
const byPerson: ReadonlySet<string> = new Set<RunKind>(['record', 'selected', 'release', 'fix'])

/**
 * Live document postings of these records, made or found; what was blocked or refused is planned again. What somebody holds
 * is left out, whoever asks.
 */
export async function ensureDocuments(
  scope: Scope,
  origin: string,
  actor: Actor,
  list: Asked[],
): Promise<string[]> {
  const asked = await freeOf(scope, list)
  if (byPerson.has(origin)) await giveWay(scope, asked, 'psa', `asked to be sent by ${actor.name}`)
  // What was undone goes by somebody's own wish only, never by a clock's.
  const asks = byPerson.has(origin) && actor.id !== null
  const before = asks ? await releaseUndone(scope, idsOf(asked)) : new Map()
  const wanted = asked.map(
    (item): NewPosting => ({
      ...after(before.get(item.recordId)),
      target: 'ledger',
      operation: 'create',
      kind: 'invoice',
      source: recordSource(item.recordId, 'document'),
      title: item.number,
      origin,
      requestedBy: actor.id,
      previewHash: item.previewHash,
      state: 'planned',
    }),
  )
  const { ids, existing } = await insertPostings(scope, wanted)
  const hashes = new Map(wanted.map(posting => [ids.get(sourceKey(posting.source)), posting.previewHash]))
  const rows = await postingsByIds(scope, [...existing.values()])
  for (const state of ['blocked', 'rejected'] as const) {
    const moves = rows
      .filter(row => row.state === state && row.target === 'ledger')
      .map(posting => ({
        posting,
        facts: { event: 'requested', message: origin },
        set: { previewHash: hashes.get(posting.id) ?? null },
      }))
    const shared = { origin, requestedBy: actor.id, readyAt: databaseNow }
    if (moves.length > 0) await changeMany(scope, state, 'planned', moves, shared)
  }
  // What is being undone, or was and is not to go by itself, is no part of it.
  const left = new Set(rows.filter(isUndoing).map(({ id }) => id))
  return wanted.flatMap(posting => ids.get(sourceKey(posting.source)) ?? []).filter(id => !left.has(id))
}

function idsOf(asked: readonly Asked[]): string[] {
  return asked.map(({ recordId }) => recordId)
}

function scopeOf(start: Start): Scope {
  return { tx: start.tx, accountId: start.accountId, companyId: start.companyId }
}

function actorOf(actor: Actor): { id: string; name: string } | null {
  return actor.id === null ? null : { id: actor.id, name: actor.name }
}
