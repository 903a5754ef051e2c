import type { Route, SimRequest, SimResponse } from '../../kit/message.ts'
import { contentsOf, createBatch, deleteBatch } from '../batches.ts'
import { batchBody, exportBody } from '../bodies.ts'
import { chosen, contained } from '../chosen.ts'
import type { Batch } from '../entities.ts'
import { invalid, noSuchPlace } from '../errors.ts'
import { glExport } from '../export.ts'
import { unpostedInvoiceRow } from '../format.ts'
import { batchEntryRow, batchRow, recordEntryRow } from '../format-accounting.ts'
import { isUnposted } from '../life.ts'
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
  const kinds = {
    invoices: wants.exportInvoicesFlag === true,
    expenses: wants.exportExpensesFlag === true,
    products: wants.exportProductsFlag === true,
    condensed: false,
  }
  return { status: 201, body: glExport(context.at, chosen(context.sim, context.tenant, wants, kinds), kinds) }
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
      const records = contained(sim, tenant, made.value)
      const kinds = { ...made.value.batch, condensed: wants.summarizeExpenses === true }
      return { status: 201, body: glExport(at, records, kinds) }
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
  if (!batch) return []
  const { sim, tenant } = context
  const { invoices, products, expenses } = contained(sim, tenant, contentsOf(sim, tenant, batch))
  return [
    ...invoices.flatMap(({ invoice, entries }) => entries.map(entry => batchEntryRow(entry, invoice))),
    ...products.flatMap(one => one.entries.map(entry => recordEntryRow(tenant, entry, one))),
    ...expenses.flatMap(({ expense, entries }) =>
      entries.map(entry => recordEntryRow(tenant, entry, expense)),
    ),
  ]
}

/** What a batch holds, exported once more. */
function exportAgain(context: Context, request: SimRequest): SimResponse {
  const batch = batchOf(context, request.params.id)
  if (!batch) return noSuchPlace()
  const { sim, tenant, at } = context
  const records = contained(sim, tenant, contentsOf(sim, tenant, batch))
  return { status: 201, body: glExport(at, records, { ...batch, condensed: false }) }
}

function batchOf({ sim, tenant }: Context, id: string | undefined): Batch | undefined {
  return sim.books.batches.get(keyOf(tenant.company, id ?? ''))
}
