import { ok, plain, refuse } from '../kit/control.ts'
import { type Route, route } from '../kit/message.ts'
import { deleteBatch } from './batches.ts'
import type { Action, Forgery } from './callbacks.ts'
import { procurementControlRoutes } from './control-procurement.ts'
import { type Adjusted, type Purchase, productDocuments, type Transferred } from './documents.ts'
import type { GlType, Invoice, Role, Tenant } from './entities.ts'
import { fileTruth } from './files.ts'
import { totalOf } from './format-procurement.ts'
import { edit, entriesFor, setStatus } from './life.ts'
import { cents, dec, sum } from './money.ts'
import { RIGHTS, type Right } from './rights.ts'
import { addInvoice, type InvoiceSpec } from './seed.ts'
import { type BulkSpec, seedBulk, seedTenants } from './seed-bulk.ts'
import { addExpense, type ExpenseSpec } from './seed-expenses.ts'
import { memberNamed, signIn } from './sessions.ts'
import type { Sim } from './sim.ts'
import { expenseEntries } from './spending.ts'
import { keyOf } from './store.ts'
import { expenseTold, invoiceTold, orderTold, type Told } from './told.ts'
import { stockValues } from './valuation.ts'

type Named = { tenant: string; member?: string }

/** What tests and the sandbox do behind Manage's back. None of it is recorded or faulted. */
export function controlRoutes(sim: Sim, flush: () => void): Route[] {
  const on = (method: string, path: string, run: (body: Body) => object | string) =>
    route(method, `/_sim/${path}`, async request => {
      const made = await run(request.method === 'GET' ? {} : plain<Body>(request))
      flush()
      return typeof made === 'string' ? refuse(made) : ok(made)
    })

  return [
    ...procurementControlRoutes(sim, flush),
    on('POST', 'members', body => changeMember(sim, body)),
    on('POST', 'sessions', body => {
      const tenant = sim.books.tenants.get(body.tenant ?? '')
      const member = memberNamed(sim, body.tenant ?? '', body.member ?? '')
      if (!tenant || !member) return 'no such login company or member'
      const { hash, context } = signIn(sim, tenant, member)
      return {
        companyid: tenant.company,
        memberid: member.identifier,
        memberHash: hash,
        memberContext: context,
      }
    }),
    on('POST', 'sessions/expire', body => expire(sim, { tenant: body.tenant ?? '', ...only(body.member) })),
    on('POST', 'invoices', body => {
      const tenant = sim.books.tenants.get(body.tenant ?? '')
      if (!tenant) return 'no such login company'
      return { invoices: (body.invoices ?? []).map(spec => shown(sim, addInvoice(sim, tenant, spec))) }
    }),
    on('PATCH', 'invoices', body => changeInvoice(sim, body)),
    on('PATCH', 'companies', body => changeCompany(sim, body)),
    on('POST', 'gl-accounts', body => changeMapping(sim, body)),
    on('POST', 'tenants', body => {
      const tenant = sim.books.tenants.get(body.tenant ?? '')
      if (!tenant) return 'no such login company'
      sim.books.tenants.put({ ...tenant, ...body.setup })
      return {}
    }),
    on('PATCH', 'batches', body => closeBatch(sim, body)),
    on('DELETE', 'batches', body => removeBatch(sim, body)),
    on('POST', 'roles', body => changeRole(sim, body)),
    on('POST', 'expenses', body => {
      const tenant = sim.books.tenants.get(body.tenant ?? '')
      if (!tenant) return 'no such login company'
      const made = (body.expenses ?? []).map(spec => addExpense(sim, tenant, spec))
      return { expenses: made.map(({ id, detailId, memberId, date }) => ({ id, detailId, memberId, date })) }
    }),
    on('GET', 'callbacks', () => sim.callbacks.log()),
    on('PATCH', 'callbacks', body => switchOff(sim, body)),
    on('POST', 'callbacks/release', () => ({ released: sim.callbacks.release() })),
    route('POST', '/_sim/callbacks/send', async request => {
      const sent = await sendCallback(sim, plain<Body>(request))
      return typeof sent === 'string' ? refuse(sent) : ok(sent)
    }),
    route('POST', '/_sim/callbacks/settled', async () => ok({ settled: await sim.callbacks.settled() })),
  ]
}

/** What POST /_sim/seed makes. */
export function seedMore(sim: Sim, input: unknown): object {
  const spec: (BulkSpec & { kind: 'bulk' }) | { kind: 'tenants'; count: number } = JSON.parse(
    JSON.stringify(input),
  )
  if (spec.kind === 'tenants') return seedTenants(sim, spec.count)
  if (spec.kind !== 'bulk') throw new Error('nothing to seed of this kind')
  return seedBulk(sim, spec)
}

/** The books for a checker that trusts nobody: invoices, packing slips, stock and expenses, their entries and the batches that hold those and others. */
export function truth(sim: Sim): object {
  const tenants = sim.books.tenants.all().map(tenant => {
    const { company } = tenant
    return [
      company,
      {
        invoices: sim.books.invoices.by('tenant', company).map(invoice => shown(sim, invoice)),
        payments: sim.books.payments
          .by('tenant', company)
          .map(({ id, invoiceId, creditId, amount, date }) => ({ id, invoiceId, creditId, amount, date })),
        purchases: productDocuments(sim, tenant).flatMap(one =>
          one.type === 'Purchase' ? [bought(one)] : [],
        ),
        stock: stockValues(sim, tenant),
        movements: productDocuments(sim, tenant).flatMap(one =>
          one.type === 'Purchase' ? [] : [movementOf(one)],
        ),
        expenses: sim.books.expenses.by('tenant', company).map(expense => ({
          id: expense.id,
          detailId: expense.detailId,
          amount: expense.amount,
          classification: tenant.classifications.find(one => one.id === expense.classificationId)?.name ?? '',
          memberId: expense.memberId,
          locationId: expense.locationId,
          date: expense.date,
          notes: expense.notes,
          status: expense.status,
          entries: expenseEntries(sim, tenant, expense).map(({ id, type, amount, batchId }) => ({
            ...{ id, type, amount, batchId },
          })),
        })),
        files: sim.books.files.by('tenant', company).map(fileTruth),
        batches: sim.books.batches.by('tenant', company).map(batch => ({
          id: batch.id,
          identifier: batch.identifier,
          closed: batch.closed,
          entries: sim.books.glEntries
            .by('batch', keyOf(company, batch.id))
            .map(({ id, invoiceId, amount }) => ({ id, invoiceId, amount })),
          records: sim.books.recordEntries
            .by('batch', keyOf(company, batch.id))
            .map(({ id, recordId, type, amount }) => ({ id, recordId, type, amount })),
        })),
      },
    ] as const
  })
  return { tenants: Object.fromEntries(tenants) }
}

/** The GL mapping: rows that are added, and all of one type that go. */
function changeMapping(sim: Sim, { tenant = '', rows = [], remove }: Body): object | string {
  const found = sim.books.tenants.get(tenant)
  if (!found) return 'no such login company'
  const kept = found.glAccounts.filter(row => row.glType !== remove)
  sim.books.tenants.put({ ...found, glAccounts: [...kept, ...rows] })
  return {}
}

/** Its Account on the Company Finance screen. */
function changeCompany(sim: Sim, { tenant = '', company = '', accountNumber = '' }: Body): object | string {
  const found = sim.books.companies.by('tenant', tenant).find(one => one.identifier === company)
  if (!found) return 'no such company'
  sim.books.companies.put({ ...found, accountNumber })
  return {}
}

/** After a quarter, in Manage: from now on nobody can delete it. */
function closeBatch(sim: Sim, { tenant = '', id = 0 }: Body): object | string {
  const batch = sim.books.batches.get(keyOf(tenant, id))
  if (!batch) return 'no such batch'
  sim.books.batches.put({ ...batch, closed: true })
  return {}
}

/** By hand, in Manage's accounting interface. */
function removeBatch(sim: Sim, { tenant = '', id = 0 }: Body): object | string {
  const place = sim.books.tenants.get(tenant)
  const batch = sim.books.batches.get(keyOf(tenant, id))
  const editor = sim.books.members.by('tenant', tenant).find(one => one.role === 'finance')
  if (!place || !batch || !editor) return 'no such batch'
  const removed = deleteBatch(sim, place, batch, editor)
  return removed.ok ? {} : JSON.stringify(removed.refusal.body)
}

/** As after three days in which no message arrived, or as an administrator does. */
function switchOff(sim: Sim, { tenant = '', callbackId = 0 }: Body): object | string {
  const callback = sim.books.callbacks.get(keyOf(tenant, callbackId))
  if (!callback) return 'no such callback'
  sim.books.callbacks.put({ ...callback, inactive: true })
  return {}
}

type Body = {
  company?: string
  accountNumber?: string
  authenticator?: string
  tenant?: string
  member?: string
  inactive?: boolean
  role?: Role
  identifier?: string
  /** Of a login company, what an upgrade or an administrator of Manage changes. */
  setup?: Partial<
    Pick<
      Tenant,
      'accounting' | 'catalog' | 'codebase' | 'integrator' | 'keys' | 'timeZone' | 'version' | 'warehouses'
    >
  >
  /** Of a security role: `right` loses every action that is not in `allowed` ('AEDI', '' for None). */
  securityRole?: string
  right?: Right
  allowed?: string
  expenses?: ExpenseSpec[]
  invoices?: InvoiceSpec[]
  rows?: Tenant['glAccounts']
  remove?: GlType
  id?: number
  status?: string
  changes?: Partial<
    Pick<Invoice, 'reference' | 'customerPO' | 'lines' | 'taxCodeId' | 'termsId' | 'date' | 'dueDate'>
  >
  callbackId?: number
  /** Of a callback that is sent: what it tells of. */
  type?: Told['type']
  action?: Action
  forge?: Forgery
  keyUrl?: string
  replay?: boolean
}

function shown(sim: Sim, invoice: Invoice) {
  const tenant = sim.books.tenants.get(invoice.tenant)
  return {
    id: invoice.id,
    billingLogId: invoice.billingLogId,
    number: invoice.number,
    type: invoice.type,
    companyId: invoice.companyId,
    status: tenant?.statuses.find(one => one.id === invoice.statusId)?.name ?? '',
    closed: tenant?.statuses.find(one => one.id === invoice.statusId)?.closedFlag ?? false,
    subtotal: invoice.subtotal,
    salesTax: invoice.salesTax,
    total: invoice.total,
    costOfGoods: costOfGoods(sim, invoice),
    currency: tenant?.currencies.find(one => one.id === invoice.currencyId)?.identifier ?? '',
    glBatch: invoice.glBatch,
    entries: entriesFor(sim, invoice).map(({ id, type, amount, batchId }) => ({ id, type, amount, batchId })),
  }
}

/** Of what leaves the stock, or on a credit memo comes back to it: each entry to the cent. */
function costOfGoods(sim: Sim, invoice: Invoice): string {
  const costs = entriesFor(sim, invoice)
    .filter(entry => (entry.inventory ?? '') !== '')
    .map(({ cost, lineId }) => {
      const line = invoice.lines.find(one => one.id === lineId)
      return cents(dec(cost).times(line?.quantity ?? '1')).toFixed(2)
    })
  return sum(costs).toFixed(2)
}

function movementOf({ type, name, on, entries }: Adjusted | Transferred) {
  return {
    productId: name,
    type,
    on,
    total: totalOf(entries),
    entries: entries.map(({ id, amount, batchId }) => ({ id, amount, batchId })),
  }
}

function bought({ name, order, slip, on, entries }: Purchase) {
  return {
    productId: name,
    order: { id: order.id, number: order.number },
    slip,
    on,
    total: totalOf(entries),
    salesTax: totalOf(entries, 'PT', 'FT'),
    entries: entries.map(({ id, type, amount, batchId }) => ({ id, type, amount, batchId })),
  }
}

function changeMember(
  sim: Sim,
  { tenant = '', member = '', inactive, role, identifier, authenticator }: Body,
) {
  const found = memberNamed(sim, tenant, member)
  if (!found) return `no member ${member} in ${tenant}`
  sim.books.members.put({
    ...found,
    inactive: inactive ?? found.inactive,
    role: role ?? found.role,
    identifier: identifier ?? found.identifier,
    // The secret of a QR code that the member has scanned: the page shows its codes from now on.
    ...(authenticator !== undefined && { authenticator }),
  })
  return {}
}

function changeRole(sim: Sim, { tenant = '', securityRole = 'API Integration', right, allowed = '' }: Body) {
  const place = sim.books.tenants.get(tenant)
  if (!place?.roles.some(role => role.name === securityRole) || !right || !RIGHTS.includes(right))
    return `no security role ${securityRole} in ${tenant}, or no right ${right}`
  const roles = place.roles.map(role =>
    role.name === securityRole ? { ...role, rights: { ...role.rights, [right]: allowed } } : role,
  )
  sim.books.tenants.put({ ...place, roles })
  return { before: place.roles.find(role => role.name === securityRole)?.rights[right] ?? '' }
}

function expire(sim: Sim, { tenant, member }: Named) {
  const wanted = member === undefined ? undefined : memberNamed(sim, tenant, member)
  const ended = sim.books.sessions
    .by('tenant', tenant)
    .filter(session => wanted === undefined || session.memberId === wanted.id)
  for (const session of ended) sim.books.sessions.put({ ...session, expired: true })
  return { expired: ended.length }
}

/** An edit by somebody in Manage: fields first, then the status by its name. */
function changeInvoice(sim: Sim, { tenant = '', id = 0, status, changes, member = '' }: Body) {
  const place = sim.books.tenants.get(tenant)
  const invoice = sim.books.invoices.get(keyOf(tenant, id))
  const editor =
    memberNamed(sim, tenant, member) ??
    sim.books.members.by('tenant', tenant).find(one => one.role === 'finance')
  if (!place || !invoice || !editor) return `no invoice ${id} in ${tenant}`
  const edited = changes
    ? edit(sim, place, invoice, changes, editor)
    : ({ ok: true, value: invoice } as const)
  if (!edited.ok) return JSON.stringify(edited.refusal.body)
  if (status === undefined) return shown(sim, edited.value)
  const statusId = place.statuses.find(one => one.name === status)?.id ?? 0
  const moved = setStatus(sim, place, edited.value, statusId, editor)
  return moved.ok ? shown(sim, moved.value) : JSON.stringify(moved.refusal.body)
}

/** Sends one callback now: a true one, a forged one, or the last one of that record again, byte for byte. */
async function sendCallback(sim: Sim, body: Body): Promise<object | string> {
  const { tenant = '', id = 0, type = 'invoice', action = 'updated', forge = 'none', keyUrl = '' } = body
  const place = sim.books.tenants.get(tenant)
  const told = place && toldOf(sim, place, type, id)
  const callbacks = sim.books.callbacks.by('tenant', tenant)
  const listening = callbacks.find(one =>
    body.callbackId === undefined ? one.type === type : one.id === body.callbackId,
  )
  // A forger needs no row of that type, only an address.
  const callback = listening ?? (body.callbackId === undefined ? callbacks[0] : undefined)
  if (!place || !told || !callback) return 'no such login company, record or callback'
  if (body.replay === true) {
    const last = sim.callbacks
      .log()
      .findLast(one => one.tenant === tenant && one.body.includes(`"ID":${id},`))
    if (!last) return `nothing was sent for ${type} ${id} yet`
    return { status: await sim.callbacks.sendNow(last) }
  }
  const made = sim.callbacks.message(place, callback, { told, action }, forge, keyUrl)
  return { status: await sim.callbacks.sendNow(made) }
}

function toldOf({ books }: Sim, place: Tenant, type: Told['type'], id: number): Told | undefined {
  const key = keyOf(place.company, id)
  const [invoice, order, expense] = [
    books.invoices.get(key),
    books.purchaseOrders.get(key),
    books.expenses.get(key),
  ]
  if (type === 'purchaseorder') return order && orderTold(books, place, order)
  if (type === 'expense') return expense && expenseTold(books, place, expense)
  return invoice && invoiceTold(books, place, invoice)
}

const only = (member: string | undefined) => (member === undefined ? {} : { member })
