import { z } from 'zod'
import type { RecordSource } from '../../accounting/record-id.ts'
import { assert } from '../../std/assert.ts'
import { NumberText } from '../../std/json.ts'
import type { BatchOutcome, PsaBatch } from '../psa-facts.ts'
import type { WriteGuard } from '../write-facts.ts'
import type { Client } from './client.ts'
import { inLists, quoted } from './conditions.ts'
import { type Described, fieldsOf, zFlag, zNumericId } from './fields.ts'
import { numeric } from './invoices.ts'
import { selected } from './paging.ts'
import { notExecuted, type Written, writtenOf } from './written.ts'

const zBatch = z.object({
  id: zNumericId,
  batchIdentifier: z.string(),
  closedFlag: zFlag,
} satisfies Described<'AccountingBatch'>)

const fields = fieldsOf(zBatch)

export async function findBatches(client: Client, identifiers: string[]): Promise<PsaBatch[]> {
  const conditions = inLists('batchIdentifier', identifiers.map(quoted), fields)
  const rows = await selected(client, 'batches', zBatch, conditions, (api, query) =>
    api.GET('/finance/accounting/batches', { params: { query: { ...query, fields } } }),
  )
  // ConnectWise compares texts without case.
  const asked = new Set(identifiers)
  return rows
    .filter(row => asked.has(row.batchIdentifier))
    .map(row => ({ id: row.id, identifier: row.batchIdentifier, closed: row.closedFlag }))
}

export async function createBatch(
  client: Client,
  timeFactor: number,
  { source, identifier, entryIds }: { source: RecordSource; identifier: string; entryIds: string[] },
  guard: WriteGuard,
): Promise<BatchOutcome> {
  assert(identifier.length > 0 && identifier.length <= 50, 'a batch identifier has 1 to 50 characters')
  assert(entryIds.length > 0, 'a batch without entries')
  const body = {
    batchIdentifier: identifier,
    glInterfaceIdentifier: identifier,
    exportInvoicesFlag: source === 'invoice',
    exportExpensesFlag: source === 'expense',
    exportProductsFlag: source === 'purchase' || source === 'stock',
    processedRecordIds: entryIds.map(id => new NumberText(id)),
    // The ids of a bill's details name the entries of a line that was summed up (knowledge/connectwise.md §4.2).
    summarizeExpenses: source === 'expense',
  }
  const sent = await client.write(api => api.POST('/finance/accounting/batches', { body }), guard)
  // The answer is the export once more and does not name the batch (knowledge/connectwise.md §4.2).
  const outcome = outcomeOf(writtenOf(sent, timeFactor), { id: '', identifier, closed: false })
  if (outcome.kind === 'rejected' && outcome.call.status === 404) {
    // There is no record in this address that could be missing: the login company or the keys are refused.
    return notExecuted('unauthorized', 'ConnectWise answered 404: wrong login company or keys.', outcome.call)
  }
  return outcome
}

export async function deleteBatch(
  client: Client,
  timeFactor: number,
  id: string,
  guard: WriteGuard,
): Promise<BatchOutcome> {
  const params = { path: { id: numeric(id) } }
  const sent = await client.write(api => api.DELETE('/finance/accounting/batches/{id}', { params }), guard)
  return outcomeOf(writtenOf(sent, timeFactor), { id, identifier: '', closed: false })
}

function outcomeOf(written: Written, batch: PsaBatch): BatchOutcome {
  return written.kind === 'done' ? { kind: 'done', batch, call: written.call } : written
}
