import type { Transaction } from '../../../drizzle/client.ts'
import { ledgerNameOf } from '../../accounts/connections.ts'
import { assert } from '../../std/assert.ts'
import { newId } from '../../std/id.ts'
import { recordIdsOf } from '../graph/store.ts'
import { markName } from '../mark.ts'
import type { FailedMarks } from '../mark-again.ts'
import { runById } from '../runs/store.ts'
import { type AlreadyFilter, markableRows, markableTotals, markedRows, runMarks } from './already/store.ts'
import type { ShownTotal } from './list.ts'
import { type PostingLine, postingLine } from './run.ts'
import { amountText } from './shown.ts'
import { kindOf, type ListedKind, signed } from './sign.ts'

export type { AlreadyFilter } from './already/store.ts'

/** What would be marked, and how each batch would be called. */
export interface AlreadyPreview {
  /** of the run that would mark them: a part of every batch's name, and once only */
  runId: string
  count: number
  totals: ShownTotal[]
  rows: AlreadyRow[]
}

export interface AlreadyRow {
  recordId: string
  kind: ListedKind
  number: string
  customer: string
  date: string
  /** negative of a credit memo */
  total: string
  currency: string
  batch: string
}

export const alreadyPageSize = 100
/** One request marks no more; what is left stays on the list for the next. */
export const alreadyMost = 20_000

export async function alreadyPreview(
  tx: Transaction,
  filter: AlreadyFilter,
  page = 1,
): Promise<AlreadyPreview> {
  const runId = newId()
  const totals = await markableTotals(tx, filter)
  const at = { limit: alreadyPageSize, offset: (Math.max(1, page) - 1) * alreadyPageSize }
  const rows = await markableRows(tx, filter, at)
  return {
    runId,
    count: totals.reduce((all, one) => all + one.count, 0),
    totals: totals.map(one => ({ ...one, total: amountText(one.total) })),
    rows: rows.map(record => ({
      recordId: record.sourceId,
      kind: kindOf(record),
      number: record.number,
      customer: record.customerName,
      date: record.date,
      total: amountText(signed(record.total, kindOf(record))),
      currency: record.currency,
      batch: markName(record.sourceId, { id: runId, revision: 1 }),
    })),
  }
}

/** All that the filter leaves, or those of it that were ticked; of the request only ids are taken. */
export async function toMark(
  tx: Transaction,
  filter: AlreadyFilter,
  ticked: readonly string[],
): Promise<{ recordId: string; number: string }[]> {
  const wanted = new Set(ticked)
  const rows = await markableRows(tx, filter, { limit: alreadyMost, offset: 0 })
  return rows
    .filter(row => wanted.size === 0 || wanted.has(row.sourceId))
    .map(row => ({ recordId: row.sourceId, number: row.number }))
}

export async function lastMarked(tx: Transaction, companyId: string, limit: number): Promise<PostingLine[]> {
  const ledger = await ledgerNameOf(tx, companyId)
  return (await markedRows(tx, companyId, limit)).map(row => postingLine(row, ledger))
}

/** A run of marks, or of marks taken back: what stands, and what failed. */
export async function marksOfRun(
  tx: Transaction,
  runId: string,
): Promise<FailedMarks & { companyId: string; confirmed: string[] }> {
  const run = await runById({ tx }, runId)
  assert(run, `there is no run ${runId}`)
  const rows = await runMarks(tx, runId)
  const failed = rows.filter(row => row.state === 'blocked' || row.state === 'rejected')
  const marks = failed.filter(row => row.kind === 'batch')
  const records = await recordIdsOf({ tx }, marks)
  return {
    companyId: run.companyId,
    confirmed: rows.filter(row => row.kind === 'batch' && row.state === 'confirmed').map(({ id }) => id),
    reason: marks[0]?.reason ?? '',
    records: marks.flatMap(row => {
      const recordId = records.get(row.id)
      return recordId === undefined ? [] : [{ recordId, number: row.title }]
    }),
    kept: failed.filter(row => row.kind === 'unbatch').flatMap(row => row.supersedes ?? []),
  }
}
