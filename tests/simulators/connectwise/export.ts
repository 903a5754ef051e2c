import type { ProductDocument } from './documents.ts'
import type { Company, GlEntry, Invoice, Line, Member } from './entities.ts'
import { type ExportedExpense, expenseBills, expenseJournals } from './export-expenses.ts'
import { purchaseTransaction } from './export-purchases.ts'
import { adjustmentTransaction, inventoryTransfers } from './export-stock.ts'
import {
  companyRef,
  currencyRef,
  dayTime,
  type Lookup,
  locationRef,
  nameRef,
  siteRef,
  taxCodeRef,
} from './format.ts'
import { memberRef } from './format-expenses.ts'
import { binRef } from './format-orders.ts'
import { accountNumber, glClass } from './gl.ts'
import { cents, dec, number } from './money.ts'
import { typeXref } from './stock-kept.ts'

/** `wholeCost`: as `entryCost` says. */
export type Exported = { invoice: Invoice; entries: GlEntry[]; wholeCost: boolean }
export type ExportedRecords = {
  invoices: readonly Exported[]
  products: readonly ProductDocument[]
  expenses: readonly ExportedExpense[]
}
export type ExportKinds = { invoices: boolean; expenses: boolean; products: boolean; condensed: boolean }

/**
 * GLExport. Of sales, debits are positive: the receivable (`total`) of an invoice is positive and its revenue and `ST`
 * lines negative; of a credit memo the other way round; a document sums to zero, to the cent. Of purchases and
 * expenses, what is owed and what it was spent on are both positive.
 */
export function glExport(at: Lookup, records: ExportedRecords, kinds: ExportKinds) {
  const { invoices, products, expenses } = records
  const companies = new Map(invoices.map(one => [one.invoice.companyId, at.company(one.invoice.companyId)]))
  const asBills = at.tenant.accounting.expensesAsBills
  const condensed = kinds.condensed || at.tenant.accounting.expenseFormat === 'Condensed'
  return {
    exportSettings: {
      exportInvoices: kinds.invoices,
      exportExpenses: kinds.expenses,
      exportInventory: kinds.products,
    },
    vendors: vendorsOf(at, records),
    customers: [...companies.values()].map(company => customer(at, company)),
    transactions: invoices.map(record => transaction(at, record)),
    expenses: asBills ? [] : expenseJournals(at, expenses),
    expenseBills: asBills ? expenseBills(at, expenses, condensed) : [],
    purchaseTransactions: products.flatMap(one =>
      one.type === 'Purchase' ? [purchaseTransaction(at, one)] : [],
    ),
    adjustmentTransactions: products.flatMap(one =>
      one.type === 'Adjustment' ? [adjustmentTransaction(at, one)] : [],
    ),
    inventoryTransfers: products.flatMap(one => (one.type === 'Transfer' ? inventoryTransfers(at, one) : [])),
  }
}

export const documentType = (invoice: Invoice): 'INVOICE' | 'CREDIT MEMO' =>
  invoice.type === 'CreditMemo' ? 'CREDIT MEMO' : 'INVOICE'

function transaction(at: Lookup, record: Exported) {
  const { invoice, entries } = record
  const { tenant } = at
  const company = at.company(invoice.companyId)
  const receivable = entries.filter(entry => entry.type === 'AR')
  const head = receivable[0]
  const terms = tenant.terms.find(one => one.id === invoice.termsId)
  return {
    id: invoice.billingLogId,
    glClass: head ? glClass(head.segments) : '',
    glTypeId: 'AR',
    documentDate: dayTime(invoice.date),
    documentNumber: invoice.number,
    documentType: documentType(invoice),
    memo: invoice.number,
    description: invoice.reference,
    attention: company.billingContact,
    salesTerritory: locationRef(tenant, invoice.locationId)?.name ?? '',
    company: companyRef(company),
    companyType: nameRef(tenant.companyTypes, company.typeId),
    companyAccountNumber: company.accountNumber,
    site: siteRef(company),
    billingTerms: nameRef(tenant.terms, invoice.termsId),
    billingTermsXref: terms?.termsXref ?? '',
    dueDays: terms?.dueDays ?? null,
    dueDate: dayTime(invoice.dueDate),
    emailDeliveryFlag: true,
    printDeliveryFlag: false,
    agreementPrePaymentFlag: false,
    accountNumber: head ? accountNumber(head.segments) : '',
    billingType: invoice.type,
    glEntryIds: receivable.map(entry => String(entry.id)).join(','),
    purchaseOrder: invoice.customerPO === '' ? null : { id: null, name: invoice.customerPO },
    project: invoice.project,
    currency: currencyRef(tenant, invoice.currencyId),
    total: number(invoice.total),
    salesRepId: '',
    salesRepName: '',
    ...taxFields(at, record),
    shipToCompany: companyRef(company),
    shipToCompanyAccountNumber: company.accountNumber,
    shipSite: siteRef(company),
    shipContact: company.billingContact,
    detail: entries
      .filter(entry => entry.type !== 'AR')
      .map(entry =>
        detail(
          at,
          record,
          entry,
          invoice.lines.find(line => line.id === entry.lineId),
        ),
      ),
  }
}

/** One tax level; the flat fields of older versions say the same. */
function taxFields({ tenant }: Lookup, { invoice, entries }: Exported) {
  const code = tenant.taxCodes.find(one => one.id === invoice.taxCodeId)
  const taxed = entries.find(entry => entry.type === 'ST')
  const tax = number(invoice.salesTax)
  const taxable = number(invoice.taxableAmount)
  return {
    taxable: !dec(invoice.taxableAmount).isZero(),
    taxableTotal: taxable,
    taxCode: taxCodeRef(tenant, invoice.taxCodeId),
    taxGroupRate: number(code?.rate ?? '0'),
    piggyBackFlag: false,
    taxAccountNumber: taxed ? accountNumber(taxed.segments) : '',
    salesTax: tax,
    stateTax: tax,
    countyTax: number('0'),
    cityTax: number('0'),
    taxableAmount1: taxable,
    taxAgencyXref: '',
    stateTaxXref: code?.xref ?? '',
    countyTaxXref: '',
    taxId: '',
    taxDpAppliedFlag: false,
    useAvalaraFlag: false,
    sendAvalaraTaxFlag: false,
    taxLevels: code ? [{ taxAmount: tax, taxableAmount: taxable, taxCodeXref: code.xref, taxLevel: 1 }] : [],
  }
}

function detail(at: Lookup, { invoice, wholeCost }: Exported, entry: GlEntry, line: Line | undefined) {
  const product = at.tenant.catalog.find(one => one.id === line?.item?.id)
  const house = at.tenant.warehouses.find(one => one.id === line?.warehouseId)
  const code = at.tenant.taxCodes.find(one => one.id === invoice.taxCodeId)
  const isTax = entry.type === 'ST'
  return {
    id: entry.id,
    documentDate: dayTime(invoice.date),
    documentType: documentType(invoice),
    accountNumber: accountNumber(entry.segments),
    glClass: glClass(entry.segments),
    glTypeId: entry.type,
    glItemId: entry.productId,
    invoiceSummaryOption: 'Detailed',
    cost: number(wholeCost && line ? cents(dec(line.cost).times(line.quantity)).toFixed(2) : entry.cost),
    salesCode: entry.salesCode,
    memo: entry.description,
    description: line?.description ?? entry.description,
    quantity: number(line?.quantity ?? '1'),
    total: number(entry.amount),
    currency: currencyRef(at.tenant, invoice.currencyId),
    timeEntry: line?.kind === 'time' ? { id: line.id } : null,
    costAccountNumber: accountNumber(entry.cogs),
    inventoryAccountNumber: entry.inventory ?? '',
    productAccountNumber: line?.item ? accountNumber(entry.segments) : '',
    taxCode: taxCodeRef(at.tenant, invoice.taxCodeId),
    taxCodeXref: code?.xref ?? '',
    taxAgencyXref: '',
    taxNote: isTax ? (code?.description ?? '') : '',
    taxRate: number(code?.rate ?? '0'),
    taxRatePercent: number(
      dec(code?.rate ?? '0')
        .times(100)
        .toFixed(),
    ),
    taxableFlag: line?.taxable ?? false,
    taxable2Flag: false,
    taxable3Flag: false,
    taxable4Flag: false,
    taxable5Flag: false,
    item: line?.item ?? null,
    product: line?.kind === 'product' ? { id: line.id, description: line.description } : null,
    itemTaxableFlag: line?.taxable ?? false,
    // The unit price arrives already rounded to cents (knowledge: the batch rounds 5.2456 to 5.25).
    itemPrice: number(line ? cents(dec(line.price)).toFixed(2) : '0'),
    itemCost: number(line?.cost ?? '0'),
    itemDescription: line?.description ?? '',
    salesDescription: line?.description ?? '',
    unitOfMeasure: line?.item ? { id: 1, name: 'Each' } : null,
    serializedFlag: false,
    serialNumbers: '',
    warehouseBin: house ? binRef(house.id) : null,
    dropShippedFlag: line?.dropShipped ?? false,
    itemTypeXref: line?.item ? typeXref(product) : '',
    inventoryXref: entry.inventory ?? '',
    cogsXref: '',
    locationXref: house?.xref ?? '',
    taxLevels: [{ taxableFlag: line?.taxable ?? false, taxLevel: 1 }],
  }
}

function customer(at: Lookup, company: Company) {
  const { tenant } = at
  const terms = tenant.terms.find(one => one.id === company.termsId)
  const code = tenant.taxCodes.find(one => one.id === company.taxCodeId)
  return {
    company: companyRef(company),
    companyType: nameRef(tenant.companyTypes, company.typeId),
    contact: { id: company.id * 10 + 2, name: company.billingContact },
    site: siteRef(company),
    accountNumber: company.accountNumber,
    billingTerms: nameRef(tenant.terms, company.termsId),
    billingTermsXref: terms?.termsXref ?? '',
    dueDays: terms?.dueDays ?? null,
    taxable: code ? !dec(code.rate).isZero() : false,
    taxCode: taxCodeRef(tenant, company.taxCodeId),
    currency: currencyRef(tenant, company.currencyId),
    stateTaxXref: code?.xref ?? '',
    stateTaxRate: number(code?.rate ?? '0'),
    taxGroupRate: number(code?.rate ?? '0'),
    taxAgencyXref: '',
    taxLevels: code
      ? [{ taxRate: number(code.rate), taxCodeXref: code.xref, agencyXref: '', taxLevel: 1 }]
      : [],
  }
}

/** Whom bills are owed to: vendors of purchases, members of expenses. */
function vendorsOf(at: Lookup, { products, expenses }: ExportedRecords) {
  const vendors = new Set(products.flatMap(one => (one.type === 'Purchase' ? [one.order.vendorId] : [])))
  const members = new Set(expenses.map(({ expense }) => expense.memberId))
  return [
    ...[...vendors].map(id => vendor(at, at.company(id))),
    ...[...members].flatMap(id => {
      const found: Member | null = at.member(id)
      return found ? [{ member: memberRef(at, id), vendorNumber: found.identifier }] : []
    }),
  ]
}

function vendor(at: Lookup, company: Company) {
  const terms = at.tenant.terms.find(one => one.id === company.termsId)
  return {
    vendor: companyRef(company),
    vendorNumber: company.accountNumber,
    company: companyRef(company),
    contact: { id: company.id * 10 + 2, name: company.billingContact },
    accountNumber: company.accountNumber,
    billingTerms: nameRef(at.tenant.terms, company.termsId),
    dueDays: terms?.dueDays ?? null,
    site: siteRef(company),
    taxCode: taxCodeRef(at.tenant, company.taxCodeId),
  }
}
