import { ConnectorError, type Ledger, type Psa } from '../connectors/ports.ts'
import { collect } from './collect.ts'
import { markOne } from './confirm.ts'
import { type Engine, inLane, type Work } from './context.ts'
import { Crew } from './crew.ts'
import { pauseLane, pauseLeft, releaseLane, renewLane, resumeLane, takeLane } from './lanes/store.ts'
import { planSome } from './plan.ts'
import { postContacts, postDocuments } from './post.ts'
import { expireLeases, nextDue, wakeBlocked } from './postings/store.ts'
import { recheckSome } from './reconsider.ts'
import { finishRuns } from './runs/store.ts'

/** Batches to ConnectWise in flight at once: it advises few (knowledge/connectwise.md §3). */
const marksInFlight = 6
const unreachableMs = 10_000

export interface LaneResult {
  /** false: another worker holds the lane */
  worked: boolean
  /** when something is due next, null = nothing waits by itself */
  nextDueAt: Date | null
}

/**
 * Works one company until nothing is due: the only place that reads or writes its ledger records (design §3). One worker at a
 * time by a lease on the database clock; a worker that lost it aborts, and its unsent claims are refused by their guards.
 */
export async function workCompany(
  engine: Engine,
  accountId: string,
  companyId: string,
  drain: AbortSignal,
): Promise<LaneResult> {
  const enter = <T>(statements: Parameters<typeof inLane<T>>[1]) =>
    engine.inAccount(accountId, tx => statements({ tx, accountId, companyId }))
  const lane = await enter(scope => takeLane(scope, engine.owner, engine.timing.leaseMs))
  if (!lane) return { worked: false, nextDueAt: null }
  const lost = new AbortController()
  const beat = setInterval(() => void renew(), Math.max(engine.timing.leaseMs / 3, 50))
  const renew = () =>
    enter(scope => renewLane(scope, lane.fence, engine.timing.leaseMs)).then(
      kept => kept || lost.abort(),
      () => engine.log.warn({ companyId }, 'The lane could not be renewed'),
    )
  try {
    const outside = await open(engine, accountId, companyId)
    if (!outside) return { worked: true, nextDueAt: null }
    await drive({ engine, accountId, companyId, ...outside, signal: AbortSignal.any([lost.signal, drain]) })
    const nextDueAt = await enter(async scope => {
      const due = await nextDue(scope)
      const waitMs = Math.max((await pauseLeft(scope)).milliseconds, outside.ledger.delayMs())
      const resumes = new Date(engine.clock.now().getTime() + waitMs)
      return due && waitMs > 0 && due < resumes ? resumes : due
    })
    return { worked: true, nextDueAt }
  } finally {
    clearInterval(beat)
    await enter(scope => releaseLane(scope, lane.fence))
  }
}

async function open(
  engine: Engine,
  accountId: string,
  companyId: string,
): Promise<{ psa: Psa; ledger: Ledger } | null> {
  const ledger = await engine.ledgerOf(accountId, companyId)
  return ledger ? { psa: await engine.psaOf(accountId), ledger } : null
}

/** Planning, sending, marking and looking side by side, until nothing moves. A vendor that cannot be reached pauses the lane. */
async function drive(work: Work): Promise<void> {
  const crew = new Crew()
  try {
    await housekeeping(work)
    for (;;) {
      if (work.signal.aborted) break
      const { milliseconds: paused } = await inLane(work, pauseLeft)
      staff(work, crew, paused > 0)
      if (crew.size === 0) break
      await crew.next()
    }
    await crew.all()
    await inLane(work, finishRuns)
  } catch (error) {
    await crew.allSettled()
    if (!(error instanceof ConnectorError)) throw error
    work.engine.log.warn(
      { system: error.system, kind: error.kind, status: error.status },
      'A vendor did not answer',
    )
    await inLane(work, scope =>
      pauseLane(scope, error.retryAfterMs ?? unreachableMs, `${error.system}: ${error.kind}`),
    )
  }
}

async function housekeeping(work: Work): Promise<void> {
  await inLane(work, async scope => {
    await expireLeases(scope)
    await wakeBlocked(scope)
    const { milliseconds } = await pauseLeft(scope)
    if (milliseconds === 0) await resumeLane(scope)
  })
}

/**
 * Fills the free places. A batch goes out full while more is being planned, and as it is once planning is done: fewer
 * calls for many records, no wait for one. Contacts go before documents, which need them.
 */
function staff(work: Work, crew: Crew, paused: boolean): void {
  crew.keep('collect', 1, () => collect(work))
  crew.keep('recheck', 1, () => recheckSome(work))
  crew.keep('plan', 1, () => planSome(work))
  crew.keep('mark', marksInFlight, () => markOne(work))
  if (paused || work.ledger.delayMs() > 0) return
  crew.keep('look', 1, () => work.engine.recover(work))
  const { batchMax, concurrency } = work.ledger.limits
  crew.keep('contact', 1, () => postContacts(work, batchMax))
  const needsFull = crew.count('plan') + crew.count('collect') > 0
  for (const kind of ['invoice', 'credit-note'] as const) {
    crew.keep('send', concurrency, () => postDocuments(work, kind, { limit: batchMax, needsFull }), kind)
  }
}
