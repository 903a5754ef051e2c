import type { RecordFacts, SalesExport } from '../accounting/export.ts'
import { ConnectorError } from '../connectors/ports.ts'
import { assert } from '../std/assert.ts'
import type { Work } from './context.ts'
import { noteUnposted, recordsByIds } from './records/store.ts'

/** ConnectWise exports so many records in one call; the calls of a chunk go side by side. */
const exportChunkSize = 100

type Reader = Pick<Work, 'psa' | 'engine' | 'accountId' | 'companyId'>

export type Fresh =
  | { kind: 'exported'; record: SalesExport }
  | { kind: 'malformed'; detail: string }
  | { kind: 'facts'; facts: RecordFacts }
  | { kind: 'gone' }

/** What ConnectWise says of these records now: the export where there is one, else the facts that say why not. */
export async function exportFresh(work: Reader, recordIds: string[]): Promise<Map<string, Fresh>> {
  const result = new Map<string, Fresh>()
  const listed = await billingLogIds(work, recordIds)
  const ids = [...listed.values()]
  const chunks = Array.from({ length: Math.ceil(ids.length / exportChunkSize) }, (_, index) =>
    exportChunk(work, ids.slice(index * exportChunkSize, (index + 1) * exportChunkSize)),
  )
  for (const outcome of (await Promise.all(chunks)).flat()) {
    if (outcome.kind === 'exported') result.set(outcome.record.recordId, outcome)
    else for (const [recordId, id] of listed) if (id === outcome.billingLogId) result.set(recordId, outcome)
  }
  const missing = recordIds.filter(id => !result.has(id))
  if (missing.length > 0) {
    for (const facts of await work.psa.invoices(missing)) result.set(facts.recordId, { kind: 'facts', facts })
  }
  return result
}

/** The unposted list names the export's ids; what a list read has just told is not asked again. */
async function billingLogIds(work: Reader, recordIds: string[]): Promise<Map<string, string>> {
  const known = await work.engine.inAccount(work.accountId, tx => recordsByIds({ tx }, recordIds))
  const ids = new Map(
    known.flatMap(row =>
      row.unposted && row.billingLogId ? [[row.sourceId, row.billingLogId] as const] : [],
    ),
  )
  const unknown = recordIds.filter(id => !ids.has(id))
  if (unknown.length === 0) return ids
  const items = await work.psa.unpostedOf(unknown)
  const { accountId, companyId } = work
  await work.engine.inAccount(accountId, tx => noteUnposted({ tx, accountId, companyId }, items))
  for (const item of items) ids.set(item.recordId, item.billingLogId)
  return ids
}

type Exported =
  | Extract<Fresh, { kind: 'exported' }>
  | { kind: 'malformed'; detail: string; billingLogId: string }

/** One malformed record must not hold up the others: the chunk is halved until it stands alone. */
async function exportChunk(work: Pick<Work, 'psa'>, ids: string[]): Promise<Exported[]> {
  if (ids.length === 0) return []
  try {
    const records = await work.psa.exportSales(ids)
    return records.map(record => ({ kind: 'exported', record }))
  } catch (error) {
    if (!(error instanceof ConnectorError) || error.kind !== 'malformed') throw error
    const [first] = ids
    assert(first !== undefined, 'an export of at least one')
    if (ids.length === 1) return [{ kind: 'malformed', detail: error.message, billingLogId: first }]
    const middle = Math.ceil(ids.length / 2)
    return [
      ...(await exportChunk(work, ids.slice(0, middle))),
      ...(await exportChunk(work, ids.slice(middle))),
    ]
  }
}
