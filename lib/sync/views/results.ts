import type { Transaction } from '../../../drizzle/client.ts'
import { ledgerNameOf } from '../../accounts/connections.ts'
import { companyZone } from '../../accounts/zone.ts'
import {
  failedRecordIds,
  type ResultRow,
  type ResultsFilter,
  type ResultsView,
  resultRows,
  viewCounts,
} from './results/store.ts'
import { type PostingLine, postingLine } from './run.ts'

export const resultsViews = ['fix', 'check', 'changed', 'today', 'all'] as const satisfies ResultsView[]
export const resultsPageSize = 50

export interface ResultLine extends PostingLine {
  /** of a record that can be tried again by itself; '' otherwise */
  retryId: string
  customer: string
  by: string
}

/** One more than a page is asked for, to know whether there is another. */
export async function results(
  tx: Transaction,
  asked: Omit<ResultsFilter, 'zone'>,
  page: number,
): Promise<{ rows: ResultLine[]; more: boolean; counts: Awaited<ReturnType<typeof viewCounts>> }> {
  const filter = await inZone(tx, asked)
  const offset = (Math.max(1, page) - 1) * resultsPageSize
  const rows = await resultRows(tx, filter, { limit: resultsPageSize + 1, offset })
  const ledger = await ledgerNameOf(tx, filter.companyId)
  return {
    rows: rows.slice(0, resultsPageSize).map(row => line(row, ledger)),
    more: rows.length > resultsPageSize,
    counts: await viewCounts(tx, filter.companyId),
  }
}

export async function resultLines(
  tx: Transaction,
  asked: Omit<ResultsFilter, 'zone'>,
  offset: number,
): Promise<ResultLine[]> {
  const ledger = await ledgerNameOf(tx, asked.companyId)
  const rows = await resultRows(tx, await inZone(tx, asked), { limit: 1_000, offset })
  return rows.map(row => line(row, ledger))
}

async function inZone(tx: Transaction, asked: Omit<ResultsFilter, 'zone'>): Promise<ResultsFilter> {
  return { ...asked, zone: await companyZone(tx, asked.companyId) }
}

function line(row: ResultRow, ledger: string): ResultLine {
  const { posting, customer, by } = row
  return {
    ...postingLine(row, ledger),
    retryId: isFailed(row) ? (row.recordId ?? '') : '',
    customer,
    by: by || (posting.origin === 'real-time' ? 'Real-time sync' : ''),
  }
}

/** A document that was stopped or refused; a mark is tried again as a mark (sync/already). */
function isFailed({ posting: { live, state, target, kind } }: ResultRow): boolean {
  return live && target === 'ledger' && kind !== 'undo' && (state === 'blocked' || state === 'rejected')
}

/** For another try of all that the view of what needs a fix shows, on every page. */
export async function failedResults(
  tx: Transaction,
  asked: Omit<ResultsFilter, 'zone'>,
): Promise<{ recordId: string; previewHash: null }[]> {
  const ids = await failedRecordIds(tx, await inZone(tx, asked))
  return ids.map(recordId => ({ recordId, previewHash: null }))
}
