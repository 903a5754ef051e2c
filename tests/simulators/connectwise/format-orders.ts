import type { Tenant } from './entities.ts'
import type { Adjustment, OrderLine, PurchaseOrder } from './entities-procurement.ts'
import type { RecordEntry } from './entities-records.ts'
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
import { costOf, orderTotals, taxOf } from './order-amounts.ts'

/** Purchase orders, their lines and what is set up for them, on the wire. */
export function orderRow(at: Lookup, order: PurchaseOrder) {
  const { tenant } = at
  const vendor = at.company(order.vendorId)
  const { subTotal, salesTax, freightTax, total } = orderTotals(tenant, order)
  return {
    id: order.id,
    poNumber: order.number,
    poDate: dayTime(order.date),
    status: nameRef(tenant.orderStatuses, order.statusId),
    closedFlag: order.closedAt !== '',
    dateClosed: order.closedAt === '' ? null : order.closedAt,
    closedBy: order.closedAt === '' ? '' : order.updatedBy,
    enteredBy: order.updatedBy,
    vendorCompany: companyRef(vendor),
    vendorContact: { id: vendor.id * 10 + 2, name: vendor.billingContact },
    vendorSite: siteRef(vendor),
    vendorOrderNumber: order.vendorOrderNumber,
    vendorInvoiceNumber: order.vendorInvoiceNumber,
    vendorInvoiceDate: order.vendorInvoiceDate === '' ? null : dayTime(order.vendorInvoiceDate),
    terms: nameRef(tenant.terms, order.termsId),
    currency: currencyRef(tenant, order.currencyId),
    taxCode: taxCodeRef(tenant, order.taxCodeId),
    taxPoFlag: order.taxable,
    taxFreightFlag: order.taxFreight,
    subTotal: number(subTotal.toFixed(2)),
    salesTax: number(salesTax.toFixed(2)),
    freightCost: number(order.freight),
    freightTaxTotal: number(freightTax.toFixed(2)),
    freightPackingSlip: order.freightSlip,
    total: number(total.toFixed(2)),
    locationId: order.locationId,
    location: locationRef(tenant, order.locationId),
    businessUnitId: order.departmentId,
    businessUnit: nameRef(tenant.departments, order.departmentId),
    warehouse: warehouseRef(tenant, order.warehouseId),
    trackingNumber: order.trackingNumber,
    shipmentDate: order.shipmentDate === '' ? null : dayTime(order.shipmentDate),
    ...customerOf(at, order),
    customFields: [],
    _info: { lastUpdated: order.updatedAt, updatedBy: order.updatedBy },
  }
}

function customerOf(at: Lookup, { customerId }: PurchaseOrder) {
  if (customerId === null) return { dropShipCustomerFlag: false }
  const customer = at.company(customerId)
  return {
    dropShipCustomerFlag: true,
    customerCompany: companyRef(customer),
    customerName: customer.name,
    customerSite: siteRef(customer),
    customerSiteName: 'Main',
    customerStreetLine1: customer.address.line1,
    customerCity: customer.address.city,
    customerState: customer.address.state,
    customerZip: customer.address.zip,
  }
}

/** `entry`: what the accounting package gets of it; none while it waits. */
export function orderLineRow(
  at: Lookup,
  order: PurchaseOrder,
  line: OrderLine,
  entry: RecordEntry | undefined,
) {
  return {
    id: line.id,
    purchaseOrderId: order.id,
    purchaseOrderNumber: order.number,
    lineNumber: line.number,
    product: itemRef(at.tenant, line.itemId),
    description: line.description,
    quantity: number(line.quantity),
    receivedQuantity: Math.trunc(Number(line.received)),
    unitOfMeasure: EACH,
    unitCost: number(line.unitCost),
    extCost: number(costOf(line).toFixed(2)),
    tax: number(taxOf(at.tenant, order, line).toFixed(2)),
    packingSlip: line.slip,
    receivedStatus: line.status,
    dateReceived: line.receivedOn === '' ? null : dayTime(line.receivedOn),
    closedFlag: line.status !== 'Waiting',
    canceledFlag: line.canceled,
    backorderedFlag: false,
    serialNumbers: line.serialNumbers,
    vendorOrderNumber: order.vendorOrderNumber,
    trackingNumber: order.trackingNumber,
    warehouse: warehouseRef(at.tenant, line.warehouseId),
    warehouseBin: binRef(line.warehouseId),
    batchedFlag: (entry?.batchId ?? null) !== null,
    unbatchedRecId: entry?.batchId === null ? entry.unbatchedId : null,
    customFields: [],
    _info: { lastUpdated: order.updatedAt, updatedBy: order.updatedBy },
  }
}

export const orderStatusRows = ({ orderStatuses }: Tenant) =>
  orderStatuses.map(status => ({
    ...status,
    inactiveFlag: false,
    defaultClosedFlag: status.closedFlag,
    _info: INFO,
  }))

export const warehouseRows = (at: Lookup) =>
  at.tenant.warehouses.map((house, index) => ({
    id: house.id,
    name: house.name,
    location: locationRef(at.tenant, house.locationId),
    department: departmentRef(at.tenant, house.departmentId),
    locationXref: house.xref,
    locationDefaultFlag: true,
    overallDefaultFlag: index === 0,
    inactiveFlag: false,
    lockedFlag: false,
    currency: currencyRef(at.tenant, at.tenant.currencies[0]?.id ?? 1),
    _info: INFO,
  }))

export function adjustmentRow({ tenant }: Lookup, adjustment: Adjustment) {
  return {
    id: adjustment.id,
    identifier: adjustment.identifier,
    type: { id: 1, identifier: adjustment.type },
    reason: adjustment.reason,
    closedFlag: adjustment.closed,
    closedBy: adjustment.closed ? adjustment.updatedBy : '',
    closedDate: adjustment.closed ? dayTime(adjustment.closedOn) : null,
    adjustmentDetails: adjustment.lines.map(line => {
      const item = tenant.catalog.find(one => one.id === line.itemId)
      return {
        id: line.id,
        catalogItem: item && { id: item.id, identifier: item.identifier },
        description: item?.description ?? '',
        unitCost: number(line.unitCost),
        warehouse: warehouseRef(tenant, line.warehouseId),
        warehouseBin: binRef(line.warehouseId),
        quantityAdjusted: line.quantity,
        adjustment: { id: adjustment.id, name: adjustment.identifier },
      }
    }),
    _info: { lastUpdated: adjustment.updatedAt, updatedBy: adjustment.updatedBy },
  }
}

export const itemRef = (tenant: Tenant, id: number) => {
  const item = tenant.catalog.find(one => one.id === id)
  return item ? { id: item.id, identifier: item.identifier, serializedFlag: false } : null
}
export const binRef = (warehouseId: number) => ({ id: warehouseId * 10 + 1, name: 'Main shelf' })
export const EACH = { id: 1, name: 'Each' }

function warehouseRef(tenant: Tenant, id: number) {
  const house = tenant.warehouses.find(one => one.id === id)
  return house ? { id: house.id, name: house.name, lockedFlag: false } : null
}

const INFO = { lastUpdated: '2026-07-01T00:00:00Z', updatedBy: 'Admin1' }
