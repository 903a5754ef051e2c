import { productDocuments } from './documents.ts'
import type { Batch, GlEntry, Invoice, Member, Tenant } from './entities.ts'
import type { RecordEntry } from './entities-records.ts'
import { failure, invalid } from './errors.ts'
import { type Done, done, mark, refuse } from './life.ts'
import { type Sim, stamp } from './sim.ts'
import { keyOf } from './store.ts'

export type BatchRequest = {
  batchIdentifier?: string
  glInterfaceIdentifier?: string
  exportInvoicesFlag?: boolean | null
  exportExpensesFlag?: boolean | null
  exportProductsFlag?: boolean | null
  processedRecordIds: number[]
  summarizeExpenses?: boolean | null
}
export type Batched = { batch: Batch; entries: GlEntry[]; records: RecordEntry[]; invoices: Invoice[] }
type Found = { entries: GlEntry[]; records: RecordEntry[] }

const RESOURCE = 'accountingBatch'

/** Only the entries that are named become part of the batch; all of them or none. */
export function createBatch(sim: Sim, tenant: Tenant, request: BatchRequest, member: Member): Done<Batched> {
  const identifier = request.batchIdentifier ?? ''
  if (/['|]/.test(identifier))
    return refuse(invalid(RESOURCE, 'batchIdentifier', "The batch identifier must not contain ' or |."))
  if (sim.books.batches.by('identifier', keyOf(tenant.company, identifier)).length > 0)
    return refuse(
      invalid(RESOURCE, 'batchIdentifier', 'The batch identifier must be unique.', 'DuplicateObject'),
    )
  const found = namedBy(sim, tenant, request)
  if (!found.ok) return found
  const { entries, records } = found.value
  const taken = [...entries, ...records].find(entry => entry.batchId !== null)
  if (taken)
    return refuse(
      failure(sim.parameters.alreadyBatchedStatus, 'ConflictError', `Record ${taken.id} is already batched.`),
    )
  const unfit = unfitFor(sim, tenant, found.value)
  if (unfit !== null)
    return refuse(
      invalid(RESOURCE, 'processedRecordIds', `${unfit} contains a character that is not allowed.`),
    )
  return done(commitBatch(sim, tenant, request, found.value, member))
}

/** Undo: the records are unposted again. The accounting package is not touched. */
export function deleteBatch(sim: Sim, tenant: Tenant, batch: Batch, member: Member): Done<Batch> {
  if (batch.closed) return refuse(failure(409, 'ConflictError', 'A closed batch cannot be deleted.'))
  const { entries, records } = contentsOf(sim, tenant, batch)
  for (const entry of entries) sim.books.glEntries.put({ ...entry, batchId: null })
  for (const entry of records) sim.books.recordEntries.put({ ...entry, batchId: null, unbatchedId: batch.id })
  for (const invoice of invoicesOf(sim, tenant, entries)) {
    const unbatched = { id: batch.id, name: batch.identifier }
    const glBatch = invoice.glBatch?.id === batch.id ? null : invoice.glBatch
    mark(sim, tenant, { ...invoice, glBatch, unbatched }, member)
  }
  sim.books.batches.delete(batch.key)
  return done(batch)
}

export function contentsOf({ books }: Sim, tenant: Tenant, batch: Batch): Found {
  const key = keyOf(tenant.company, batch.id)
  return { entries: books.glEntries.by('batch', key), records: books.recordEntries.by('batch', key) }
}

/** Each id among the kinds that the batch is said to be of. */
function namedBy(sim: Sim, tenant: Tenant, request: BatchRequest): Done<Found> {
  const found: Found = { entries: [], records: [] }
  for (const id of new Set(request.processedRecordIds)) {
    const key = keyOf(tenant.company, id)
    const entry = request.exportInvoicesFlag === true ? sim.books.glEntries.get(key) : undefined
    const record = sim.books.recordEntries.get(key)
    const wanted = record?.kind === 'expense' ? request.exportExpensesFlag : request.exportProductsFlag
    if (entry) found.entries.push(entry)
    else if (record && wanted === true) found.records.push(record)
    else
      return refuse(
        invalid(RESOURCE, 'processedRecordIds', `Record ${id} does not exist.`, 'ReferenceNotFound'),
      )
  }
  return done(found)
}

/** An apostrophe in an adjustment, a bar in a packing slip or an invoice number: no batch takes them (knowledge §7). */
function unfitFor(sim: Sim, tenant: Tenant, { entries, records }: Found): string | null {
  const number = invoicesOf(sim, tenant, entries).find(one => one.number.includes('|'))?.number
  if (number !== undefined) return number
  const ids = new Set(records.map(entry => entry.recordId))
  for (const one of productDocuments(sim, tenant, ids)) {
    if (one.type === 'Purchase' && one.slip.includes('|')) return one.slip
    if (one.type !== 'Adjustment') continue
    const { identifier, reason } = one.adjustment
    const texts = [identifier, ...(sim.parameters.adjustmentReasonBreaksBatch ? [reason] : [])]
    const unfit = texts.find(text => text.includes("'"))
    if (unfit !== undefined) return unfit
  }
  return null
}

function commitBatch(
  sim: Sim,
  tenant: Tenant,
  request: BatchRequest,
  { entries, records }: Found,
  member: Member,
): Batched {
  const { books } = sim
  const id = books.nextId(tenant.company, 'batch')
  const batch = books.batches.put({
    key: keyOf(tenant.company, id),
    tenant: tenant.company,
    id,
    identifier: request.batchIdentifier ?? '',
    glInterfaceIdentifier: request.glInterfaceIdentifier ?? '',
    invoices: request.exportInvoicesFlag ?? false,
    expenses: request.exportExpensesFlag ?? false,
    products: request.exportProductsFlag ?? false,
    closed: false,
    createdBy: member.identifier,
    createdAt: stamp(sim.clock.now()),
  })
  for (const entry of entries) books.glEntries.put({ ...entry, batchId: id })
  for (const entry of records) books.recordEntries.put({ ...entry, batchId: id })
  const invoices = invoicesOf(sim, tenant, entries).map(invoice =>
    mark(sim, tenant, { ...invoice, glBatch: { id, name: batch.identifier }, unbatched: null }, member),
  )
  return { batch, entries, records, invoices }
}

function invoicesOf(sim: Sim, tenant: Tenant, entries: GlEntry[]): Invoice[] {
  return [...new Set(entries.map(entry => entry.invoiceId))].flatMap(
    id => sim.books.invoices.get(keyOf(tenant.company, id)) ?? [],
  )
}
