import type { RecordFacts, SalesExport } from '../accounting/export.ts'
import { ConnectorError } from '../connectors/ports.ts'
import { assert } from '../std/assert.ts'
import type { Work } from './context.ts'
import { noteUnposted, recordsByIds } from './records/store.ts'

/** ConnectWise exports so many records in one call; the calls of a chunk go side by side. */
const exportChunkSize = 100

type Reader = Pick<Work, 'psa' | 'engine' | 'accountId' | 'companyId'>

export type Fresh =
  /** `locationId` as the unposted list gave it, '' where it was not read yet */
  | { kind: 'exported'; record: SalesExport; locationId: string }
  | { kind: 'malformed'; detail: string }
  | { kind: 'facts'; facts: RecordFacts }
  | { kind: 'gone' }

/** What ConnectWise says of these records now: the export where there is one, else the facts that say why not. */
export async function exportFresh(work: Reader, recordIds: string[]): Promise<Map<string, Fresh>> {
  const result = new Map<string, Fresh>()
  const listed = await listedRecords(work, recordIds)
  const ids = [...listed.values()].map(one => one.billingLogId)
  const chunks = Array.from({ length: Math.ceil(ids.length / exportChunkSize) }, (_, index) =>
    exportChunk(work, ids.slice(index * exportChunkSize, (index + 1) * exportChunkSize)),
  )
  for (const outcome of (await Promise.all(chunks)).flat()) {
    if (outcome.kind === 'exported') {
      const { recordId } = outcome.record
      result.set(recordId, { ...outcome, locationId: listed.get(recordId)?.locationId ?? '' })
    } else {
      for (const [recordId, one] of listed)
        if (one.billingLogId === outcome.billingLogId) result.set(recordId, outcome)
    }
  }
  const missing = recordIds.filter(id => !result.has(id))
  if (missing.length > 0) {
    for (const facts of await work.psa.invoices(missing)) result.set(facts.recordId, { kind: 'facts', facts })
  }
  return result
}

interface Listed {
  billingLogId: string
  locationId: string
}

/** The unposted list names the export's ids; what a list read has just told is not asked again. */
async function listedRecords(work: Reader, recordIds: string[]): Promise<Map<string, Listed>> {
  const known = await work.engine.inAccount(work.accountId, tx => recordsByIds({ tx }, recordIds))
  const listed = new Map(
    known.flatMap(({ sourceId, unposted, billingLogId, locationId }): [string, Listed][] =>
      unposted && billingLogId ? [[sourceId, { billingLogId, locationId }]] : [],
    ),
  )
  const unknown = recordIds.filter(id => !listed.has(id))
  if (unknown.length === 0) return listed
  const items = await work.psa.unpostedOf(unknown)
  const { accountId, companyId } = work
  await work.engine.inAccount(accountId, tx => noteUnposted({ tx, accountId, companyId }, items))
  for (const { recordId, billingLogId, locationId } of items)
    listed.set(recordId, { billingLogId, locationId })
  return listed
}

type Exported =
  | { kind: 'exported'; record: SalesExport }
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
