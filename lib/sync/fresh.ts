import type { ExpenseRules } from '../accounting/expense-groups.ts'
import type { RecordExport, RecordFacts } from '../accounting/export.ts'
import { type RecordSource, recordSources, sourceOf } from '../accounting/record-id.ts'
import { ConnectorError, type Psa } from '../connectors/ports.ts'
import { assert } from '../std/assert.ts'
import type { Work } from './context.ts'
import { expenseRules } from './expense-rules.ts'
import { noteUnposted, recordsByIds } from './records/store.ts'

/** ConnectWise exports so many records in one call; the calls of a chunk go side by side. */
const exportChunkSize = 100

type Reader = Pick<Work, 'psa' | 'engine' | 'accountId' | 'companyId'>

export type Fresh =
  /** `locationId` as the unposted list gave it, '' where it was not read yet */
  | { kind: 'exported'; record: RecordExport; locationId: string }
  | { kind: 'malformed'; detail: string }
  | { kind: 'facts'; facts: RecordFacts }
  | { kind: 'gone' }

/** What ConnectWise says of these records now: the export where there is one, else the facts that say why not. */
export async function exportFresh(work: Reader, recordIds: string[]): Promise<Map<string, Fresh>> {
  const result = new Map<string, Fresh>()
  const rules = await expenseRules(work.accountId, work.companyId)
  const listed = await listedRecords(work, recordIds, rules)
  for (const outcome of await exportListed(work.psa, listed, rules)) {
    if (outcome.kind === 'exported') {
      const { recordId } = outcome.record
      result.set(recordId, { ...outcome, locationId: listed.get(recordId)?.locationId ?? '' })
    } else {
      for (const [recordId, one] of listed) if (one === outcome.listed) result.set(recordId, outcome)
    }
  }
  // What is of procurement or expenses has no facts beside the list: what is on it no longer is open, batched or gone.
  const missing = recordIds.filter(id => !result.has(id) && sourceOf(id) === 'invoice')
  if (missing.length > 0) {
    for (const facts of await work.psa.invoices(missing)) result.set(facts.recordId, { kind: 'facts', facts })
  }
  return result
}

interface Listed {
  exportId: string
  locationId: string
}

/** The unposted list names the export's ids; what a list read has just told is not asked again. */
async function listedRecords(
  work: Reader,
  recordIds: string[],
  rules: ExpenseRules,
): Promise<Map<string, Listed>> {
  const known = await work.engine.inAccount(work.accountId, tx => recordsByIds({ tx }, recordIds))
  const listed = new Map(
    known.flatMap(({ sourceId, unposted, exportId, locationId }): [string, Listed][] =>
      unposted && exportId ? [[sourceId, { exportId, locationId }]] : [],
    ),
  )
  const unknown = recordIds.filter(id => !listed.has(id))
  if (unknown.length === 0) return listed
  const items = await work.psa.unpostedOf(unknown, rules)
  const { accountId, companyId } = work
  await work.engine.inAccount(accountId, tx => noteUnposted({ tx, accountId, companyId }, items))
  for (const { recordId, exportId, locationId } of items) listed.set(recordId, { exportId, locationId })
  return listed
}

type Exported =
  | { kind: 'exported'; record: RecordExport }
  | { kind: 'malformed'; detail: string; listed: Listed }

/** Each kind has an export of its own. */
async function exportListed(psa: Psa, listed: Map<string, Listed>, rules: ExpenseRules): Promise<Exported[]> {
  const bySource = Map.groupBy(listed, ([recordId]) => sourceOf(recordId))
  const calls = recordSources.flatMap(source => {
    const list = (bySource.get(source) ?? []).map(([, one]) => one)
    return Array.from({ length: Math.ceil(list.length / exportChunkSize) }, (_, index) =>
      exportChunk(psa, { source, rules }, list.slice(index * exportChunkSize, (index + 1) * exportChunkSize)),
    )
  })
  return (await Promise.all(calls)).flat()
}

/** The records of one kind; absent ones are not in the answer. */
export function exportRecords(
  psa: Psa,
  { source, rules }: Kind,
  exportIds: string[],
): Promise<RecordExport[]> {
  switch (source) {
    case 'purchase':
      return psa.exportPurchases(exportIds)
    case 'stock':
      return psa.exportStock(exportIds)
    case 'expense':
      return psa.exportExpenses(exportIds, rules)
    case 'invoice':
      return psa.exportSales(exportIds)
  }
}

interface Kind {
  source: RecordSource
  /** how the company's expenses become records */
  rules: ExpenseRules
}

/** One malformed record must not hold up the others: the chunk is halved until it stands alone. */
async function exportChunk(psa: Psa, kind: Kind, list: Listed[]): Promise<Exported[]> {
  if (list.length === 0) return []
  const ids = list.map(({ exportId }) => exportId)
  try {
    const records = await exportRecords(psa, kind, ids)
    return records.map(record => ({ kind: 'exported', record }))
  } catch (error) {
    if (!(error instanceof ConnectorError) || error.kind !== 'malformed') throw error
    const [first] = list
    assert(first !== undefined, 'an export of at least one')
    if (list.length === 1) return [{ kind: 'malformed', detail: error.message, listed: first }]
    const middle = Math.ceil(list.length / 2)
    return [
      ...(await exportChunk(psa, kind, list.slice(0, middle))),
      ...(await exportChunk(psa, kind, list.slice(middle))),
    ]
  }
}
