import type { Tenant } from './entities.ts'
import { addCompany, addInvoiceOf, openTenant } from './seed.ts'
import { agreement, type LineSpec, minus, product, time } from './seed-lines.ts'
import { ITEM } from './seed-stock.ts'
import { DEPARTMENTS, LOCATIONS, type STATUS } from './seed-tenant.ts'
import type { Sim } from './sim.ts'

export type BulkSpec = {
  tenant: string
  invoices: number
  customers: number
  linesPerInvoice: number
  status?: keyof typeof STATUS
  firstNumber?: number
  /** all of them at this location; left out: at each in turn */
  location?: number
  /** every so many is a credit memo; left out: none is */
  creditEvery?: number
  /** every so many sells something out of the warehouse of its location; left out: none does */
  stockEvery?: number
  /** so many companies of whom something can be bought */
  vendors?: number
}

/** Many invoices for benches and storms: every one mapped and, unless asked otherwise, closed. */
export function seedBulk(sim: Sim, spec: BulkSpec) {
  const tenant = sim.books.tenants.get(spec.tenant)
  if (!tenant) throw new Error(`no login company ${spec.tenant}`)
  const customers = Array.from({ length: Math.max(1, spec.customers) }, () => {
    const at = sim.books.nextId(tenant.company, 'bulkCompany')
    return addCompany(sim, tenant, { identifier: `Bulk${at}`, name: `Bulk customer ${at} Pty Ltd` })
  })
  const vendors = Array.from({ length: spec.vendors ?? 0 }, () => {
    const at = sim.books.nextId(tenant.company, 'bulkVendor')
    const names = { identifier: `BulkVendor${at}`, name: `Bulk vendor ${at} Pty Ltd` }
    return addCompany(sim, tenant, { ...names, accountNumber: `V-${at}`, vendor: true })
  })
  const made = Array.from({ length: spec.invoices }, (_, at) => {
    const serial = sim.books.nextId(tenant.company, 'bulkNumber') + (spec.firstNumber ?? 100_000)
    const company = customers[at % customers.length]
    if (!company) throw new Error('no customer')
    const location = spec.location ?? LOCATIONS[at % LOCATIONS.length]?.id ?? 2
    const stocked = spec.stockEvery !== undefined && at % spec.stockEvery === spec.stockEvery - 1
    const credit = spec.creditEvery !== undefined && at % spec.creditEvery === spec.creditEvery - 1
    const plain = Array.from({ length: Math.max(1, spec.linesPerInvoice) }, (_none, line) =>
      bulkLine(serial, line),
    )
    const lines = stocked ? [...plain, stockLine(tenant, serial, location)] : plain
    return addInvoiceOf(sim, tenant, company, {
      number: `B${serial}`,
      company: company.identifier,
      status: spec.status ?? 'closed',
      daysAgo: at % 20,
      department: 1 + (at % DEPARTMENTS.length),
      location,
      ...(credit ? { type: 'CreditMemo', lines: lines.map(minus) } : { lines }),
    })
  })
  return {
    companies: customers.map(({ id, identifier, name }) => ({ id, identifier, name })),
    vendors: vendors.map(({ id, identifier, name }) => ({ id, identifier, name })),
    invoices: made.map(({ id, billingLogId, number, total }) => ({ id, billingLogId, number, total })),
  }
}

function bulkLine(serial: number, line: number): LineSpec {
  const cents = String((serial * 37 + line * 53) % 100).padStart(2, '0')
  const units = 40 + ((serial * 7 + line * 11) % 900)
  switch (line % 3) {
    case 0:
      return agreement(`Managed services ${serial}-${line + 1}`, `${units}.${cents}`)
    case 1:
      return time(`Support ${serial}-${line + 1}`, '1.75', `${units}.${cents}25`)
    default:
      return product(
        { id: 700, identifier: 'SW-M365-BP' },
        'Microsoft 365 Business Premium',
        '3',
        `31.${cents}45`,
      )
  }
}

/** At its cost, to four places, it leaves the stock. */
function stockLine(tenant: Tenant, serial: number, location: number): LineSpec {
  const cents = String((serial * 41) % 100).padStart(2, '0')
  const item = { id: ITEM.dock, identifier: 'HW-DOCK-19' }
  const cost = `240.${cents}15`
  const warehouse = tenant.warehouses.find(one => one.locationId === location)
  return {
    ...product(item, `Dock 19S ${serial}`, '3', `312.${cents}45`, { cost, category: 'Hardware' }),
    ...(warehouse && { warehouseId: warehouse.id }),
  }
}

/** Login companies for many accounts side by side, without records: `crowd_1` and so on. Their keys are in the answer. */
export function seedTenants(sim: Sim, count: number) {
  const tenants = Array.from({ length: count }, (_, at) => {
    const company = `crowd_${at + 1}`
    const keys = {
      public: `crowdPublicKey${String(at + 1).padStart(4, '0')}`,
      private: `crowdPrivateKey${at + 1}`,
    }
    openTenant(sim, company, `Crowd MSP ${at + 1} Pty Ltd`, keys, [[151, 'PLarsen', 'Pia Larsen', 'finance']])
    return { company, keys, member: 'PLarsen' }
  })
  return { tenants }
}
