import type { Tenant } from './entities.ts'
import type { PurchaseOrder } from './entities-procurement.ts'
import { costOf, orderTotals, purchaseId } from './order-amounts.ts'
import { lookupOf, type Sim } from './sim.ts'
import { keyOf } from './store.ts'

/** What Manage's own Purchase Order pages show. Amounts are decimal.js's, and their toFixed writes them as text. */
export function orderList(sim: Sim, tenant: Tenant) {
  const orders = sim.books.purchaseOrders.by('tenant', tenant.company).reverse()
  return { orders: orders.map(order => briefOrder(sim, tenant, order)) }
}

export function orderDetail(sim: Sim, tenant: Tenant, order: PurchaseOrder) {
  const { subTotal, salesTax, freightTax, total } = orderTotals(tenant, order)
  return {
    ...briefOrder(sim, tenant, order),
    vendorId: order.vendorId,
    vendorInvoiceNumber: order.vendorInvoiceNumber,
    vendorInvoiceDate: order.vendorInvoiceDate,
    terms: tenant.terms.find(one => one.id === order.termsId)?.name ?? '',
    location: tenant.locations.find(one => one.id === order.locationId)?.name ?? '',
    subtotal: subTotal.toFixed(2),
    freight: order.freight,
    tax: salesTax.plus(freightTax).toFixed(2),
    total: total.toFixed(2),
    waiting: order.lines.some(line => line.status === 'Waiting' && !line.canceled),
    lines: order.lines.map(line => ({
      number: line.number,
      product: tenant.catalog.find(one => one.id === line.itemId)?.identifier ?? '',
      description: line.description,
      quantity: line.quantity,
      received: line.received,
      cost: line.unitCost,
      amount: costOf(line).toFixed(2),
      status: line.status,
      slip: line.slip,
      batch: line.receiptId === null ? '' : batchOf(sim, tenant, line.receiptId, line.id),
    })),
  }
}

function briefOrder(sim: Sim, tenant: Tenant, order: PurchaseOrder) {
  return {
    id: order.id,
    number: order.number,
    date: order.date,
    vendor: lookupOf(sim.books, tenant).company(order.vendorId).name,
    status: tenant.orderStatuses.find(one => one.id === order.statusId)?.name ?? '',
    closed: order.closedAt !== '',
    total: orderTotals(tenant, order).total.toFixed(2),
    currency: tenant.currencies.find(one => one.id === order.currencyId)?.identifier ?? '',
  }
}

function batchOf(sim: Sim, tenant: Tenant, receiptId: number, lineId: number): string {
  const entries = sim.books.recordEntries.by('record', keyOf(tenant.company, purchaseId(receiptId)))
  const batchId = entries.find(entry => entry.lineId === lineId)?.batchId ?? null
  if (batchId === null) return ''
  return sim.books.batches.get(keyOf(tenant.company, batchId))?.identifier ?? ''
}
