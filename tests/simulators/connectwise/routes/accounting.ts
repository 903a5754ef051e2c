import type { Route, SimRequest, SimResponse } from '../../kit/message.ts'
import { batchBody, type ExportRequest, exportBody } from '../bodies.ts'
import type { Batch, Invoice } from '../entities.ts'
import { invalid, noSuchPlace } from '../errors.ts'
import { type Exported, glExport } from '../export.ts'
import { unpostedInvoiceRow } from '../format.ts'
import { batchEntryRow, batchRow } from '../format-accounting.ts'
import { createBatch, deleteBatch, entriesFor, isUnposted } from '../life.ts'
import type { Row, Wanted } from '../query.ts'
import type { Context, Rest } from '../rest.ts'
import { keyOf } from '../store.ts'
import { invoicesLike } from './finance.ts'

/** The accounting interface: what is unposted, the preview, the batches. */
export function accountingRoutes(rest: Rest): Route[] {
  return [
    ...rest.collection('/finance/accounting/unpostedinvoices', unposted),
    rest.on('POST', '/finance/accounting/export', preview),
    ...rest.collection('/finance/accounting/batches', batches),
    rest.on('POST', '/finance/accounting/batches', create),
    rest.on('DELETE', '/finance/accounting/batches/:id', remove),
    rest.on('POST', '/finance/accounting/batches/:id/export', exportAgain),
    ...rest.collection('/finance/accounting/batches/:parentId/entries', batchEntries, { one: false }),
  ]
}

function unposted(context: Context, wanted: Wanted): Row[] {
  const { sim, tenant, at } = context
  const narrow: Wanted = path =>
    path === 'id' && !sim.parameters.unpostedIdIsInvoiceId ? undefined : wanted(path)
  const logs = wanted('billingLogId')
  const found = logs
    ? logs.flatMap(id => sim.books.invoices.by('billingLog', keyOf(tenant.company, id)))
    : invoicesLike(context, narrow)
  return found
    .filter(invoice => isUnposted(sim, tenant, invoice))
    .map(invoice =>
      unpostedInvoiceRow(at, invoice, sim.parameters.unpostedIdIsInvoiceId ? invoice.id : invoice.unpostedId),
    )
}

/** Read-only: nothing changes, whatever identifiers are given. Open and batched records are never in it. */
function preview(context: Context, request: SimRequest): SimResponse {
  const body = exportBody(request)
  if (!body.ok) return body.refusal
  const wants = body.value
  const flags = [wants.exportInvoicesFlag, wants.exportExpensesFlag, wants.exportProductsFlag]
  if (![...flags, wants.exportPaymentsFlag].some(flag => flag === true))
    return invalid(
      'exportAccountingBatchRequest',
      'exportInvoicesFlag',
      'At least one export flag must be true.',
    )
  const records = wants.exportInvoicesFlag === true ? chosen(context, wants) : []
  return { status: 201, body: glExport(context.at, records) }
}

function chosen({ sim, tenant }: Context, wants: ExportRequest): Exported[] {
  const { invoices } = sim.books
  const included = wants.includedInvoiceIds
  const candidates = included
    ? included.flatMap(id => invoices.by('billingLog', keyOf(tenant.company, id)))
    : invoices.by('tenant', tenant.company)
  return candidates
    .filter(invoice => isUnposted(sim, tenant, invoice))
    .filter(invoice => !(wants.excludedInvoiceIds ?? []).includes(invoice.billingLogId))
    .filter(invoice => !wants.locationId || invoice.locationId === wants.locationId)
    .filter(invoice => wants.thruDate === undefined || invoice.date <= wants.thruDate.slice(0, 10))
    .map(invoice => ({
      invoice,
      entries: entriesFor(sim, invoice).filter(entry => entry.batchId === null),
    }))
    .filter(record => record.entries.length > 0)
}

function batches({ sim, tenant }: Context, wanted: Wanted): Row[] {
  const identifiers = wanted('batchIdentifier')
  const ids = wanted('id')
  const table = sim.books.batches
  if (ids) return ids.flatMap(id => table.get(keyOf(tenant.company, id)) ?? []).map(batchRow)
  const found = identifiers
    ? identifiers.flatMap(one => table.by('identifier', keyOf(tenant.company, one)))
    : table.by('tenant', tenant.company)
  return found.map(batchRow)
}

async function create(context: Context, request: SimRequest): Promise<SimResponse> {
  const body = batchBody(request)
  if (!body.ok) return body.refusal
  const wants = body.value
  const { sim, tenant, member, at } = context
  if (![wants.exportInvoicesFlag, wants.exportExpensesFlag, wants.exportProductsFlag].includes(true))
    return invalid('accountingBatch', 'exportInvoicesFlag', 'At least one export flag must be true.')
  if ((wants.batchIdentifier ?? '') === '')
    return invalid('accountingBatch', 'batchIdentifier', 'The batchIdentifier field is required.')
  if (wants.processedRecordIds.length === 0)
    return invalid('accountingBatch', 'processedRecordIds', 'The processedRecordIds field is required.')
  return request.write({
    latencyMs: sim.parameters.latency.writeMs,
    commit: () => createBatch(sim, tenant, wants, member),
    format(made) {
      if (!made.ok) return made.refusal
      const records = made.value.invoices.map(invoice => ({
        invoice,
        entries: made.value.entries.filter(entry => entry.invoiceId === invoice.id),
      }))
      return { status: 201, body: glExport(at, records) }
    },
  })
}

async function remove(context: Context, request: SimRequest): Promise<SimResponse> {
  const batch = batchOf(context, request.params.id)
  if (!batch) return noSuchPlace()
  const { sim, tenant, member } = context
  return request.write({
    latencyMs: sim.parameters.latency.writeMs,
    commit() {
      const current = sim.books.batches.get(batch.key)
      return current ? deleteBatch(sim, tenant, current, member) : null
    },
    format(removed) {
      if (!removed) return noSuchPlace()
      return removed.ok ? { status: 204 } : removed.refusal
    },
  })
}

function batchEntries(context: Context, _wanted: Wanted, request: SimRequest): Row[] {
  const batch = batchOf(context, request.params.parentId)
  return batch
    ? entriesOfBatch(context, batch).map(({ entry, invoice }) => batchEntryRow(entry, invoice))
    : []
}

/** What a batch holds, exported once more. */
function exportAgain(context: Context, request: SimRequest): SimResponse {
  const batch = batchOf(context, request.params.id)
  if (!batch) return noSuchPlace()
  const records = new Map<number, Exported>()
  for (const { entry, invoice } of entriesOfBatch(context, batch)) {
    const record = records.get(invoice.id) ?? { invoice, entries: [] }
    record.entries.push(entry)
    records.set(invoice.id, record)
  }
  return { status: 201, body: glExport(context.at, [...records.values()]) }
}

function batchOf({ sim, tenant }: Context, id: string | undefined): Batch | undefined {
  return sim.books.batches.get(keyOf(tenant.company, id ?? ''))
}

function entriesOfBatch({ sim, tenant }: Context, batch: Batch) {
  return sim.books.glEntries.by('batch', keyOf(tenant.company, batch.id)).flatMap(entry => {
    const invoice: Invoice | undefined = sim.books.invoices.get(keyOf(tenant.company, entry.invoiceId))
    return invoice ? [{ entry, invoice }] : []
  })
}
