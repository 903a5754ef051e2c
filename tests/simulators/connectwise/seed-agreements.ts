import type { Company, Invoice, Tenant } from './entities.ts'
import type { Agreement } from './entities-agreements.ts'
import { sum } from './money.ts'
import { DEPARTMENTS, LOCATIONS } from './seed-tenant.ts'
import { dayBefore, type Sim, stamp } from './sim.ts'
import { keyOf } from './store.ts'

export type AgreementSpec = {
  company: string
  name: string
  amount?: string
  tax?: number
  location?: number
  department?: number
  currency?: number
  /** days until the next invoice */
  inDays?: number
  taxable?: boolean
}

export const AGREEMENT_TYPE = { id: 1, name: 'Managed' }

/** For each customer the agreements that its invoices were made for; the invoices name them. */
export function seedAgreements(sim: Sim, tenant: Tenant) {
  const made = new Map<string, Agreement>()
  for (const invoice of sim.books.invoices.by('tenant', tenant.company)) {
    const company = sim.books.companies.get(keyOf(tenant.company, invoice.companyId))
    if (invoice.agreement === null || !company) continue
    const { name } = invoice.agreement
    const place = `${company.id} ${name}`
    const agreement = made.get(place) ?? agreementOf(sim, tenant, company, specOf(company, invoice, name))
    made.set(place, agreement)
    sim.books.invoices.put({ ...invoice, agreement: { id: agreement.id, name } })
  }
}

export function addAgreement(sim: Sim, tenant: Tenant, spec: AgreementSpec): Agreement {
  const company = sim.books.companies
    .by('tenant', tenant.company)
    .find(one => one.identifier === spec.company)
  if (!company) throw new Error(`no company ${spec.company} in ${tenant.company}`)
  return agreementOf(sim, tenant, company, spec)
}

function specOf(company: Company, invoice: Invoice, name: string): AgreementSpec {
  return {
    company: company.identifier,
    name,
    amount: sum(invoice.lines.filter(line => line.kind === 'agreement').map(line => line.amount)).toFixed(2),
    tax: invoice.taxCodeId,
    location: invoice.locationId,
    department: invoice.departmentId,
    currency: invoice.currencyId,
  }
}

function agreementOf(sim: Sim, tenant: Tenant, company: Company, spec: AgreementSpec): Agreement {
  const id = sim.books.nextId(tenant.company, 'agreement')
  return sim.books.agreements.put({
    key: keyOf(tenant.company, id),
    tenant: tenant.company,
    id,
    name: spec.name,
    typeId: AGREEMENT_TYPE.id,
    companyId: company.id,
    locationId: spec.location ?? LOCATIONS[0]?.id ?? 2,
    departmentId: spec.department ?? DEPARTMENTS[0]?.id ?? 1,
    termsId: company.termsId,
    currencyId: spec.currency ?? company.currencyId,
    taxCodeId: spec.tax ?? company.taxCodeId,
    taxable: spec.taxable ?? true,
    billAmount: spec.amount ?? '0.00',
    startDate: dayBefore(sim, 300),
    nextInvoiceDate: dayBefore(sim, -(spec.inDays ?? 5)),
    status: 'Active',
    updatedAt: stamp(sim.clock.now()),
  })
}
