import type { Member, Tenant } from './entities.ts'
import type { OrderLine, PurchaseOrder } from './entities-procurement.ts'
import { type Parcel, receive, saveOrder } from './orders.ts'
import { ITEM, type WarehouseName, warehouseIdOf } from './seed-stock.ts'
import { DEPARTMENTS } from './seed-tenant.ts'
import { accountantOf } from './sessions.ts'
import { dayBefore, type Sim } from './sim.ts'
import { keyOf } from './store.ts'

export type OrderLineSpec = {
  item: keyof typeof ITEM
  /** Less than nothing is a vendor credit, as a cost below nothing is; not of what is kept in stock. */
  quantity: string
  cost?: string
  description?: string
  taxable?: boolean
  serialNumbers?: string
  /** Where it comes to; left out: as the order says. */
  warehouse?: WarehouseName
}
export type DeliverySpec = Omit<Parcel, 'on'> & { daysAgo: number }
export type OrderSpec = {
  number: string
  /** Identifier of the vendor, and of the customer to whom it delivers. */
  vendor: string
  customer?: string
  lines: OrderLineSpec[]
  deliveries?: DeliverySpec[]
  daysAgo?: number
  status?: number
  taxable?: boolean
  freight?: string
  freightSlip?: string
  taxFreight?: boolean
  location?: number
  warehouse?: WarehouseName
  vendorOrderNumber?: string
  vendorInvoiceNumber?: string
  vendorInvoiceDaysAgo?: number
  trackingNumber?: string
  shippedDaysAgo?: number
}

/** Adds an order as an open one and receives it in the ordinary way, so that its entries are what receiving makes. */
export function addOrder(sim: Sim, tenant: Tenant, spec: OrderSpec): PurchaseOrder {
  const by = accountantOf(sim, tenant)
  const placed = saveOrder(sim, tenant, orderOf(sim, tenant, spec, by), by)
  return (spec.deliveries ?? []).reduce(
    (order, { daysAgo, ...parcel }) =>
      receive(sim, tenant, order, { ...parcel, on: dayBefore(sim, daysAgo) }, by),
    placed,
  )
}

/** What is kept in stock goes back by an adjustment: no order of less than nothing takes it. */
export function takesBackStock(tenant: Tenant, { lines }: OrderSpec): boolean {
  return lines.some(({ item, quantity }) => {
    const found = tenant.catalog.find(one => one.id === ITEM[item])
    return quantity.startsWith('-') && found?.productClass === 'Inventory'
  })
}

function orderOf(sim: Sim, tenant: Tenant, spec: OrderSpec, by: Member): PurchaseOrder {
  const vendor = companyNamed(sim, tenant, spec.vendor)
  const id = sim.books.nextId(tenant.company, 'purchaseOrder')
  const warehouseId = warehouseIdOf(spec.warehouse ?? 'sydney')
  const house = tenant.warehouses.find(one => one.id === warehouseId)
  const invoiced =
    spec.vendorInvoiceNumber === undefined ? '' : dayBefore(sim, spec.vendorInvoiceDaysAgo ?? 3)
  return {
    key: keyOf(tenant.company, id),
    tenant: tenant.company,
    id,
    number: spec.number,
    vendorId: vendor.id,
    customerId: spec.customer === undefined ? null : companyNamed(sim, tenant, spec.customer).id,
    statusId: spec.status ?? 2,
    termsId: vendor.termsId,
    currencyId: vendor.currencyId,
    taxCodeId: vendor.taxCodeId,
    taxable: spec.taxable ?? true,
    taxFreight: spec.taxFreight ?? true,
    freight: spec.freight ?? '0.00',
    freightSlip: spec.freightSlip ?? '',
    locationId: spec.location ?? house?.locationId ?? 2,
    departmentId: DEPARTMENTS[2]?.id ?? 3,
    warehouseId,
    date: dayBefore(sim, spec.daysAgo ?? 14),
    vendorOrderNumber: spec.vendorOrderNumber ?? '',
    vendorInvoiceNumber: spec.vendorInvoiceNumber ?? '',
    vendorInvoiceDate: invoiced,
    trackingNumber: spec.trackingNumber ?? '',
    shipmentDate: spec.shippedDaysAgo === undefined ? '' : dayBefore(sim, spec.shippedDaysAgo),
    lines: spec.lines.map((line, index) => lineOf(sim, tenant, line, index + 1, warehouseId)),
    closedAt: '',
    updatedAt: '',
    updatedBy: by.identifier,
  }
}

function lineOf(
  sim: Sim,
  tenant: Tenant,
  spec: OrderLineSpec,
  number: number,
  warehouseId: number,
): OrderLine {
  const item = tenant.catalog.find(one => one.id === ITEM[spec.item])
  return {
    id: sim.books.nextId(tenant.company, 'orderLine'),
    number,
    itemId: ITEM[spec.item],
    description: spec.description ?? item?.description ?? '',
    quantity: spec.quantity,
    received: '0',
    unitCost: spec.cost ?? item?.cost ?? '0.00',
    taxable: spec.taxable ?? true,
    warehouseId: spec.warehouse === undefined ? warehouseId : warehouseIdOf(spec.warehouse),
    status: 'Waiting',
    canceled: false,
    slip: '',
    receivedOn: '',
    serialNumbers: spec.serialNumbers ?? '',
    receiptId: null,
  }
}

function companyNamed(sim: Sim, tenant: Tenant, identifier: string) {
  const found = sim.books.companies.by('tenant', tenant.company).find(one => one.identifier === identifier)
  if (!found) throw new Error(`no company ${identifier} in ${tenant.company}`)
  return found
}
