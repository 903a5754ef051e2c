import type { Decimal } from 'decimal.js'
import type { Tenant } from './entities.ts'
import type { OrderLine, PurchaseOrder } from './entities-procurement.ts'
import { roundedAway } from './gl.ts'
import { cents, dec, sum } from './money.ts'

/** What the accounting interface calls one packing slip of an order. */
export const purchaseId = (receiptId: number): string => `${receiptId}-purchase`

/** What the line costs: what came of it, or what is ordered while it waits. */
export const costOf = (line: OrderLine): Decimal =>
  cents(dec(line.status === 'Waiting' ? line.quantity : line.received).times(line.unitCost))

export function taxOf(tenant: Tenant, order: PurchaseOrder, line: OrderLine): Decimal {
  return order.taxable && line.taxable ? taxed(tenant, order, costOf(line)) : dec('0')
}

export function freightTaxOf(tenant: Tenant, order: PurchaseOrder): Decimal {
  return order.taxable && order.taxFreight ? taxed(tenant, order, dec(order.freight)) : dec('0')
}

export function orderTotals(tenant: Tenant, order: PurchaseOrder) {
  const lines = order.lines.filter(line => !line.canceled)
  const subTotal = sum(lines.map(line => costOf(line).toFixed(2)))
  const salesTax = sum(lines.map(line => taxOf(tenant, order, line).toFixed(2)))
  const freightTax = freightTaxOf(tenant, order)
  const total = subTotal.plus(salesTax).plus(order.freight).plus(freightTax)
  return { subTotal, salesTax, freightTax, total }
}

function taxed(tenant: Tenant, order: PurchaseOrder, amount: Decimal): Decimal {
  const rate = tenant.taxCodes.find(code => code.id === order.taxCodeId)?.rate ?? '0'
  return roundedAway(amount.times(rate))
}
