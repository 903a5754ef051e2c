import { z } from 'zod'
import type { CalendarDate } from '../../std/clock.ts'
import { Decimal } from '../../std/decimal.ts'
import { zDecimal, zInteger } from '../../std/json.ts'
import type { PsaPurchaseOrder, PsaPurchaseOrderHead, PsaPurchaseOrderLine } from '../psa-facts.ts'
import type { Client } from './client.ts'
import { inLists } from './conditions.ts'
import {
  type Described,
  fieldsOf,
  isNumericId,
  zCompany,
  zCurrency,
  zFlag,
  zItem,
  zMaybeDay,
  zMaybeText,
  zName,
  zNumericId,
} from './fields.ts'
import { numeric } from './invoices.ts'
import { all, selected } from './paging.ts'

const zDates = z.object({
  id: zNumericId,
  poNumber: zMaybeText,
  poDate: zMaybeDay,
  shipmentDate: zMaybeDay,
} satisfies Described<'PurchaseOrder'>)
const datesFields = fieldsOf(zDates)

export interface OrderDates {
  number: string
  date: CalendarDate | null
  shippedOn: CalendarDate | null
}

/** What a bill needs of its order, by the order's id. */
export async function ordersNamed(client: Client, ids: string[]): Promise<Map<string, OrderDates>> {
  const conditions = inLists('id', ids.map(numeric), datesFields)
  const rows = await selected(client, 'purchase orders', zDates, conditions, (api, query) =>
    api.GET('/procurement/purchaseorders', { params: { query: { ...query, fields: datesFields } } }),
  )
  return new Map(
    rows.map(({ id, poNumber, poDate, shipmentDate }) => [
      id,
      { number: poNumber, date: poDate ?? null, shippedOn: shipmentDate ?? null },
    ]),
  )
}

/** ConnectWise leaves out an amount that was never entered. */
const zAmount = zDecimal.nullish().transform(amount => amount ?? Decimal.zero)

const zOrder = z.object({
  ...zDates.shape,
  status: zName,
  closedFlag: zFlag,
  vendorCompany: zCompany,
  customerCompany: zCompany.nullish(),
  vendorOrderNumber: zMaybeText,
  vendorInvoiceNumber: zMaybeText,
  vendorInvoiceDate: zMaybeDay,
  terms: zName,
  currency: zCurrency,
  taxCode: zName,
  subTotal: zAmount,
  salesTax: zAmount,
  freightCost: zAmount,
  freightTaxTotal: zAmount,
  freightPackingSlip: zMaybeText,
  total: zAmount,
  locationId: zNumericId.nullish(),
  // Comes only when it is named.
  _info: z.object({ lastUpdated: zMaybeText }).nullish(),
} satisfies Described<'PurchaseOrder'>)
const orderFields = fieldsOf(zOrder)

/** Asked for in the list: of one alone a 404 would not say whether it is the order that is missing, or the keys are wrong. */
export async function purchaseOrder(client: Client, id: string): Promise<PsaPurchaseOrder | null> {
  if (!isNumericId(id)) return null
  const query = { conditions: `id=${id}`, pageSize: '1', fields: orderFields }
  const [row] = await client.read('a purchase order', z.array(zOrder), api =>
    api.GET('/procurement/purchaseorders', { params: { query } }),
  )
  return row ? { ...headOf(row), lines: await linesOf(client, id) } : null
}

const received = [
  'Waiting',
  'FullyReceived',
  'PartiallyReceiveCancelRest',
  'PartiallyReceiveCloneRest',
] as const satisfies PsaPurchaseOrderLine['receivedStatus'][]

const zLine = z.object({
  id: zNumericId,
  lineNumber: zInteger.nullish(),
  product: zItem,
  description: zMaybeText,
  quantity: zAmount,
  receivedQuantity: zAmount,
  unitOfMeasure: zName,
  unitCost: zAmount,
  extCost: zAmount,
  tax: zAmount,
  packingSlip: zMaybeText,
  receivedStatus: zMaybeText.transform(word => received.find(one => one === word) ?? null),
  dateReceived: zMaybeDay,
  closedFlag: zFlag,
  canceledFlag: zFlag,
  batchedFlag: zFlag,
} satisfies Described<'PurchaseOrderLineItem'>)
const lineFields = fieldsOf(zLine)

async function linesOf(client: Client, orderId: string): Promise<PsaPurchaseOrderLine[]> {
  const path = { parentId: numeric(orderId) }
  const rows = await all(client, 'lines of a purchase order', zLine, (api, { query, header }) =>
    api.GET('/procurement/purchaseorders/{parentId}/lineitems', {
      params: { path, query: { ...query, fields: lineFields }, header },
    }),
  )
  return rows.map(lineOf).toSorted((a, b) => a.number - b.number)
}

function lineOf(row: z.output<typeof zLine>): PsaPurchaseOrderLine {
  return {
    id: row.id,
    number: row.lineNumber ?? 0,
    product: row.product,
    description: row.description,
    unit: row.unitOfMeasure.name,
    ordered: row.quantity,
    received: row.receivedQuantity,
    unitCost: row.unitCost,
    amount: row.extCost,
    tax: row.tax,
    packingSlip: row.packingSlip,
    receivedStatus: row.receivedStatus,
    receivedOn: row.dateReceived ?? null,
    closed: row.closedFlag,
    canceled: row.canceledFlag,
    batched: row.batchedFlag,
  }
}

function headOf(row: z.output<typeof zOrder>): PsaPurchaseOrderHead {
  return {
    id: row.id,
    number: row.poNumber,
    statusName: row.status.name,
    closed: row.closedFlag,
    vendor: row.vendorCompany,
    shipTo: row.customerCompany ?? null,
    terms: row.terms.name,
    date: row.poDate ?? null,
    shippedOn: row.shipmentDate ?? null,
    vendorOrderNumber: row.vendorOrderNumber,
    vendorInvoice: { number: row.vendorInvoiceNumber, date: row.vendorInvoiceDate ?? null },
    currency: row.currency,
    taxCode: row.taxCode.name,
    subtotal: row.subTotal,
    salesTax: row.salesTax,
    freight: { amount: row.freightCost, tax: row.freightTaxTotal, packingSlip: row.freightPackingSlip },
    total: row.total,
    locationId: row.locationId ?? '',
    lastUpdated: row._info?.lastUpdated ?? '',
  }
}
