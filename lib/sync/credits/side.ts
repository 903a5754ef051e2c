import type { AppliedPiece, CreditStep } from '../../accounting/credits.ts'
import type { Problem } from '../../accounting/problems.ts'
import type { CallFacts, WriteGuard, WriteOutcome } from '../../connectors/write-facts.ts'
import type { CalendarDate } from '../../std/clock.ts'
import type { Work } from '../context.ts'
import type { PostingRow } from '../postings/store.ts'

/** What a side says now of what a posting is to bring about. */
export type Judged =
  | { kind: 'stands' }
  | { kind: 'refused'; problem: Problem }
  | { kind: 'write'; step: CreditStep; body: string; date: CalendarDate }
  /** it cannot be asked at this moment */
  | { kind: 'later'; message: string; retryAfterMs: number | null }

export type StepOutcome =
  | { kind: 'done'; call: CallFacts }
  | { kind: 'rejected'; message: string; call: CallFacts }
  | Exclude<WriteOutcome, { kind: 'answered' }>

/** Where credit is applied: both books are looked at and written to in the same way. */
export interface Side {
  target: 'ledger' | 'psa'
  kind: 'allocation' | 'credit'
  where: 'ledger' | 'connectwise'
  /** Read just before the write; by posting id. Throws ConnectorError. */
  judge(work: Work, rows: readonly PostingRow[]): Promise<Map<string, Judged>>
  /** What is applied there between the two; an empty list where one of them is gone. */
  pieces(work: Work, posting: PostingRow): Promise<AppliedPiece[]>
  write(work: Work, posting: PostingRow, body: string, guard: WriteGuard): Promise<StepOutcome>
}
