import type { Transaction } from '../../../drizzle/client.ts'
import { hashOf, isId } from '../../std/id.ts'
import { companionsOf } from '../companions.ts'
import type { PostingRow } from '../postings/store.ts'
import { isSettled } from '../states.ts'
import { creditFacts } from './credits.ts'
import { paidFacts } from './payments.ts'
import { receiptFacts } from './receipts.ts'
import { runProgress } from './runs/store.ts'
import { settlingFacts } from './settling.ts'
import { groundsOf, lastEventOf, postingById, postingsOfRecords, recordIdOf, recordRow } from './store.ts'

/** What a stream compares and sends. */
export interface LiveView<Data> {
  version: string
  /** nothing more happens by itself: the stream may end */
  settled: boolean
  data: Data
}

export interface PostingProgress {
  postingId: string | null
  recordId: string
  state: string
}

/** By posting id (a UUID) or by ConnectWise record id. Null when there is no such thing in this account. */
export async function postingView(
  tx: Transaction,
  recordOrPostingId: string,
): Promise<LiveView<PostingProgress> | null> {
  const recordId = isId(recordOrPostingId) ? await recordIdOf(tx, recordOrPostingId) : recordOrPostingId
  if (recordId === null) return null
  const parts = (await postingsOfRecords(tx, [recordId])).get(recordId)
  const asked = isId(recordOrPostingId) ? await postingById(tx, recordOrPostingId) : (parts?.document ?? null)
  const record = await recordRow(tx, recordId)
  if (!record && !asked) return null
  const companyId = asked?.companyId ?? record?.companyId ?? ''
  return {
    version: await recordVersion(tx, companyId, recordId),
    settled: asked ? isSettled(asked.state) : false,
    data: { postingId: asked?.id ?? null, recordId, state: asked?.state ?? 'none' },
  }
}

/**
 * Says when a new look at the record is worth it. The time of the last check is not part of it: two open pods would wake
 * each other for ever.
 */
export async function recordVersion(tx: Transaction, companyId: string, recordId: string): Promise<string> {
  const parts = (await postingsOfRecords(tx, [recordId])).get(recordId)
  const companion = (await companionsOf({ tx }, [recordId])).get(recordId)
  const rows = [parts?.document, parts?.mark, companion].filter(
    (row): row is PostingRow => row !== null && row !== undefined,
  )
  const record = await recordRow(tx, recordId)
  const facts = {
    events: await lastEventOf(
      tx,
      rows.map(row => row.id),
    ),
    states: rows.map(row => [row.id, row.state, row.live]),
    record: record && [
      record.closed,
      record.unposted,
      record.batchId,
      record.statusName,
      record.lastUpdated,
      record.exceptions,
      record.hold,
    ],
    grounds: await groundsOf(tx, companyId),
    paid: await paidFacts(tx, recordId),
    credits: await creditFacts(tx, recordId),
    settlings: await settlingFacts(tx, recordId),
    receipts: await receiptFacts(tx, parts?.document ?? null),
  }
  return hashOf(facts).slice(0, 20)
}

export interface RunProgress {
  runId: string
  total: number
  done: number
  check: number
  fix: number
  stopped: number
  left: number
  current: string
  elapsedMs: number
  collecting: boolean
}

export async function runView(tx: Transaction, runId: string): Promise<LiveView<RunProgress> | null> {
  const progress = isId(runId) ? await runProgress(tx, runId) : null
  if (!progress) return null
  const { finished, lastEvent, ...data } = progress
  const { elapsedMs: _elapsed, ...counted } = data
  return { version: hashOf({ ...counted, lastEvent, finished }).slice(0, 20), settled: finished, data }
}
