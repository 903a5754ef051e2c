import { type Route, type SimRequest, type SimResponse, unsupported } from '../../kit/message.ts'
import { patchBody } from '../bodies.ts'
import { type Invoice, MAPPED_TYPES, type Tenant } from '../entities.ts'
import { failure, invalid, noSuchPlace } from '../errors.ts'
import { currencyRow, invoiceRow } from '../format.ts'
import { glAccountRow, glCaptionsRow, glEntryRow, packageSetupRow } from '../format-accounting.ts'
import { edit, entriesFor, isClosed, setStatus } from '../life.ts'
import { number } from '../money.ts'
import type { Wanted } from '../query.ts'
import type { Context, Rest } from '../rest.ts'
import { keyOf } from '../store.ts'

export function financeRoutes(rest: Rest): Route[] {
  return [
    ...rest.collection('/finance/invoices', (context, wanted) =>
      invoicesLike(context, wanted).map(invoice => invoiceRow(context.at, invoice)),
    ),
    rest.on('PATCH', '/finance/invoices/:id', (context, request) => patchInvoice(context, request, false)),
    rest.on('PATCH', '/finance/closedInvoices/:id', (context, request) =>
      patchInvoice(context, request, true),
    ),
    rest.on('GET', '/finance/invoices/:id/glEntries/', (context, request) => {
      const invoice = invoiceOf(context, request)
      return invoice ? { status: 200, body: entriesFor(context.sim, invoice).map(glEntryRow) } : noSuchPlace()
    }),
    ...rest.collection('/finance/billingStatuses', ({ tenant }) =>
      tenant.statuses.map(status => ({ ...status, inactiveFlag: false, _info: INFO })),
    ),
    ...rest.collection('/finance/billingTerms', ({ tenant }) =>
      tenant.terms.map(term => ({ ...term, defaultFlag: term.id === tenant.terms[0]?.id, _info: INFO })),
    ),
    ...rest.collection('/finance/currencies', ({ tenant }) =>
      tenant.currencies.map(currency => ({ ...currencyRow(currency), _info: INFO })),
    ),
    ...rest.collection('/finance/taxCodes', ({ tenant }) =>
      tenant.taxCodes.map(code => taxCodeRow(tenant, code.id)),
    ),
    ...rest.collection('/finance/glAccounts', ({ tenant }) => tenant.glAccounts.map(glAccountRow)),
    ...rest.collection('/finance/glCaptions', ({ tenant }) => [glCaptionsRow(tenant.accounting)]),
    ...rest.collection('/finance/accountingPackageSetup', ({ tenant }) => [
      packageSetupRow(tenant.accounting),
    ]),
    rest.on('GET', '/finance/glAccounts/mappedTypes', () => ({
      status: 200,
      body: MAPPED_TYPES.map((name, at) => ({ id: at + 1, name })),
    })),
  ].sort(literalFirst)
}

/** Starts from the narrowest index that the conditions allow. */
export function invoicesLike({ sim, tenant }: Context, wanted: Wanted): Invoice[] {
  const { invoices } = sim.books
  const ids = wanted('id')
  if (ids) return ids.flatMap(id => invoices.get(keyOf(tenant.company, id)) ?? [])
  const numbers = wanted('invoiceNumber')
  if (numbers) return numbers.flatMap(one => invoices.by('number', keyOf(tenant.company, one)))
  const agreements = wanted('agreement/id')
  if (agreements) return agreements.flatMap(one => invoices.by('agreement', keyOf(tenant.company, one)))
  const companies = wanted('company/id')
  if (companies) return companies.flatMap(one => invoices.by('company', keyOf(tenant.company, one)))
  return invoices.by('tenant', tenant.company)
}

function invoiceOf({ sim, tenant }: Context, request: SimRequest): Invoice | undefined {
  return sim.books.invoices.get(keyOf(tenant.company, request.params.id ?? ''))
}

type Changes = { status: number | null; fields: Partial<Invoice> }

/** Closed invoices have their own address, and there only status and internal notes. */
async function patchInvoice(
  context: Context,
  request: SimRequest,
  closedPath: boolean,
): Promise<SimResponse> {
  const body = patchBody(request)
  if (!body.ok) return body.refusal
  const invoice = invoiceOf(context, request)
  if (!invoice) return noSuchPlace()
  const { sim, tenant, member } = context
  if (isClosed(tenant, invoice) !== closedPath)
    return failure(400, 'InvalidObject', closedPath ? 'The invoice is not closed.' : 'The invoice is closed.')
  const changes: Changes = { status: null, fields: {} }
  for (const { path, value } of body.value) {
    const problem = collect(tenant, changes, path, value, closedPath)
    if (problem) return problem
  }
  return request.write<SimResponse>({
    latencyMs: sim.parameters.latency.writeMs,
    commit() {
      const current = sim.books.invoices.get(invoice.key) ?? invoice
      const edited =
        Object.keys(changes.fields).length > 0
          ? edit(sim, tenant, current, changes.fields, member)
          : ({ ok: true, value: current } as const)
      if (!edited.ok) return edited.refusal
      const moved =
        changes.status === null ? edited : setStatus(sim, tenant, edited.value, changes.status, member)
      if (!moved.ok) return moved.refusal
      return { status: 200, body: invoiceRow(context.at, moved.value) }
    },
    format: response => response,
  })
}

const TEXT_FIELDS = ['reference', 'customerPO', 'topComment', 'internalNotes', 'date', 'dueDate'] as const

function collect(
  tenant: Tenant,
  changes: Changes,
  path: string,
  value: unknown,
  closedPath: boolean,
): SimResponse | null {
  // A sub-path changes nothing and answers 200 all the same (knowledge: PATCH, "false 200").
  if (path.includes('/') && !path.startsWith('/')) return null
  if (path === 'status') {
    const status = tenant.statuses.find(one => isReference(value, one))
    if (!status) return invalid('invoice', 'status', 'The status does not exist.', 'ReferenceNotFound')
    changes.status = status.id
    return null
  }
  const field = TEXT_FIELDS.find(one => one === path)
  if (!field || typeof value !== 'string')
    return unsupported({ _sim: 'patch', path, note: 'the simulator does not change this field' })
  if (closedPath && field !== 'internalNotes')
    return invalid('invoice', field, 'A closed invoice cannot be changed.')
  changes.fields[field] = field === 'date' || field === 'dueDate' ? value.slice(0, 10) : value
  return null
}

function isReference(value: unknown, one: { id: number; name: string }): boolean {
  if (typeof value !== 'object' || value === null) return false
  const id: unknown = Reflect.get(value, 'id')
  return id === undefined ? Reflect.get(value, 'name') === one.name : id === one.id
}

const INFO = { lastUpdated: '2026-07-01T00:00:00Z', updatedBy: 'Admin1' }

function taxCodeRow(tenant: Tenant, id: number) {
  const code = tenant.taxCodes.find(one => one.id === id)
  const rate = number(code?.rate ?? '0')
  return {
    id,
    identifier: code?.identifier ?? '',
    description: code?.description ?? '',
    invoiceCaption: code?.description ?? '',
    effectiveDate: '2000-07-01T00:00:00Z',
    defaultFlag: id === tenant.taxCodes[0]?.id,
    displayOnInvoiceFlag: true,
    levelOneRate: rate,
    levelOneRateType: 'Percent',
    levelOneCaption: code?.identifier ?? '',
    levelOneTaxCodeXref: code?.xref ?? '',
    levelOneAgencyXref: '',
    levelOneServicesFlag: true,
    levelOneExpensesFlag: true,
    levelOneProductsFlag: true,
    _info: INFO,
  }
}

/** `/count` and `/mappedTypes` before `/:id`. */
function literalFirst(left: Route, right: Route): number {
  return Number(/:id$/.test(left.pattern)) - Number(/:id$/.test(right.pattern))
}
