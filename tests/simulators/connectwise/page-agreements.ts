import type { Tenant } from './entities.ts'
import type { Agreement } from './entities-agreements.ts'
import { lookupOf, type Sim } from './sim.ts'

/** What Manage's own Agreement pages show; the invoices of one are added by who draws invoices. */
export function agreementList(sim: Sim, tenant: Tenant) {
  const found = sim.books.agreements.by('tenant', tenant.company)
  return { agreements: found.map(one => briefAgreement(sim, tenant, one)) }
}

export function agreementDetail(sim: Sim, tenant: Tenant, agreement: Agreement) {
  return {
    ...briefAgreement(sim, tenant, agreement),
    companyId: agreement.companyId,
    startDate: agreement.startDate,
    terms: tenant.terms.find(one => one.id === agreement.termsId)?.name ?? '',
    taxCode: tenant.taxCodes.find(one => one.id === agreement.taxCodeId)?.identifier ?? '',
    location: tenant.locations.find(one => one.id === agreement.locationId)?.name ?? '',
  }
}

function briefAgreement(sim: Sim, tenant: Tenant, agreement: Agreement) {
  return {
    id: agreement.id,
    name: agreement.name,
    company: lookupOf(sim.books, tenant).company(agreement.companyId).name,
    status: agreement.status,
    nextInvoiceDate: agreement.nextInvoiceDate,
    total: agreement.billAmount,
    currency: tenant.currencies.find(one => one.id === agreement.currencyId)?.identifier ?? '',
  }
}
