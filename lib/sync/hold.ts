import type { Transaction } from '../../drizzle/client.ts'
import { markDue } from '../accounts/directory.ts'
import { companyZone } from '../accounts/zone.ts'
import { record as recordActivity } from '../activity/activity.ts'
import { type CalendarDate, startOfDay } from '../std/clock.ts'
import { mayGoByItself } from './by-itself.ts'
import { documentOf } from './document-of.ts'
import { endedHolds, writeHold } from './holds/store.ts'
import { type Hold, holdIn } from './holds.ts'
import { type PostingRow, postingsByIds, type Scope } from './postings/store.ts'
import { lockedRecord, momentNow, type RecordRow } from './records/store.ts'
import { type Actor, startRun } from './run.ts'
import { subjectOf } from './source.ts'
import { isUndone } from './undone.ts'
import { nameOf } from './views/store.ts'
import { withdraw } from './withdraw.ts'

/**
 * `held`: somebody holds it already; `moving`: it is on its way, stands in the ledger or is marked; `past`: the day is not
 * ahead; `changed`: it is not known any more, or was batched meanwhile.
 */
export type HoldResult = 'done' | 'held' | 'moving' | 'past' | 'changed'

export interface HoldTerms {
  reason: string
  /** it ends when this day begins on the company's clock; null: when a person releases it */
  until: CalendarDate | null
}

interface Ask {
  tx: Transaction
  accountId: string
  actor: Actor
}

/**
 * Keeps one record from being sent, by whomever. What had not begun is withdrawn; what has begun goes to its end and is not
 * held. Holds and sends of a record come one after the other (holds/store.ts), so that never both have their way.
 */
export async function holdRecord(ask: Ask, recordId: string, terms: HoldTerms): Promise<HoldResult> {
  const row = await lockedRecord(ask, recordId)
  if (!row || row.batchId !== null) return 'changed'
  if (row.hold !== null) return 'held'
  const scope = { ...ask, companyId: row.companyId }
  const now = await momentNow(ask)
  const endsAt = terms.until && startOfDay(terms.until, await companyZone(ask.tx, row.companyId))
  if (endsAt && endsAt <= now) return 'past'
  const stopped = await stop(scope, recordId, `held by ${ask.actor.name}: ${terms.reason}`)
  if (stopped === 'moving') return 'moving'
  const { id: byId, name: by } = ask.actor
  const wanted = stopped && {
    byItself: stopped.origin === 'real-time',
    byId: stopped.requestedBy,
    by: await nameOf(ask.tx, stopped.requestedBy),
    previewHash: stopped.previewHash,
  }
  const hold: Hold = { ...terms, byId, by, at: now.toISOString(), wanted }
  await writeHold(ask, recordId, hold, endsAt)
  await note(scope, 'held', row, { reason: terms.reason, until: terms.until })
  if (endsAt) await markDue(ask.tx, ask.accountId, row.companyId, endsAt)
  return 'done'
}

/** The posting that was withdrawn; null: there was none. A worker may take it on meanwhile, so it is looked at until it ends. */
async function stop(scope: Scope, recordId: string, reason: string): Promise<PostingRow | null | 'moving'> {
  for (;;) {
    const posting = await documentOf(scope, recordId)
    if (!posting || isUndone(posting)) return null
    if (!notBegun(posting)) return 'moving'
    await withdraw(scope, posting, reason)
    const [now] = await postingsByIds(scope, [posting.id])
    if (now?.state === 'withdrawn') return posting
  }
}

/** A document of which nothing has been sent. A mark that a person asked for is under way from the moment they asked. */
function notBegun({ state, target, operation }: PostingRow): boolean {
  return target === 'ledger' && begins.has(operation) && waiting.has(state)
}

const begins: ReadonlySet<string> = new Set(['create', 'update', 'rebill'])
const waiting: ReadonlySet<string> = new Set(['planned', 'blocked', 'ready', 'rejected'])

export interface Held {
  held: number
  /** those that could not be held */
  kept: { recordId: string; number: string; result: Exclude<HoldResult, 'done'> }[]
  /** when it began, by the database's clock */
  since: string
}

/**
 * One after the other, each in its own transaction: one that cannot be held does not keep the others from it. A day that is not
 * ahead is so for all of them.
 */
export async function holdRecords(
  ask: Omit<Ask, 'tx'> & { inAccount<T>(work: (tx: Transaction) => Promise<T>): Promise<T> },
  records: readonly { recordId: string; number: string }[],
  terms: HoldTerms,
): Promise<Held> {
  const { accountId, actor, inAccount } = ask
  const since = (await inAccount(tx => momentNow({ tx }))).toISOString()
  const held: Held = { held: 0, kept: [], since }
  for (const { recordId, number } of records) {
    const result = await inAccount(tx => holdRecord({ tx, accountId, actor }, recordId, terms))
    if (result === 'done') held.held += 1
    else held.kept.push({ recordId, number, result })
    if (result === 'past') break
  }
  return held
}

export interface Released {
  released: number
  /** those that stay held */
  kept: { number: string; result: Exclude<ReleaseResult, 'done'> }[]
}

/** One after the other, each in its own transaction. */
export async function releaseRecords(
  ask: Omit<Ask, 'tx'> & { inAccount<T>(work: (tx: Transaction) => Promise<T>): Promise<T> },
  records: readonly { recordId: string; number: string }[],
  may: { mayApprove: boolean; byItself: boolean },
): Promise<Released> {
  const { accountId, actor, inAccount } = ask
  const done: Released = { released: 0, kept: [] }
  for (const { recordId, number } of records) {
    const result = await inAccount(tx => releaseRecord({ tx, accountId, actor }, recordId, may))
    if (result === 'done') done.released += 1
    else done.kept.push({ number, result })
  }
  return done
}

/** Who may: whoever approves, and whoever held it. */
export type ReleaseResult = 'done' | 'changed' | 'not-yours'

/**
 * In one transaction: the hold ends, it is written down, and what was asked to go before, or would have gone by itself
 * meanwhile, goes. `byItself`: records go by themselves now (by-itself.ts).
 */
export async function releaseRecord(
  ask: Ask,
  recordId: string,
  { mayApprove, byItself }: { mayApprove: boolean; byItself: boolean },
): Promise<ReleaseResult> {
  const row = await lockedRecord(ask, recordId)
  const hold = row && holdIn(row)
  if (!row || !hold) return 'changed'
  if (!mayApprove && (hold.byId === null || hold.byId !== ask.actor.id)) return 'not-yours'
  const scope = { ...ask, companyId: row.companyId }
  await writeHold(ask, recordId, null, null)
  await note(scope, 'released', row, { reason: hold.reason, until: hold.until })
  const { wanted } = hold
  const out = row.closed && row.batchId === null
  if (!wanted || !out || (wanted.byItself && !byItself)) return 'done'
  const actor = { id: wanted.byId, name: wanted.byItself ? 'Real-time sync' : wanted.by }
  const asked = { recordId, number: row.number, previewHash: wanted.previewHash }
  await startRun({ ...scope, actor }, wanted.byItself ? 'real-time' : 'release', [asked])
  return 'done'
}

const endedMost = 100

/** Ends the holds of the company whose day has come. */
export async function releaseEnded(
  accountId: string,
  enter: <T>(work: (scope: Scope) => Promise<T>) => Promise<T>,
): Promise<void> {
  for (;;) {
    const ended = await enter(scope => endedHolds(scope, endedMost))
    if (ended.length === 0) return
    const byItself = await mayGoByItself(accountId)
    const terms = { mayApprove: true, byItself }
    for (const recordId of ended)
      await enter(scope =>
        releaseRecord({ tx: scope.tx, accountId, actor: { id: null, name: 'Evenbook' } }, recordId, terms),
      )
  }
}

/** A held record was closed and would go by itself, or is open again so that what was asked before is no more. */
export async function noteWish(scope: Scope, row: RecordRow, goes: boolean): Promise<void> {
  const hold = holdIn(row)
  if (!hold) return
  const own = { byItself: true, byId: null, by: '', previewHash: null }
  await writeHold(
    scope,
    row.sourceId,
    { ...hold, wanted: goes ? (hold.wanted ?? own) : null },
    row.holdEndsAt,
  )
}

async function note(
  scope: Scope & { actor: Actor },
  verb: string,
  row: RecordRow,
  detail: { reason: string; until: string | null },
): Promise<void> {
  const { id, name } = scope.actor
  await recordActivity(scope.tx, {
    accountId: scope.accountId,
    actor: id === null ? null : { id, name },
    verb,
    subject: subjectOf(row.sourceId),
    companyId: row.companyId,
    detail: { number: row.number, ...detail },
  })
}
