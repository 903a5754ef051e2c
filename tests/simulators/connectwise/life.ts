import type { SimResponse } from '../kit/message.ts'
import type { GlEntry, Invoice, Member, Tenant } from './entities.ts'
import { failure, invalid } from './errors.ts'
import { entriesOf, totals } from './gl.ts'
import { type Sim, stamp } from './sim.ts'
import { keyOf } from './store.ts'
import { invoiceTold } from './told.ts'

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
  sim.callbacks.fire(tenant, invoiceTold(sim.books, tenant, saved), action, member.id)
  return saved
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

/** Whether a batch tells anybody is open: a parameter. */
export function mark(sim: Sim, tenant: Tenant, invoice: Invoice, member: Member): Invoice {
  if (sim.parameters.batchFiresCallback) return save(sim, tenant, invoice, member, 'updated')
  return sim.books.invoices.put(invoice)
}

export const done = <Value>(value: Value): Done<Value> => ({ ok: true, value })
export const refuse = (refusal: SimResponse): { ok: false; refusal: SimResponse } => ({ ok: false, refusal })
