import {
  type Company,
  type Currency,
  type Invoice,
  type Line,
  type Member,
  type Tenant,
  VENDOR_TYPE,
} from './entities.ts'
import { dec, number, sum } from './money.ts'

/** Everything as it goes on the wire. Field names and casing are the vendor's. */
export type Lookup = {
  tenant: Tenant
  company(id: number): Company
  member(id: number): Member | null
  invoice(id: number): Invoice | null
  /** what was paid of it in money and in credit, as decimal text; of a credit memo what it gave, as negative as itself */
  settled(invoice: Invoice): { payments: string; credits: string }
}

export const companyRef = (company: Company) => ({
  id: company.id,
  identifier: company.identifier,
  name: company.name,
})
export const nameRef = (list: readonly { id: number; name: string }[], id: number) => {
  const found = list.find(one => one.id === id)
  return found ? { id: found.id, name: found.name } : null
}
export const taxCodeRef = (tenant: Tenant, id: number) => {
  const code = tenant.taxCodes.find(one => one.id === id)
  return code ? { id: code.id, name: code.identifier } : null
}
export const locationRef = (tenant: Tenant, id: number) => nameRef(tenant.locations, id)
export const departmentRef = (tenant: Tenant, id: number) => {
  const department = tenant.departments.find(one => one.id === id)
  return department ? { id: department.id, identifier: department.identifier, name: department.name } : null
}
export const siteRef = (company: Company) => ({ id: company.id * 10 + 1, name: 'Main' })
export const dayTime = (day: string) => `${day}T00:00:00Z`

export function currencyRef(tenant: Tenant, id: number) {
  const currency = tenant.currencies.find(one => one.id === id)
  return currency ? { ...currencyShape(currency), currencyCode: currency.identifier } : null
}

export function currencyRow(currency: Currency) {
  return {
    ...currencyShape(currency),
    currencyCode: { id: currency.id, name: currency.identifier },
    reportFormat: '$#,##0.00',
  }
}

export function statusRef(tenant: Tenant, id: number) {
  const status = tenant.statuses.find(one => one.id === id)
  return status ? { id: status.id, name: status.name, isClosed: status.closedFlag } : null
}

export function invoiceRow(at: Lookup, invoice: Invoice) {
  const { tenant } = at
  const company = at.company(invoice.companyId)
  return {
    id: invoice.id,
    invoiceNumber: invoice.number,
    type: invoice.type,
    status: statusRef(tenant, invoice.statusId),
    company: companyRef(company),
    billToCompany: companyRef(company),
    shipToCompany: companyRef(company),
    accountNumber: company.accountNumber,
    applyToType: invoice.agreement ? 'Agreement' : invoice.project ? 'Project' : 'All',
    applyToId: invoice.agreement?.id ?? invoice.project?.id ?? null,
    attention: company.billingContact,
    billingSite: siteRef(company),
    ...billingAddress(company),
    billingTerms: nameRef(tenant.terms, invoice.termsId),
    reference: invoice.reference,
    customerPO: invoice.customerPO,
    date: dayTime(invoice.date),
    dueDate: dayTime(invoice.dueDate),
    locationId: invoice.locationId,
    location: locationRef(tenant, invoice.locationId),
    departmentId: invoice.departmentId,
    department: nameRef(tenant.departments, invoice.departmentId),
    topComment: invoice.topComment,
    internalNotes: invoice.internalNotes,
    taxableFlag: !dec(invoice.taxableAmount).isZero(),
    taxCode: taxCodeRef(tenant, invoice.taxCodeId),
    ...invoiceTotals(invoice, at.settled(invoice)),
    currency: currencyRef(tenant, invoice.currencyId),
    closedBy: invoice.closedBy,
    specialInvoiceFlag: invoice.type === 'Miscellaneous' || invoice.type === 'CreditMemo',
    agreement: invoice.agreement,
    project: invoice.project,
    glBatch: invoice.glBatch,
    unbatchedBatch: invoice.unbatched,
    customFields: [],
    _info: { lastUpdated: invoice.updatedAt, updatedBy: invoice.updatedBy },
  }
}

function billingAddress({ address }: Company) {
  return {
    billingSiteAddressLine1: address.line1,
    billingSiteCity: address.city,
    billingSiteState: address.state,
    billingSiteZip: address.zip,
  }
}

function invoiceTotals(invoice: Invoice, { payments, credits }: ReturnType<Lookup['settled']>) {
  const of = (kind: Line['kind']) =>
    number(sum(invoice.lines.filter(line => line.kind === kind).map(line => line.amount)).toFixed(2))
  const zero = number('0.00')
  return {
    serviceTotal: of('time'),
    expenseTotal: of('expense'),
    productTotal: of('product'),
    agreementAmount: of('agreement'),
    previousProgressApplied: zero,
    serviceAdjustmentAmount: zero,
    downpaymentApplied: zero,
    subtotal: number(invoice.subtotal),
    salesTax: number(invoice.salesTax),
    total: number(invoice.total),
    remainingDownpayment: zero,
    payments: number(payments),
    credits: number(credits),
    balance: number(dec(invoice.total).minus(payments).minus(credits).toFixed(2)),
  }
}

export function unpostedInvoiceRow(at: Lookup, invoice: Invoice, id: number) {
  const { tenant } = at
  const company = at.company(invoice.companyId)
  const code = tenant.taxCodes.find(one => one.id === invoice.taxCodeId)
  const terms = tenant.terms.find(one => one.id === invoice.termsId)
  const has = (kind: Line['kind']) => invoice.lines.some(line => line.kind === kind)
  return {
    id,
    billingLogId: invoice.billingLogId,
    locationId: invoice.locationId,
    location: locationRef(tenant, invoice.locationId),
    departmentId: invoice.departmentId,
    department: departmentRef(tenant, invoice.departmentId),
    company: companyRef(company),
    accountNumber: company.accountNumber,
    billToCompany: companyRef(company),
    billToSite: siteRef(company),
    shipToCompany: companyRef(company),
    shipToSite: siteRef(company),
    invoiceNumber: invoice.number,
    invoiceDate: dayTime(invoice.date),
    invoiceType: invoice.type,
    description: invoice.reference,
    billingTerms: nameRef(tenant.terms, invoice.termsId),
    dueDays: terms?.dueDays === null || terms === undefined ? '' : String(terms.dueDays),
    dueDate: dayTime(invoice.dueDate),
    currency: currencyRef(tenant, invoice.currencyId),
    subTotal: number(invoice.subtotal),
    total: number(invoice.total),
    hasTime: has('time'),
    hasExpenses: has('expense'),
    hasProducts: has('product'),
    invoiceTaxableFlag: !dec(invoice.taxableAmount).isZero(),
    taxCode: taxCodeRef(tenant, invoice.taxCodeId),
    avalaraTaxFlag: false,
    itemTaxableFlag: invoice.lines.some(line => line.taxable),
    salesTaxAmount: number(invoice.salesTax),
    stateTaxFlag: !dec(invoice.salesTax).isZero(),
    stateTaxXref: code?.xref ?? '',
    stateTaxAmount: number(invoice.salesTax),
    createdBy: invoice.updatedBy,
    dateClosed: invoice.closedAt,
    _info: { lastUpdated: invoice.updatedAt, updatedBy: invoice.updatedBy },
  }
}

export function companyRow(at: Lookup, company: Company) {
  const { tenant } = at
  return {
    id: company.id,
    identifier: company.identifier,
    name: company.name,
    status: { id: 1, name: 'Active' },
    addressLine1: company.address.line1,
    city: company.address.city,
    state: company.address.state,
    zip: company.address.zip,
    country: { id: 8, name: 'Australia' },
    phoneNumber: company.phone,
    accountNumber: company.accountNumber,
    defaultContact: { id: company.id * 10 + 2, name: company.billingContact },
    billingContact: { id: company.id * 10 + 2, name: company.billingContact },
    invoiceToEmailAddress: company.invoiceEmail,
    taxCode: taxCodeRef(tenant, company.taxCodeId),
    billingTerms: nameRef(tenant.terms, company.termsId),
    billToCompany: companyRef(company),
    currency: currencyRef(tenant, company.currencyId),
    site: siteRef(company),
    types: tenant.companyTypes.filter(type => type.id === company.typeId),
    isVendorFlag: company.typeId === VENDOR_TYPE,
    deletedFlag: false,
    customFields: [],
    _info: { lastUpdated: company.updatedAt, updatedBy: 'Admin1' },
  }
}

function currencyShape(currency: Currency) {
  return {
    id: currency.id,
    symbol: currency.symbol,
    decimalSeparator: '.',
    numberOfDecimals: 2,
    thousandsSeparator: ',',
    negativeParenthesesFlag: false,
    displaySymbolFlag: true,
    currencyIdentifier: currency.identifier,
    displayIdFlag: false,
    rightAlign: true,
    name: currency.name,
  }
}
