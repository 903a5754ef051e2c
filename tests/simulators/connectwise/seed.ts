import {
  type Company,
  type Invoice,
  type InvoiceType,
  type Member,
  type Ref,
  type Tenant,
  VENDOR_TYPE,
} from './entities.ts'
import { add, setStatus } from './life.ts'
import { RIGHTS } from './rights.ts'
import { seedAgreements } from './seed-agreements.ts'
import { DEMO_INVOICES, NORTHWIND_INVOICES } from './seed-demo.ts'
import { addExpense, DEMO_EXPENSES } from './seed-expenses.ts'
import { type LineSpec, time } from './seed-lines.ts'
import { DEMO_COMPANIES, DEMO_MEMBERS, DEMO_VENDORS } from './seed-people.ts'
import { seedProcurement } from './seed-procurement.ts'
import { API_MEMBER, DEPARTMENTS, type Keys, LOCATIONS, member, STATUS, tenantFrame } from './seed-tenant.ts'
import { accountantOf } from './sessions.ts'
import { dayBefore, type Sim, stamp } from './sim.ts'
import { expenseEntries, writeExpenseEntries } from './spending.ts'
import { keyOf } from './store.ts'

/** Sandbox credentials; they open nothing but this simulator. */
export const DEMO = {
  company: 'evenbook_demo',
  keys: { public: 'demoPublicKey0001', private: 'demoPrivateKey001' },
  member: 'JNg',
}
export const NORTHWIND = {
  company: 'northwind_msp',
  keys: { public: 'northPublicKey001', private: 'northPrivateKey01' },
  member: 'PLarsen',
}

/** An MSP that has not heard of Evenbook yet: keys, customers, one closed invoice, nothing in Manage's set-up tables. */
export const LARKHILL = {
  company: 'larkhill_it',
  keys: { public: 'larkhPublicKey001', private: 'larkhPrivateKey01' },
  member: 'MKerr',
}
/** On an older version, by keys like everybody. */
export const QUAYSIDE = {
  company: 'quayside_it',
  keys: { public: 'quaysPublicKey001', private: 'quaysPrivateKey01' },
  member: 'MOrd',
}
/** A legacy server: no keys, an integrator login. */
export const LEGACY = {
  company: 'harbour_legacy',
  integrator: { username: 'evenbook_sync', password: 'legacy-Pass-0001' },
  member: 'HReid',
}

export type CompanySpec = {
  identifier: string
  name: string
  city?: string
  accountNumber?: string
  terms?: number
  currency?: number
  tax?: number
  vendor?: boolean
}
export type InvoiceSpec = {
  number: string
  company: string
  lines: LineSpec[]
  type?: InvoiceType
  status?: keyof typeof STATUS
  daysAgo?: number
  department?: number
  location?: number
  terms?: number
  currency?: number
  tax?: number
  reference?: string
  customerPO?: string
  agreement?: Ref
  project?: Ref
}

export function seedDemo(sim: Sim) {
  const demo = openTenant(sim, DEMO.company, 'Evenbook Demo MSP Pty Ltd', DEMO.keys, DEMO_MEMBERS)
  for (const company of DEMO_COMPANIES) addCompany(sim, demo, company)
  for (const invoice of DEMO_INVOICES) addInvoice(sim, demo, invoice)
  const north = openTenant(sim, NORTHWIND.company, 'Northwind MSP Pty Ltd', NORTHWIND.keys, [
    [151, 'PLarsen', 'Pia Larsen', 'finance'],
    [152, 'JNg', 'Jia Ng', 'finance'],
  ])
  for (const company of DEMO_COMPANIES.slice(0, 3)) addCompany(sim, north, company)
  for (const invoice of NORTHWIND_INVOICES) addInvoice(sim, north, invoice)
}

/** What later simulators have that the books of an earlier one may lack; nothing that is there changes. */
export function completeDemo(sim: Sim) {
  for (const tenant of sim.books.tenants.all())
    if (!Object.hasOwn(tenant, 'warehouses') || !knowsEveryRight(tenant))
      sim.books.tenants.put(completed(tenant))
  for (const entry of sim.books.menuEntries.all())
    if (!Object.hasOwn(entry, 'locations')) sim.books.menuEntries.put({ ...entry, locations: [] })
  const demo = sim.books.tenants.get(DEMO.company)
  if (demo && sim.books.expenses.by('tenant', demo.company).length === 0) {
    for (const vendor of DEMO_VENDORS) addCompany(sim, demo, vendor)
    for (const expense of DEMO_EXPENSES) addExpense(sim, demo, expense)
  }
  for (const expense of demo ? sim.books.expenses.by('tenant', demo.company) : [])
    if (demo && expenseEntries(sim, demo, expense).length === 0) writeExpenseEntries(sim, demo, expense)
  if (demo && sim.books.purchaseOrders.by('tenant', demo.company).length === 0) seedProcurement(sim, demo)
  if (demo && sim.books.agreements.by('tenant', demo.company).length === 0) seedAgreements(sim, demo)
  if (!sim.books.tenants.get(LARKHILL.company)) seedLarkhill(sim)
  if (sim.books.tenants.get(QUAYSIDE.company)) return
  const quayside = openTenant(sim, QUAYSIDE.company, 'Quayside IT Pty Ltd', QUAYSIDE.keys, [
    [151, QUAYSIDE.member, 'Mia Ord', 'finance'],
  ])
  sim.books.tenants.put({ ...quayside, codebase: 'v2024_1/', version: 'v2024.1.96310' })
  const legacy = openTenant(sim, LEGACY.company, 'Harbour Legacy IT Pty Ltd', null, [
    [151, LEGACY.member, 'Hana Reid', 'finance'],
  ])
  const integrator = { ...LEGACY.integrator, memberId: API_MEMBER }
  sim.books.tenants.put({ ...legacy, codebase: 'v2015_3/', version: 'v2015.3.29104', integrator })
}

/** Lists that an earlier one lacked, its roles' new rights and the GL rows of new kinds. */
const knowsEveryRight = ({ roles }: Tenant): boolean =>
  roles?.every(({ rights }) => RIGHTS.every(right => Object.hasOwn(rights, right))) ?? false

function completed(tenant: Tenant): Tenant {
  const frame = tenantFrame(tenant.company, tenant.name, null)
  const known = new Set((tenant.glAccounts ?? []).map(row => row.glType))
  const last = Math.max(0, ...(tenant.glAccounts ?? []).map(row => row.id))
  const missing = frame.glAccounts.filter(row => !known.has(row.glType))
  return {
    ...frame,
    ...tenant,
    roles: (tenant.roles ?? frame.roles).map(role => {
      const fresh = frame.roles.find(one => one.id === role.id)
      return fresh ? { ...role, rights: { ...fresh.rights, ...role.rights } } : role
    }),
    glAccounts: [...(tenant.glAccounts ?? []), ...missing.map((row, at) => ({ ...row, id: last + at + 1 }))],
  }
}

function seedLarkhill(sim: Sim) {
  const tenant = openTenant(sim, LARKHILL.company, 'Larkhill IT Pty Ltd', LARKHILL.keys, [
    [151, LARKHILL.member, 'Mara Kerr', 'finance'],
  ])
  addCompany(sim, tenant, { identifier: 'CoralBayRes', name: 'Coral Bay Resorts', city: 'Brisbane' })
  const lines = [time('On-site support', '3', '165.0000')]
  addInvoice(sim, tenant, { number: '20101', company: 'CoralBayRes', daysAgo: 2, lines })
}

export type MemberSpec = readonly [id: number, identifier: string, name: string, role: Member['role']]

export function openTenant(
  sim: Sim,
  company: string,
  name: string,
  keys: Keys | null,
  people: readonly MemberSpec[],
): Tenant {
  sim.books.members.put(member(company, API_MEMBER, 'APIEvenbook', 'Evenbook Integration', 'api'))
  for (const [id, identifier, full, role] of people)
    sim.books.members.put(member(company, id, identifier, full, role))
  return sim.books.tenants.put(tenantFrame(company, name, keys))
}

export function addCompany(sim: Sim, tenant: Tenant, spec: CompanySpec): Company {
  const id = sim.books.nextId(tenant.company, 'company')
  const host = spec.identifier.toLowerCase()
  return sim.books.companies.put({
    key: keyOf(tenant.company, id),
    tenant: tenant.company,
    id,
    identifier: spec.identifier,
    name: spec.name,
    accountNumber: spec.accountNumber ?? `C${String(id).padStart(5, '0')}`,
    typeId: spec.vendor ? VENDOR_TYPE : 1,
    termsId: spec.terms ?? 1,
    currencyId: spec.currency ?? 1,
    taxCodeId: spec.tax ?? 1,
    address: { line1: `${id} George Street`, city: spec.city ?? 'Sydney', state: 'NSW', zip: '2000' },
    phone: `02 9000 ${1000 + id}`,
    billingContact: `Accounts ${spec.identifier}`,
    invoiceEmail: `accounts@${host}.example`,
    updatedAt: stamp(sim.clock.now()),
  })
}

/** Adds an invoice as an open one and closes it in the ordinary way, so that its entries are what closing makes. */
export function addInvoice(sim: Sim, tenant: Tenant, spec: InvoiceSpec): Invoice {
  const company = sim.books.companies
    .by('tenant', tenant.company)
    .find(one => one.identifier === spec.company)
  if (!company) throw new Error(`no company ${spec.company} in ${tenant.company}`)
  return addInvoiceOf(sim, tenant, company, spec)
}

export function addInvoiceOf(sim: Sim, tenant: Tenant, company: Company, spec: InvoiceSpec): Invoice {
  const accountant = accountantOf(sim, tenant)
  const next = (kind: string) => sim.books.nextId(tenant.company, kind)
  const id = next('invoice')
  const date = dayBefore(sim, spec.daysAgo ?? 3)
  const termsId = spec.terms ?? company.termsId
  const status = spec.status ?? 'closed'
  const made = add(
    sim,
    tenant,
    {
      key: keyOf(tenant.company, id),
      tenant: tenant.company,
      id,
      billingLogId: next('billingLog'),
      unpostedId: next('unposted'),
      number: spec.number,
      type: spec.type ?? 'Standard',
      companyId: company.id,
      statusId: status === 'closed' ? STATUS.new : STATUS[status],
      locationId: spec.location ?? LOCATIONS[0]?.id ?? 2,
      departmentId: spec.department ?? DEPARTMENTS[0]?.id ?? 1,
      termsId,
      currencyId: spec.currency ?? company.currencyId,
      taxCodeId: spec.tax ?? company.taxCodeId,
      date,
      dueDate: dueDate(date, tenant.terms.find(one => one.id === termsId)?.termsXref ?? '30'),
      reference: spec.reference ?? '',
      customerPO: spec.customerPO ?? '',
      agreement: spec.agreement ?? null,
      project: spec.project ?? null,
      topComment: '',
      internalNotes: '',
      lines: spec.lines.map(line => ({ memberId: null, ...line, id: next('line'), date })),
      subtotal: '0',
      salesTax: '0',
      total: '0',
      taxableAmount: '0',
      closedBy: '',
      closedAt: '',
      updatedAt: '',
      updatedBy: '',
      glBatch: null,
      unbatched: null,
    },
    accountant,
  )
  if (status !== 'closed') return made
  const closed = setStatus(sim, tenant, made, STATUS.closed, accountant)
  if (!closed.ok) throw new Error(`invoice ${spec.number} cannot be closed`)
  return closed.value
}

/** The Xref forms of the knowledge page: days, or a day of a later month, never past its end. */
export function dueDate(date: string, xref: string): string {
  const found = /^M\+(?<months>\d+):D(?<day>\d+)$/.exec(xref)?.groups
  const [year = 0, month = 1] = date.split('-').map(Number)
  if (!found) return day(Date.parse(`${date}T00:00:00Z`) + Number(xref) * DAY_MS)
  const target = month - 1 + Number(found.months)
  const last = new Date(Date.UTC(year, target + 1, 0)).getUTCDate()
  return day(Date.UTC(year, target, Math.min(Number(found.day), last)))
}

export const day = (at: number): string => new Date(at).toISOString().slice(0, 10)
const DAY_MS = 24 * 60 * 60 * 1000
