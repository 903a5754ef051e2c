import { z } from 'zod'
import { assert } from '../../std/assert.ts'
import { NumberText } from '../../std/json.ts'
import type { BatchOutcome, CallFacts, PsaBatch, WriteGuard } from '../ports.ts'
import type { SendResult } from '../transport.ts'
import { type Client, isFine } from './client.ts'
import { inLists, quoted } from './conditions.ts'
import { correlationOf, isReadable, kindOfStatus, refusalOf, retryAfterMs } from './errors.ts'
import { type Described, fieldsOf, zFlag, zNumericId } from './fields.ts'
import { numeric } from './invoices.ts'
import { selected } from './paging.ts'

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
  { identifier, glEntryIds }: { identifier: string; glEntryIds: string[] },
  guard: WriteGuard,
): Promise<BatchOutcome> {
  assert(identifier.length > 0 && identifier.length <= 50, 'a batch identifier has 1 to 50 characters')
  assert(glEntryIds.length > 0, 'a batch without entries')
  const body = {
    batchIdentifier: identifier,
    glInterfaceIdentifier: identifier,
    exportInvoicesFlag: true,
    exportExpensesFlag: false,
    exportProductsFlag: false,
    processedRecordIds: glEntryIds.map(id => new NumberText(id)),
    summarizeExpenses: false,
  }
  const sent = await client.write(api => api.POST('/finance/accounting/batches', { body }), guard)
  // The answer is the export once more and does not name the batch (knowledge/connectwise.md §4.2).
  const outcome = outcomeOf(sent, { id: '', identifier, closed: false }, timeFactor)
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
  return outcomeOf(sent, { id, identifier: '', closed: false }, timeFactor)
}

/** What a status says of a write. ConnectWise knows no key for repeats: all that is not clear stays unknown. */
function outcomeOf(sent: SendResult & { moved: boolean }, batch: PsaBatch, timeFactor: number): BatchOutcome {
  if (sent.kind === 'not-sent') return notExecuted('not-sent', sent.message, nothingAnswered)
  if (sent.kind === 'unknown') return unknown(sent.message, nothingAnswered)
  const { status, headers, text, ms } = sent
  const call = { status, correlationId: correlationOf(headers), ms }
  if (isFine(status)) {
    const whole = status === 204 || isReadable(text)
    return whole ? { kind: 'done', batch, call } : unknown('ConnectWise’s answer broke off.', call)
  }
  const { code, message } = refusalOf(text)
  const said = `ConnectWise answered ${status}${message ? `: ${message}` : ''}`
  const kind = kindOfStatus(status)
  if (kind === 'limited') return notExecuted('limited', said, call, retryAfterMs(headers, timeFactor))
  if (kind === 'unauthorized' || kind === 'forbidden') return notExecuted(kind, said, call)
  if (kind === 'unavailable' || kind === 'malformed') return unknown(said, call)
  if (sent.moved) return notExecuted('not-sent', 'ConnectWise was upgraded and has a new address.', call)
  return { kind: 'rejected', code, message: said, call }
}

const nothingAnswered: CallFacts = { status: null, correlationId: '', ms: 0 }

function notExecuted(
  reason: Extract<BatchOutcome, { kind: 'not-executed' }>['reason'],
  message: string,
  call: CallFacts,
  retryAfter: number | null = null,
): BatchOutcome {
  return { kind: 'not-executed', reason, retryAfterMs: retryAfter, day: false, message, call }
}

function unknown(message: string, call: CallFacts): BatchOutcome {
  return { kind: 'unknown', keyBurnt: false, message, call }
}
