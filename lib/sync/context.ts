import type { Transaction } from '../../drizzle/client.ts'
import type { Ledger, Psa } from '../connectors/ports.ts'
import type { Clock } from '../std/clock.ts'
import type { Logger } from '../std/log.ts'
import type { Scope } from './postings/store.ts'

/** The five times of the posting protocol (design §4 rule 9), in real milliseconds; lib/env.ts refuses unsafe values. */
export interface Timing {
  /** a write is given up after it */
  timeoutMs: number
  /** a claim holds so long */
  leaseMs: number
  /** the identical call may be repeated under its key while the key is younger */
  sendMaxMs: number
  /** not found counts only so long after the last send */
  quietMs: number
  /** what the vendors' times are divided by, and with them our own waits where a vendor names none */
  factor: number
}

/** What the engine needs of the outside, handed in where the worker is composed. */
export interface Engine {
  clock: Clock
  timing: Timing
  log: Logger
  /** lanes are owned by a process */
  owner: string
  inAccount<T>(accountId: string, work: (tx: Transaction) => Promise<T>): Promise<T>
  psaOf(accountId: string): Promise<Psa>
  /** null: not connected or reconnect needed; postings wait */
  ledgerOf(accountId: string, companyId: string): Promise<Ledger | null>
  /** what is done with postings whose outcome is unknown; lookFirst in the product */
  recover: Recover
}

export type Recover = (work: Work) => Promise<number>

/** One company's lane, held by this process. */
export interface Work {
  engine: Engine
  accountId: string
  companyId: string
  psa: Psa
  ledger: Ledger
  /** aborted when the lease of the lane is lost or the process drains */
  signal: AbortSignal
  pace: Pace
}

/** What this lane's sends have learned. */
export interface Pace {
  /** the vendor wants no call before (monotonic); the row of the lane has it by the database clock */
  pausedUntilMs: number
  /** documents in one write, adapted to how long the vendor takes */
  batchMax: number
  /** invoices in ConnectWise: whether nothing was paid of one when it was asked at that moment (monotonic) */
  unpaid: Map<string, { askedMs: number; unpaid: boolean }>
}

/** A wait of our own choice, on the vendors' scale. */
export function scaled(engine: Engine, milliseconds: number): number {
  return milliseconds / engine.timing.factor
}

/** Runs statements of one lane inside its account. */
export function inLane<T>(work: Work, statements: (scope: Scope) => Promise<T>): Promise<T> {
  return work.engine.inAccount(work.accountId, tx =>
    statements({ tx, accountId: work.accountId, companyId: work.companyId }),
  )
}
