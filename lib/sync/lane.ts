import { ConnectorError, type Ledger, type Psa } from '../connectors/ports.ts'
import { assert } from '../std/assert.ts'
import { amendSome } from './amendings.ts'
import { collect } from './collect.ts'
import { markSome } from './confirm.ts'
import { type Engine, inLane, type Pace, scaled, type Work } from './context.ts'
import { allocateSome, creditSome } from './credits/apply.ts'
import { creditsSome } from './credits/read.ts'
import { dueCreditRead } from './credits/reads/store.ts'
import { Crew, type TaskName } from './crew.ts'
import {
  expireLeases,
  nextDue,
  postponeMarks,
  replanOld,
  standBackMs,
  standsBack,
  type Waiting,
  waitingSorts,
  wakeBlocked,
} from './due/store.ts'
import { endSome } from './endings.ts'
import { releaseEnded } from './hold.ts'
import { nextHoldEnd } from './holds/store.ts'
import { type Lane, pauseLeft, releaseLane, renewLane, resumeLane, takeLane } from './lanes/store.ts'
import { isDocumentKind } from './marker.ts'
import { paySome } from './payments/pay.ts'
import { readPayments } from './payments/read.ts'
import { dueRead } from './payments/store.ts'
import { planSome } from './plan.ts'
import { postContacts, postDocuments } from './post.ts'
import type { Scope } from './postings/store.ts'
import { attachSome, receiptToSee } from './receipts/attach.ts'
import { receiptsOn } from './receipts/options.ts'
import { nextReceiptAt } from './receipts/store.ts'
import { recheckSome } from './reconsider.ts'
import { unmarkSome } from './removals.ts'
import { collectingRuns, finishRuns } from './runs/store.ts'
import { pause } from './settle.ts'

/** Handfuls of batches to ConnectWise in flight at once: it advises few calls (knowledge/connectwise.md §3). */
const handfulsOfMarks = 2
const unreachableMs = 10_000
/** A run that is done is seen to be done soon, also while others go on. */
const finishEveryMs = 500

export interface LaneResult {
  /** false: another worker holds the lane */
  worked: boolean
  /** when something is due next, null = nothing waits by itself */
  nextDueAt: Date | null
}

/**
 * Works one company until nothing is due: the only place that reads or writes its ledger records (design §3). One worker at a
 * time by a lease on the database clock; a worker that lost it aborts, and its unsent claims are refused by their guards.
 * `aside`: others wait for the place; what is under way is finished, and the rest is due again.
 */
export async function workCompany(
  engine: Engine,
  accountId: string,
  companyId: string,
  drain: AbortSignal,
  aside: AbortSignal = drain,
): Promise<LaneResult> {
  const enter = <T>(statements: (scope: Scope) => Promise<T>) =>
    engine.inAccount(accountId, tx => statements({ tx, accountId, companyId }))
  const lane = await enter(scope => takeLane(scope, engine.owner, engine.timing.leaseMs))
  if (!lane) return { worked: false, nextDueAt: null }
  const lost = new AbortController()
  const renew = () =>
    enter(scope => renewLane(scope, lane.fence, engine.timing.leaseMs)).then(
      kept => kept || lost.abort(),
      () => engine.log.warn({ company: companyId }, 'The lane could not be renewed'),
    )
  const beat = setInterval(() => void renew(), Math.max(engine.timing.leaseMs / 3, 50))
  let outside: Outside | null = null
  try {
    await releaseEnded(accountId, enter)
    outside = await open(engine, accountId, companyId)
    if (outside) {
      if (lane.spent) outside.ledger.recallSpent(lane.spent)
      const pace = paceOf(lane, outside.ledger)
      const signal = AbortSignal.any([lost.signal, drain])
      await drive({ engine, accountId, companyId, ...outside, signal, pace }, aside)
    } else await enter(resumeLane) // Nothing to wait out any more: after a new consent it goes on at once.
  } finally {
    clearInterval(beat)
    const spent = outside?.ledger.spentCalls() ?? null
    await enter(scope => releaseLane(scope, lane.fence, { by: engine.owner, spent }))
  }
  // Looked for once the lane is free: what is asked for later finds nobody in its way.
  const { ledger } = outside ?? {}
  const nextDueAt = await enter(scope => (ledger ? nextMoment(engine, scope, ledger) : nextHoldEnd(scope)))
  return { worked: true, nextDueAt }
}

interface Outside {
  psa: Psa
  ledger: Ledger
}

async function open(engine: Engine, accountId: string, companyId: string): Promise<Outside | null> {
  const ledger = await engine.ledgerOf(accountId, companyId)
  return ledger ? { psa: await engine.psaOf(accountId), ledger } : null
}

function paceOf(lane: Lane, ledger: Ledger): Pace {
  const { batchMax } = ledger.limits
  return {
    pausedUntilMs: 0,
    batchMax: Math.min(lane.batchSize ?? batchMax, batchMax),
    unpaid: new Map(),
  }
}

async function nextMoment(engine: Engine, scope: Scope, ledger: Ledger): Promise<Date | null> {
  const { milliseconds } = await pauseLeft(scope)
  const waitMs = Math.max(milliseconds, ledger.delayMs())
  const after = (ms: number) => new Date(Date.now() + ms)
  // Somebody may have rung for payments or credits while nothing could be read.
  const payments = (await dueRead(scope)) && after(waitMs)
  const read = await dueCreditRead(scope)
  const receipt = (await receiptsOn(scope)) ? await nextReceiptAt(scope) : null
  const back = (read !== null || receipt !== null) && (await standsBack(scope))
  const backMs = back ? Math.max(waitMs, scaled(engine, standBackMs)) : waitMs
  const credits = read && after(read.asked ? waitMs : backMs)
  // A list that somebody wished for at the last moment, or while others waited for the place.
  const wished = (await collectingRuns(scope)).length > 0 ? new Date() : null
  const hanging = receipt && new Date(Math.max(receipt.getTime(), after(backMs).getTime()))
  const due = [
    await nextDue(scope, waitMs),
    await nextHoldEnd(scope),
    ...[payments, credits, wished, hanging],
  ]
  const moments = due.filter(one => one !== null)
  return moments.toSorted((a, b) => a.getTime() - b.getTime())[0] ?? null
}

/** Planning, sending, marking and looking side by side, until nothing moves. A vendor that cannot be reached pauses the lane. */
async function drive(work: Work, aside: AbortSignal): Promise<void> {
  const { clock, log } = work.engine
  const crew = new Crew(clock, () => survey(work))
  let finishedMs = clock.monotonicMs()
  try {
    await housekeeping(work)
    await crew.begin()
    while (!work.signal.aborted && !aside.aborted) {
      staff(work, crew)
      if (crew.size === 0) break
      await crew.next()
      if (clock.monotonicMs() - finishedMs < finishEveryMs) continue
      await inLane(work, finishRuns)
      finishedMs = clock.monotonicMs()
    }
    await crew.all()
  } catch (error) {
    await crew.allSettled()
    if (!(error instanceof ConnectorError)) throw error
    const { system, kind, status, retryAfterMs } = error
    log.warn({ vendor: system, kind, status, company: work.companyId }, 'A vendor did not answer')
    const waitMs = retryAfterMs ?? scaled(work.engine, unreachableMs)
    await inLane(work, async scope => {
      await pause(work, scope, waitMs, `${system}: ${kind}`)
      // Marks do not wait for a pause, which may be the ledger's.
      if (system === 'connectwise') await postponeMarks(scope, waitMs)
    })
  }
  await inLane(work, finishRuns)
}

/** What waits among the postings is seen by one look; whether something else does only those know who see to it. */
async function survey(work: Work): Promise<ReadonlySet<TaskName>> {
  const { sorts, receipt } = await inLane(work, async scope => ({
    sorts: await waitingSorts(scope),
    receipt: await receiptToSee(scope),
  }))
  const busy = new Set<TaskName>(['collect', 'recheck', 'payments', 'credits', ...sorts.map(taskOf)])
  return receipt ? busy.add('receipts') : busy
}

function taskOf({ target, kind, operation, state }: Waiting): TaskName {
  if (state === 'planned') return 'plan'
  if (state === 'unknown') return 'look'
  if (isDocumentKind(kind)) return operation === 'update' || operation === 'credit' ? 'amend' : 'send'
  const task = ready[`${target} ${kind}`]
  assert(task !== undefined, `nobody sees to a posting of kind ${kind} for the ${target}`)
  return task
}

const ready: Readonly<Record<string, TaskName>> = {
  'ledger contact': 'contact',
  'ledger undo': 'undo',
  'ledger allocation': 'allocate',
  'psa batch': 'mark',
  'psa unbatch': 'unmark',
  'psa payment': 'pay',
  'psa credit': 'credit',
}

async function housekeeping(work: Work): Promise<void> {
  await inLane(work, async scope => {
    await expireLeases(scope)
    await wakeBlocked(scope)
    await replanOld(scope)
    const { milliseconds } = await pauseLeft(scope)
    if (milliseconds === 0) await resumeLane(scope)
    work.pace.pausedUntilMs = work.engine.clock.monotonicMs() + milliseconds
  })
}

/**
 * Fills the free places. A batch goes out full while more is being planned, and as it is once planning is done: fewer
 * calls for many records, no wait for one. Contacts go before documents, which need them.
 */
function staff(work: Work, crew: Crew): void {
  const { ledger, pace, engine } = work
  crew.keep('collect', 1, say => collect(work, say))
  crew.keep('recheck', 1, () => recheckSome(work))
  crew.keep('plan', 1, () => planSome(work))
  crew.keep('mark', handfulsOfMarks, say => markSome(work, say))
  crew.keep('unmark', 1, say => unmarkSome(work, say))
  crew.keep('pay', 1, say => paySome(work, say))
  crew.keep('credit', 1, say => creditSome(work, say))
  const paused = pace.pausedUntilMs > engine.clock.monotonicMs()
  if (paused || ledger.delayMs() > 0) return
  crew.keep('look', 1, () => engine.recover(work))
  crew.keep('undo', 1, say => endSome(work, say))
  crew.keep('amend', 1, say => amendSome(work, say))
  crew.keep('payments', 1, () => readPayments(work))
  crew.keep('allocate', 1, say => allocateSome(work, say))
  crew.keep('contact', 1, () => postContacts(work, pace.batchMax))
  const needsFull = crew.yields('plan') || crew.yields('collect')
  crew.holdBack(needsFull)
  const batch = { limit: pace.batchMax, needsFull, singlesMost: ledger.limits.singlesMost }
  crew.keep('send', ledger.limits.concurrency, say => postDocuments(work, batch, say))
  // Nobody waits for these, and they are of ConnectWise's calls that marks wait for: only when there is nothing else to do.
  if (crew.size === 0) crew.keep('credits', 1, () => creditsSome(work))
  if (crew.size === 0) crew.keep('receipts', 1, () => attachSome(work))
}
