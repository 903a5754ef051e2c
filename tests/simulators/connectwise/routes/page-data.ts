import type { Route, SimRequest, SimResponse } from '../../kit/message.ts'
import { authenticatorOf } from '../authenticator.ts'
import type { Invoice, Tenant } from '../entities.ts'
import { forbidden, noSuchPlace } from '../errors.ts'
import { isClosed, setStatus } from '../life.ts'
import { dec } from '../money.ts'
import { receive } from '../orders.ts'
import { orderDetail, orderList } from '../page-orders.ts'
import { hostableScreens, screenName } from '../screens.ts'
import { memberNamed, type PageVisit, renewed, sessionCookie, signIn } from '../sessions.ts'
import { dayBefore, lookupOf, type Sim } from '../sim.ts'
import { keyOf } from '../store.ts'
import { bodyOf, ok, pageRouteOf } from './page-route.ts'

/** What Manage's pages read and write: private to them, no part of the vendor's API. */
export function pageDataRoutes(sim: Sim): Route[] {
  const on = pageRouteOf(sim)
  return [
    on('GET', 'shell', visit => ok(shell(sim, visit))),
    on('GET', 'authentication', visit => ok(authentication(sim, visit)), true),
    on('GET', 'authenticator', visit => ok(authenticatorOf(visit)), true),
    on('POST', 'session', ({ tenant }, request) => {
      const { member } = bodyOf<{ member: string }>(request)
      const found = memberNamed(sim, tenant.company, member)
      if (!found || found.inactive) return forbidden()
      return { ...ok({}), headers: { 'set-cookie': sessionCookie(signIn(sim, tenant, found)) } }
    }),
    on('GET', 'invoices', ({ tenant }, { query }) => ok(invoiceList(sim, tenant, query.get('q') ?? ''))),
    on('GET', 'invoices/:id', ({ tenant }, request) => {
      const invoice = sim.books.invoices.get(keyOf(tenant.company, request.params.id ?? ''))
      return invoice ? ok(invoiceDetail(sim, tenant, invoice)) : noSuchPlace()
    }),
    on('POST', 'invoices/:id/status', (visit, request) => saveStatus(sim, visit, request)),
    on('GET', 'orders', ({ tenant }) => ok(orderList(sim, tenant))),
    on('GET', 'orders/:id', ({ tenant }, request) => {
      const order = sim.books.purchaseOrders.get(keyOf(tenant.company, request.params.id ?? ''))
      return order ? ok(orderDetail(sim, tenant, order)) : noSuchPlace()
    }),
    on('POST', 'orders/:id/receive', (visit, request) => receiveAll(sim, visit, request)),
    on('GET', 'companies', ({ tenant }) =>
      ok({
        companies: sim.books.companies.by('tenant', tenant.company).map(one => ({
          id: one.id,
          identifier: one.identifier,
          name: one.name,
          accountNumber: one.accountNumber,
          city: one.address.city,
        })),
      }),
    ),
    on('GET', 'companies/:id', ({ tenant }, request) => {
      const company = sim.books.companies.get(keyOf(tenant.company, request.params.id ?? ''))
      if (!company) return noSuchPlace()
      const invoices = sim.books.invoices.by('company', company.key).map(one => brief(sim, tenant, one))
      return ok({ id: company.id, name: company.name, invoices: invoices.reverse() })
    }),
  ]
}

function shell(sim: Sim, { tenant, member }: PageVisit) {
  const screens = hostableScreens(sim.parameters)
  const people = sim.books.members
    .by('tenant', tenant.company)
    .filter(one => one.role !== 'api' && (!one.inactive || one.id === member.id))
  return {
    company: tenant.company,
    name: tenant.name,
    member: member.identifier,
    members: people.map(one => ({ identifier: one.identifier, name: `${one.firstName} ${one.lastName}` })),
    menuEntries: sim.books.menuEntries
      .by('tenant', tenant.company)
      .map(({ id, caption, link, origin, newWindow }) => ({ id, caption, link, origin, newWindow })),
    hosted: sim.books.hostedSetups
      .by('tenant', tenant.company)
      .filter(row => !row.disabled)
      .flatMap(({ id, description, url, origin, type, podHeight, screenId }) => {
        const screen = screens.find(one => one.id === screenId)
        const name = screen && screenName(screen.screenId)
        return name ? [{ id, description, url, origin, type, podHeight, screen: name }] : []
      }),
    modes: sim.parameters.page,
    menuEntryHandshake: sim.parameters.menuEntryHandshake,
  }
}

/** getMemberAuthentication, with the vendor's casing. */
function authentication(sim: Sim, visit: PageVisit) {
  const session = renewed(sim, visit)
  return {
    site: sim.urls.ui,
    companyid: visit.tenant.company,
    memberid: visit.member.identifier,
    memberHash: session.hash,
    memberContext: session.context,
    memberEmail: visit.member.email,
    codeBase: visit.tenant.codebase,
  }
}

const LIST_MAX = 200

function invoiceList(sim: Sim, tenant: Tenant, search: string) {
  const all = sim.books.invoices.by('tenant', tenant.company).reverse()
  const wanted = search.trim().toLowerCase()
  const at = lookupOf(sim.books, tenant)
  const found = all.filter(
    one =>
      wanted === '' ||
      one.number.toLowerCase().includes(wanted) ||
      at.company(one.companyId).name.toLowerCase().includes(wanted),
  )
  return { count: all.length, invoices: found.slice(0, LIST_MAX).map(one => brief(sim, tenant, one)) }
}

export function brief(sim: Sim, tenant: Tenant, invoice: Invoice) {
  return {
    id: invoice.id,
    number: invoice.number,
    type: invoice.type,
    date: invoice.date,
    company: lookupOf(sim.books, tenant).company(invoice.companyId).name,
    status: tenant.statuses.find(one => one.id === invoice.statusId)?.name ?? '',
    closed: isClosed(tenant, invoice),
    batch: invoice.glBatch?.name ?? '',
    total: invoice.total,
    currency: tenant.currencies.find(one => one.id === invoice.currencyId)?.identifier ?? '',
  }
}

function invoiceDetail(sim: Sim, tenant: Tenant, invoice: Invoice) {
  const ids = sim.books.invoices.by('tenant', tenant.company).map(one => one.id)
  const place = ids.indexOf(invoice.id)
  const { payments, credits } = lookupOf(sim.books, tenant).settled(invoice)
  return {
    ...brief(sim, tenant, invoice),
    companyId: invoice.companyId,
    statusId: invoice.statusId,
    statuses: tenant.statuses.map(({ id, name }) => ({ id, name })),
    dueDate: invoice.dueDate,
    terms: tenant.terms.find(one => one.id === invoice.termsId)?.name ?? '',
    taxCode: tenant.taxCodes.find(one => one.id === invoice.taxCodeId)?.identifier ?? '',
    customerPO: invoice.customerPO,
    reference: invoice.reference,
    location: tenant.locations.find(one => one.id === invoice.locationId)?.name ?? '',
    subtotal: invoice.subtotal,
    salesTax: invoice.salesTax,
    payments: sim.books.payments
      .by('invoice', keyOf(tenant.company, invoice.id))
      .map(({ id, amount, date, appliedBy, creditId }) => ({
        ...{ id, amount, date, appliedBy },
        credit:
          creditId === undefined
            ? null
            : (sim.books.invoices.get(keyOf(tenant.company, creditId))?.number ?? ''),
      })),
    balance: dec(invoice.total).minus(payments).minus(credits).toFixed(2),
    lines: invoice.lines.map(({ description, kind, quantity, price, amount }) => ({
      description,
      kind,
      quantity,
      price,
      amount,
    })),
    previousId: ids[place - 1] ?? null,
    nextId: ids[place + 1] ?? null,
  }
}

/** The Save button: closing here is what makes the accounting entries. */
function saveStatus(sim: Sim, { tenant, member }: PageVisit, request: SimRequest) {
  const { statusId } = bodyOf<{ statusId: number }>(request)
  return request.write<SimResponse>({
    commit() {
      const invoice = sim.books.invoices.get(keyOf(tenant.company, request.params.id ?? ''))
      if (!invoice) return noSuchPlace()
      const moved = setStatus(sim, tenant, invoice, statusId, member)
      return moved.ok ? ok(invoiceDetail(sim, tenant, moved.value)) : moved.refusal
    },
    format: response => response,
  })
}

/** All that waits arrives under one packing slip: its lines are closed and have their entries. */
function receiveAll(sim: Sim, { tenant, member }: PageVisit, request: SimRequest) {
  const { slip } = bodyOf<{ slip: string }>(request)
  return request.write<SimResponse>({
    commit() {
      const order = sim.books.purchaseOrders.get(keyOf(tenant.company, request.params.id ?? ''))
      if (!order) return noSuchPlace()
      const lines = order.lines.map(({ number }) => ({ number }))
      const got = receive(sim, tenant, order, { slip, lines, on: dayBefore(sim, 0) }, member)
      return ok(orderDetail(sim, tenant, got))
    },
    format: response => response,
  })
}
