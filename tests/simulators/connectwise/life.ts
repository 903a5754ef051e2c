import type { SimResponse } from '../kit/message.ts'
import type { Batch, GlEntry, Invoice, Member, Tenant } from './entities.ts'
import { failure, invalid } from './errors.ts'
import { entriesOf, totals } from './gl.ts'
import { type Sim, stamp } from './sim.ts'
import { keyOf } from './store.ts'

export type Done<Value> = { ok: true; value: Value } | { ok: false; refusal: SimResponse }

/** The one place where an invoice changes: entries appear at closing, vanish at reopening. */
export function setStatus(
  sim: Sim,
  tenant: Tenant,
  invoice: Invoice,
  statusId: number,
  member: Member,
): Done<Invoice> {
  const status = tenant.statuses.find(one => one.id === statusId)
  if (!status) return refuse(invalid('invoice', 'status', `Status ${statusId} does not exist.`))
  const closed = isClosed(tenant, invoice)
  if (closed && !status.closedFlag && entriesFor(sim, invoice).some(entry => entry.batchId !== null))
    return refuse(invalid('invoice', 'status', 'The invoice has been batched. Unbatch it first.'))
  if (!closed && status.closedFlag) return close(sim, tenant, { ...invoice, statusId }, member)
  if (closed && !status.closedFlag) dropEntries(sim, invoice)
  const closedBy = status.closedFlag ? invoice.closedBy : ''
  const closedAt = status.closedFlag ? invoice.closedAt : ''
  return done(save(sim, tenant, { ...invoice, statusId, closedBy, closedAt }, member, 'updated'))
}

/** Anything but the status; a closed invoice stands as it is. */
export function edit(
  sim: Sim,
  tenant: Tenant,
  invoice: Invoice,
  changes: Partial<Invoice>,
  member: Member,
): Done<Invoice> {
  const onlyNotes = Object.keys(changes).every(field => field === 'internalNotes')
  if (isClosed(tenant, invoice) && !onlyNotes)
    return refuse(failure(400, 'InvalidObject', 'The invoice is closed and cannot be changed.'))
  return done(save(sim, tenant, totals(tenant, { ...invoice, ...changes }), member, 'updated'))
}

export function add(sim: Sim, tenant: Tenant, invoice: Invoice, member: Member): Invoice {
  return save(sim, tenant, totals(tenant, invoice), member, 'added')
}

export function save(
  sim: Sim,
  tenant: Tenant,
  invoice: Invoice,
  member: Member,
  action: 'added' | 'updated',
): Invoice {
  const saved = sim.books.invoices.put({
    ...invoice,
    updatedAt: stamp(sim.clock.now()),
    updatedBy: member.identifier,
  })
  sim.callbacks.fire(tenant, saved, action, member.id)
  return saved
}

export type BatchRequest = {
  batchIdentifier?: string
  glInterfaceIdentifier?: string
  exportInvoicesFlag?: boolean | null
  exportExpensesFlag?: boolean | null
  exportProductsFlag?: boolean | null
  processedRecordIds: number[]
}
export type Batched = { batch: Batch; entries: GlEntry[]; invoices: Invoice[] }

/** Only the entries that are named become part of the batch; all of them or none. */
export function createBatch(sim: Sim, tenant: Tenant, request: BatchRequest, member: Member): Done<Batched> {
  const { books } = sim
  const identifier = request.batchIdentifier ?? ''
  if (books.batches.by('identifier', keyOf(tenant.company, identifier)).length > 0)
    return refuse(
      invalid(
        'accountingBatch',
        'batchIdentifier',
        'The batch identifier must be unique.',
        'DuplicateObject',
      ),
    )
  const ids = [...new Set(request.processedRecordIds)]
  const entries: GlEntry[] = []
  for (const id of ids) {
    const entry = books.glEntries.get(keyOf(tenant.company, id))
    if (!entry)
      return refuse(
        invalid('accountingBatch', 'processedRecordIds', `Record ${id} does not exist.`, 'ReferenceNotFound'),
      )
    entries.push(entry)
  }
  const taken = entries.find(entry => entry.batchId !== null)
  if (taken)
    return refuse(
      failure(sim.parameters.alreadyBatchedStatus, 'ConflictError', `Record ${taken.id} is already batched.`),
    )
  return done(commitBatch(sim, tenant, request, entries, member))
}

function commitBatch(
  sim: Sim,
  tenant: Tenant,
  request: BatchRequest,
  entries: GlEntry[],
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
  const invoices = invoicesOf(sim, tenant, entries).map(invoice =>
    mark(sim, tenant, { ...invoice, glBatch: { id, name: batch.identifier }, unbatched: null }, member),
  )
  return { batch, entries, invoices }
}

/** Undo: the records are unposted again. The accounting package is not touched. */
export function deleteBatch(sim: Sim, tenant: Tenant, batch: Batch, member: Member): Done<Batch> {
  if (batch.closed) return refuse(failure(409, 'ConflictError', 'A closed batch cannot be deleted.'))
  const entries = sim.books.glEntries.by('batch', keyOf(tenant.company, batch.id))
  for (const entry of entries) sim.books.glEntries.put({ ...entry, batchId: null })
  for (const invoice of invoicesOf(sim, tenant, entries)) {
    const unbatched = { id: batch.id, name: batch.identifier }
    const glBatch = invoice.glBatch?.id === batch.id ? null : invoice.glBatch
    mark(sim, tenant, { ...invoice, glBatch, unbatched }, member)
  }
  sim.books.batches.delete(batch.key)
  return done(batch)
}

export const isClosed = (tenant: Tenant, invoice: Invoice): boolean =>
  tenant.statuses.some(status => status.id === invoice.statusId && status.closedFlag)

export const entriesFor = (sim: Sim, invoice: Invoice): GlEntry[] =>
  sim.books.glEntries.by('invoice', keyOf(invoice.tenant, invoice.id))

/** Closed and not wholly batched. */
export function isUnposted(sim: Sim, tenant: Tenant, invoice: Invoice): boolean {
  if (!isClosed(tenant, invoice)) return false
  const entries = entriesFor(sim, invoice)
  if (entries.length === 0) return sim.parameters.unpostedWithoutEntries
  return entries.some(entry => entry.batchId === null)
}

function close(sim: Sim, tenant: Tenant, invoice: Invoice, member: Member): Done<Invoice> {
  const company = sim.books.companies.get(keyOf(tenant.company, invoice.companyId))
  if (!company || company.accountNumber === '')
    return refuse(invalid('invoice', 'status', 'The company has no account number; it cannot be closed.'))
  const final = totals(tenant, invoice)
  for (const entry of entriesOf(tenant, final, () => sim.books.nextId(tenant.company, 'glEntry')))
    sim.books.glEntries.put(entry)
  const closedAt = stamp(sim.clock.now())
  return done(save(sim, tenant, { ...final, closedBy: member.identifier, closedAt }, member, 'updated'))
}

function dropEntries(sim: Sim, invoice: Invoice) {
  for (const entry of entriesFor(sim, invoice)) sim.books.glEntries.delete(entry.key)
}

function invoicesOf(sim: Sim, tenant: Tenant, entries: GlEntry[]): Invoice[] {
  return [...new Set(entries.map(entry => entry.invoiceId))].flatMap(
    id => sim.books.invoices.get(keyOf(tenant.company, id)) ?? [],
  )
}

/** Whether a batch tells anybody is open: a parameter. */
function mark(sim: Sim, tenant: Tenant, invoice: Invoice, member: Member): Invoice {
  if (sim.parameters.batchFiresCallback) return save(sim, tenant, invoice, member, 'updated')
  return sim.books.invoices.put(invoice)
}

const done = <Value>(value: Value): Done<Value> => ({ ok: true, value })
const refuse = (refusal: SimResponse): { ok: false; refusal: SimResponse } => ({ ok: false, refusal })
