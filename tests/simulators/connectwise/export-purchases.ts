import type { NumberText } from '../kit/json.ts'
import type { Purchase } from './documents.ts'
import type { RecordEntry } from './entities-records.ts'
import { companyRef, currencyRef, dayTime, type Lookup, nameRef, siteRef, taxCodeRef } from './format.ts'
import { binRef, EACH, itemRef } from './format-orders.ts'
import { totalOf } from './format-procurement.ts'
import { accountNumber, glClass, resolve } from './gl.ts'
import { dec, number } from './money.ts'
import { typeXref } from './stock-kept.ts'

/** One packing slip: its `total` is what the vendor is owed, its details what was bought, freight and taxes. */
export function purchaseTransaction(at: Lookup, document: Purchase) {
  const transaction = plainTransaction(at, document)
  return document.recorded ? recordedTransaction(at, document, transaction) : transaction
}

function plainTransaction(at: Lookup, document: Purchase) {
  const { tenant } = at
  const { order, entries, slip } = document
  const payable = resolve(tenant, order, 'AP', '')
  const code = tenant.taxCodes.find(one => one.id === order.taxCodeId)
  const terms = tenant.terms.find(one => one.id === order.termsId)
  const freight = totalOf(entries, 'PF')
  return {
    id: document.name,
    documentDate: dayTime(document.on),
    documentNumber: order.number,
    description: slip,
    memo: order.number,
    apAccountNumber: payable ? accountNumber(payable.segments) : '',
    purchaseDate: dayTime(order.date),
    ...vendorOf(at, document),
    purchaseClass: payable ? glClass(payable.segments) : '',
    freightAmount: number(freight),
    freightPackingSlip: dec(freight).isZero() ? '' : slip,
    packingSlip: slip,
    dropshipFlag: order.customerId !== null,
    currency: currencyRef(tenant, order.currencyId),
    total: number(totalOf(entries)),
    billingTerms: nameRef(tenant.terms, order.termsId),
    billingTermsXref: terms?.termsXref ?? '',
    dueDays: terms?.dueDays ?? null,
    vendorInvoiceDate: order.vendorInvoiceDate === '' ? '' : dayTime(order.vendorInvoiceDate),
    vendorInvoiceNumber: order.vendorInvoiceNumber,
    taxAgencyXref: '',
    stateTaxXref: code?.xref ?? '',
    countyTaxXref: '',
    cityTaxXref: '',
    ...shipTo(at, document),
    taxCode: taxCodeRef(tenant, order.taxCodeId),
    taxGroupRate: number(code?.rate ?? '0'),
    useAvalaraTaxFlag: false,
    purchaseHeaderTaxGroup: code?.identifier ?? '',
    purchaseHeaderTaxableFlag: order.taxable,
    purchaseHeaderFreightTaxableFlag: order.taxFreight,
    taxLevels: code ? [{ taxCodeXref: code.xref, taxLevel: 1 }] : [],
    purchaseDetail: entries
      .filter(entry => entry.type === 'P' || entry.type === 'PF')
      .map(entry => purchaseDetail(at, document, entry)),
    purchaseDetailTax: entries
      .filter(entry => entry.type === 'PT' || entry.type === 'FT')
      .map(entry => purchaseDetailTax(at, document, entry)),
  }
}

type Plain = ReturnType<typeof plainTransaction>

/** What differs from it in the answer that was recorded (`purchasesAsRecorded`). */
function recordedTransaction(at: Lookup, { order, slip, lines, entries, on }: Purchase, plain: Plain) {
  const text = `PO #${order.number}, Packing Slip: ${slip}`
  const { id, identifier } = plain.company
  const [year, month, day] = on.split('-').map(Number)
  const turned = <Shape extends { quantity: NumberText; total: NumberText }>(line: Shape) => ({
    ...line,
    documentDate: `${month}/${day}/${year} 11:52:37 AM`,
    quantity: negated(line.quantity),
    total: negated(line.total),
  })
  return {
    ...plain,
    id: text,
    memo: text,
    description: 'Purchase',
    documentDate: on,
    company: { id, identifier },
    purchaseDetail: plain.purchaseDetail.map(line => {
      const entry = entries.find(one => one.id === line.id)
      const itemId = lines.find(one => one.id === entry?.lineId)?.itemId
      const category = at.tenant.catalog.find(one => one.id === itemId)?.category ?? ''
      const revenue = line.glTypeId === 'P' ? resolve(at.tenant, order, 'RP', category) : null
      const accounts = revenue && {
        glTypeId: 'RP' as const,
        accountNumber: accountNumber(revenue.segments),
        costAccountNumber: line.accountNumber,
      }
      const itemDescription = entry?.description ?? ''
      return { ...turned(line), ...accounts, description: 'Purchase', memo: itemDescription, itemDescription }
    }),
    purchaseDetailTax: plain.purchaseDetailTax.map(turned),
  }
}

/** Digit by digit: nothing has no sign. */
function negated({ text }: NumberText): NumberText {
  if (text.startsWith('-')) return number(text.slice(1))
  return dec(text).isZero() ? number(text) : number(`-${text}`)
}

function vendorOf(at: Lookup, { order }: Purchase) {
  const vendor = at.company(order.vendorId)
  return {
    company: companyRef(vendor),
    companyType: nameRef(at.tenant.companyTypes, vendor.typeId),
    contact: { id: vendor.id * 10 + 2, name: vendor.billingContact },
    site: siteRef(vendor),
    vendorNumber: vendor.accountNumber,
    vendorAccountNumber: vendor.accountNumber,
  }
}

/** The customer, where the vendor delivers there; else our own warehouse, which is no company. */
function shipTo(at: Lookup, { order }: Purchase) {
  if (order.customerId === null) return {}
  const customer = at.company(order.customerId)
  return {
    shipToCompany: companyRef(customer),
    shipToCompanyAccountNumber: customer.accountNumber,
    shipToCompanyType: nameRef(at.tenant.companyTypes, customer.typeId),
    shipToContact: { id: customer.id * 10 + 2, name: customer.billingContact },
    shipToSite: siteRef(customer),
    shipToTaxGroup: taxCodeRef(at.tenant, customer.taxCodeId)?.name ?? '',
  }
}

function purchaseDetail(at: Lookup, document: Purchase, entry: RecordEntry) {
  const { rate, xref } = taxAt(at, document)
  return {
    ...shared(at, document, entry),
    taxable: taxableOf(document, entry),
    taxCodeXref: xref,
    taxRate: number(rate),
  }
}

function purchaseDetailTax(at: Lookup, document: Purchase, entry: RecordEntry) {
  const { rate, description } = taxAt(at, document)
  return {
    ...shared(at, document, entry),
    taxableFlag: taxableOf(document, entry),
    taxRate: number(rate),
    taxRatePercent: number(dec(rate).times(100).toFixed()),
    taxNote: description,
  }
}

function shared(at: Lookup, document: Purchase, entry: RecordEntry) {
  const { tenant } = at
  const { order } = document
  const line = document.lines.find(one => one.id === entry.lineId)
  const item = tenant.catalog.find(one => one.id === line?.itemId)
  const house = tenant.warehouses.find(one => one.id === (line?.warehouseId ?? order.warehouseId))
  const vendor = at.company(order.vendorId)
  return {
    id: entry.id,
    documentDate: dayTime(document.on),
    glClass: glClass(entry.segments),
    glTypeId: entry.type,
    glItemId: item?.identifier ?? entry.segments[3],
    salesCode: '',
    ...(entry.type === 'P' || entry.type === 'PF' ? { description: entry.description } : {}),
    memo: order.number,
    vendorNumber: vendor.accountNumber,
    vendorAccountNumber: vendor.accountNumber,
    accountNumber: accountNumber(entry.segments),
    costAccountNumber: accountNumber(entry.cogs),
    inventoryAccountNumber: entry.inventory,
    item: line ? itemRef(tenant, line.itemId) : null,
    itemDescription: item?.description ?? entry.description,
    salesDescription: item?.description ?? entry.description,
    cost: number(line?.unitCost ?? entry.amount),
    itemPrice: number('0'),
    itemCost: number(line?.unitCost ?? entry.amount),
    unitOfMeasure: EACH,
    quantity: number(line?.received ?? '1'),
    total: number(entry.amount),
    currency: currencyRef(tenant, order.currencyId),
    serializedFlag: false,
    serialNumbers: line?.serialNumbers ?? '',
    dropShippedFlag: order.customerId !== null,
    lineNumber: line?.number ?? 0,
    warehouseBin: house ? binRef(house.id) : null,
    itemTypeXref: typeXref(item),
    inventoryXref: entry.inventory,
    cogsXref: accountNumber(entry.cogs),
    uomScheduleXref: '',
    priceLevelXref: '',
    locationXref: house?.xref ?? '',
    taxCode: taxCodeRef(tenant, order.taxCodeId),
    purchaseHeaderTaxGroup: taxCodeRef(tenant, order.taxCodeId)?.name ?? '',
    taxAgencyXref: '',
  }
}

const taxableOf = ({ order, lines }: Purchase, entry: RecordEntry): boolean => {
  if (!order.taxable) return false
  return entry.lineId === null
    ? order.taxFreight
    : lines.some(line => line.id === entry.lineId && line.taxable)
}

function taxAt({ tenant }: Lookup, { order }: Purchase) {
  const code = tenant.taxCodes.find(one => one.id === order.taxCodeId)
  return { rate: code?.rate ?? '0', xref: code?.xref ?? '', description: code?.description ?? '' }
}
