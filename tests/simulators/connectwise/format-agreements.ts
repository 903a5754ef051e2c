import type { Agreement } from './entities-agreements.ts'
import {
  companyRef,
  currencyRef,
  dayTime,
  departmentRef,
  type Lookup,
  locationRef,
  nameRef,
  siteRef,
  taxCodeRef,
} from './format.ts'
import { number } from './money.ts'
import { AGREEMENT_TYPE } from './seed-agreements.ts'

/** An agreement on the wire. */
export function agreementRow(at: Lookup, agreement: Agreement) {
  const { tenant } = at
  const company = at.company(agreement.companyId)
  const contact = { id: company.id * 10 + 2, name: company.billingContact }
  return {
    id: agreement.id,
    name: agreement.name,
    type: AGREEMENT_TYPE,
    company: companyRef(company),
    contact,
    site: siteRef(company),
    location: locationRef(tenant, agreement.locationId),
    department: departmentRef(tenant, agreement.departmentId),
    startDate: dayTime(agreement.startDate),
    noEndingDateFlag: true,
    cancelledFlag: agreement.status === 'Cancelled',
    billingCycle: { id: 2, name: 'Monthly' },
    billOneTimeFlag: false,
    billingTerms: nameRef(tenant.terms, agreement.termsId),
    invoicingCycle: 'CalendarYear',
    billToCompany: companyRef(company),
    billToContact: contact,
    billToSite: siteRef(company),
    billAmount: number(agreement.billAmount),
    taxable: agreement.taxable,
    billStartDate: dayTime(agreement.startDate),
    taxCode: taxCodeRef(tenant, agreement.taxCodeId),
    currency: currencyRef(tenant, agreement.currencyId),
    periodType: 'Current',
    autoInvoiceFlag: false,
    nextInvoiceDate: dayTime(agreement.nextInvoiceDate),
    agreementStatus: agreement.status,
    customFields: [],
    _info: { lastUpdated: agreement.updatedAt, updatedBy: 'Admin1' },
  }
}
