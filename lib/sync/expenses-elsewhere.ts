import { expenseId, weekIdsOf } from '../accounting/expense-id.ts'
import type { ExpenseExport, RecordExport } from '../accounting/export.ts'
import { livePostings, needersOf, sourceKey } from './graph/store.ts'
import { parseMark } from './mark.ts'
import { type PostingRow, postingsByIds, type Scope } from './postings/store.ts'
import { recordSource } from './source.ts'

const notBegun: ReadonlySet<string> = new Set(['planned', 'blocked', 'rejected', 'withdrawn'])

/**
 * An expense may have gone as another record before the company changed how expenses are gathered, and still be unposted: its batch
 * was not made yet, or was deleted. By record id the number of the document that stands for some of it.
 */
export async function expensesElsewhere(
  scope: Scope,
  records: readonly RecordExport[],
): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  for (const record of records) {
    if (record.kind !== 'expense') continue
    const number = await standingElsewhere(scope, record)
    if (number !== null) found.set(record.recordId, number)
  }
  return found
}

async function standingElsewhere(scope: Scope, record: ExpenseExport): Promise<string | null> {
  const own = record.entries.map(({ id }) => expenseId(id))
  const sources = [...new Set([...own, ...record.entries.flatMap(weekIds)])]
    .filter(recordId => recordId !== record.recordId)
    .map(recordId => recordSource(recordId, 'document'))
  const live = await livePostings(scope, sources)
  if (live.size === 0) return null
  const rows = await postingsByIds(scope, [...live.values()])
  const alone = new Set(own.map(id => live.get(sourceKey(recordSource(id, 'document')))))
  for (const row of rows) {
    if (notBegun.has(row.state)) continue
    // A week's document may stand for others of the week.
    if (alone.has(row.id) || (await marksAny(scope, row, record.glEntryIds))) return row.title
  }
  return null
}

function weekIds({ member, date, locationId, paymentType }: ExpenseExport['entries'][number]): string[] {
  const types = paymentType.id === '' ? [] : [paymentType.id]
  return weekIdsOf({ memberId: member.id, day: date, locationId }, types)
}

async function marksAny(scope: Scope, document: PostingRow, entryIds: readonly string[]): Promise<boolean> {
  const marks = document.target === 'psa' ? [document] : await needersOf(scope, document.id)
  const wanted = new Set(entryIds)
  return marks
    .filter(({ kind, payload }) => kind === 'batch' && payload !== null)
    .some(({ payload }) => parseMark(payload).glEntryIds.some(id => wanted.has(id)))
}
