import type { ProductDocument, Purchase } from './documents.ts'
import type { GlType } from './entities.ts'
import type { RecordEntry } from './entities-records.ts'
import { companyRef, currencyRef, dayTime, type Lookup, nameRef, taxCodeRef } from './format.ts'
import { number, sum } from './money.ts'
import type { Row } from './query.ts'
import { isOpen } from './records.ts'

/**
 * Rows of the unposted procurement: what of a record is not batched. A packing slip is one row, or a row for each of its
 * lines; a line of an adjustment or a transfer is always one, and its id is what a batch asks for.
 */
export function unpostedProcurementRows(at: Lookup, document: ProductDocument, perLine: boolean): Row[] {
  if (document.type !== 'Purchase')
    return document.entries
      .filter(entry => entry.batchId === null)
      .map(entry => stockRow(at, document, entry))
  const open = document.entries.filter(isOpen)
  if (!perLine || document.entries.length === 0)
    return [purchaseRow(at, document, open, document.entries[0]?.id ?? document.receiptId)]
  return [...Map.groupBy(open, entry => entry.lineId)].flatMap(([, entries]) => {
    const [first] = entries
    return first ? [purchaseRow(at, document, entries, first.id)] : []
  })
}

export const totalOf = (entries: readonly RecordEntry[], ...types: GlType[]): string =>
  sum(
    entries.filter(entry => types.length === 0 || types.includes(entry.type)).map(entry => entry.amount),
  ).toFixed(2)

function purchaseRow(at: Lookup, document: Purchase, entries: readonly RecordEntry[], id: number) {
  const { tenant } = at
  const { order, slip } = document
  const vendor = at.company(order.vendorId)
  const tax = totalOf(entries, 'PT')
  const freightTax = totalOf(entries, 'FT')
  const code = tenant.taxCodes.find(one => one.id === order.taxCodeId)
  return {
    ...common(document, id, totalOf(entries)),
    description: `${vendor.name}, packing slip ${slip}`,
    locationId: order.locationId,
    departmentId: order.departmentId,
    purchaseOrder: { id: order.id, name: order.number },
    purchaseDate: dayTime(order.date),
    trackingNumber: order.trackingNumber,
    billingTerms: nameRef(tenant.terms, order.termsId),
    currency: currencyRef(tenant, order.currencyId),
    taxCode: taxCodeRef(tenant, order.taxCodeId),
    itemTaxableFlag: document.lines.some(line => line.taxable),
    purchaseOrderTaxableFlag: order.taxable,
    stateTaxFlag: Number(tax) !== 0,
    stateTaxXref: code?.xref ?? '',
    stateTaxAmount: number(tax),
    taxTotal: number(tax),
    customer: order.customerId === null ? null : companyRef(at.company(order.customerId)),
    vendor: companyRef(vendor),
    vendorAccountNumber: vendor.accountNumber,
    vendorInvoiceNumber: order.vendorInvoiceNumber,
    vendorInvoiceDate: order.vendorInvoiceDate === '' ? '' : dayTime(order.vendorInvoiceDate),
    taxFreightFlag: order.taxFreight,
    freightTaxTotal: number(freightTax),
    freightCost: number(totalOf(entries, 'PF')),
    _info: { lastUpdated: order.updatedAt, updatedBy: order.updatedBy },
  }
}

function stockRow(at: Lookup, document: Exclude<ProductDocument, Purchase>, entry: RecordEntry) {
  const record = document.type === 'Adjustment' ? document.adjustment : document.transfer
  const line = record.lines.find(one => one.id === entry.lineId)
  const item = at.tenant.catalog.find(one => one.id === line?.itemId)
  const houseId =
    document.type === 'Transfer'
      ? document.transfer.toId
      : document.adjustment.lines.find(one => one.id === entry.lineId)?.warehouseId
  const house = at.tenant.warehouses.find(one => one.id === houseId)
  return {
    ...common(document, entry.id, entry.amount),
    description: `${entry.description}: ${item?.identifier ?? ''}`,
    locationId: house?.locationId ?? null,
    departmentId: house?.departmentId ?? null,
    purchaseDate: dayTime(document.on),
    currency: currencyRef(at.tenant, at.tenant.currencies[0]?.id ?? 1),
    itemTaxableFlag: false,
    purchaseOrderTaxableFlag: false,
    taxTotal: number('0.00'),
    _info: { lastUpdated: record.updatedAt, updatedBy: record.updatedBy },
  }
}

/** Every field is there, so that each can be asked for; what a count has not is null. */
const common = (document: ProductDocument, id: number, total: string) => ({
  ...NONE,
  id,
  unpostedProductId: document.name,
  procurementType: document.type,
  total: number(total),
  avalaraTaxFlag: false,
  dateClosed: dayTime(document.on),
})

const NONE = {
  purchaseOrder: null,
  trackingNumber: '',
  billingTerms: null,
  taxCode: null,
  stateTaxFlag: false,
  stateTaxXref: '',
  stateTaxAmount: null,
  customer: null,
  vendor: null,
  vendorAccountNumber: '',
  vendorInvoiceNumber: '',
  vendorInvoiceDate: '',
  taxFreightFlag: false,
  freightTaxTotal: null,
  freightCost: null,
}
