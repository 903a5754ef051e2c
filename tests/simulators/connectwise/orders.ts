import type { Decimal } from 'decimal.js'
import type { Member, Tenant } from './entities.ts'
import type { OrderLine, PurchaseOrder } from './entities-procurement.ts'
import { failure } from './errors.ts'
import { type Done, done, refuse } from './life.ts'
import { dec } from './money.ts'
import { costOf, freightTaxOf, purchaseId, taxOf } from './order-amounts.ts'
import { type Draft, writeEntries } from './records.ts'
import { type Sim, stamp } from './sim.ts'
import { keyOf } from './store.ts'
import { orderTold } from './told.ts'

/** One delivery: the lines it brought, under its packing slip. */
export type Parcel = {
  slip: string
  /** Without a quantity: all that was ordered. What is missing waits on a line of its own, or is canceled. */
  lines: readonly { number: number; quantity?: string; cancelRest?: boolean }[]
  on: string
}

/** A line that is received is closed: only then has it entries, and they are frozen. */
export function receive(
  sim: Sim,
  tenant: Tenant,
  order: PurchaseOrder,
  parcel: Parcel,
  by: Member,
): PurchaseOrder {
  const known = order.lines.find(line => line.receiptId !== null && line.slip === parcel.slip)
  const receiptId = known?.receiptId ?? sim.books.nextId(tenant.company, 'receipt')
  const lines: OrderLine[] = []
  const arrived: OrderLine[] = []
  for (const line of order.lines) {
    const wanted = parcel.lines.find(one => one.number === line.number)
    if (!wanted || line.status !== 'Waiting' || line.canceled) {
      lines.push(line)
      continue
    }
    const quantity = wanted.quantity ?? line.quantity
    const missing = dec(line.quantity).minus(quantity)
    const cloned = missing.gt(0) && wanted.cancelRest !== true
    const got: OrderLine = {
      ...line,
      quantity: cloned ? quantity : line.quantity,
      received: quantity,
      status: cloned
        ? 'PartiallyReceiveCloneRest'
        : missing.gt(0)
          ? 'PartiallyReceiveCancelRest'
          : 'FullyReceived',
      slip: parcel.slip,
      receivedOn: parcel.on,
      receiptId,
    }
    lines.push(got)
    arrived.push(got)
    if (cloned) lines.push(restOf(sim, tenant, order, line, missing, lines))
  }
  writeEntries(sim, tenant, order, draftsOf(sim, tenant, order, parcel.slip, arrived))
  return saveOrder(sim, tenant, { ...order, lines }, by)
}

/** The way back: reopen, un-receive, receive again. Not once it is batched. */
export function unreceive(
  sim: Sim,
  tenant: Tenant,
  order: PurchaseOrder,
  number: number,
  by: Member,
): Done<PurchaseOrder> {
  const line = order.lines.find(one => one.number === number)
  if (!line || line.receiptId === null)
    return refuse(failure(400, 'InvalidObject', 'The line is not received.'))
  const alone = order.lines.every(one => one === line || one.receiptId !== line.receiptId)
  const entries = sim.books.recordEntries
    .by('record', keyOf(tenant.company, purchaseId(line.receiptId)))
    .filter(entry => entry.lineId === line.id || (alone && entry.lineId === null))
  if (entries.some(entry => entry.batchId !== null))
    return refuse(failure(400, 'InvalidObject', 'The line has been batched. Unbatch it first.'))
  for (const entry of entries) sim.books.recordEntries.delete(entry.key)
  const waiting: OrderLine = {
    ...line,
    received: '0',
    status: 'Waiting',
    slip: '',
    receivedOn: '',
    receiptId: null,
  }
  const lines = order.lines.map(one => (one === line ? waiting : one))
  return done(saveOrder(sim, tenant, { ...order, lines }, by))
}

/** An order is closed by its last line. */
export function saveOrder(sim: Sim, tenant: Tenant, order: PurchaseOrder, by: Member): PurchaseOrder {
  const over = order.lines.every(line => line.canceled || line.status !== 'Waiting')
  const isClosed = tenant.orderStatuses.some(one => one.id === order.statusId && one.closedFlag)
  const status = tenant.orderStatuses.find(one => (over ? one.closedFlag : !one.closedFlag))
  const at = stamp(sim.clock.now())
  const saved = sim.books.purchaseOrders.put({
    ...order,
    statusId: over === isClosed ? order.statusId : (status?.id ?? order.statusId),
    closedAt: over ? order.closedAt || at : '',
    updatedAt: at,
    updatedBy: by.identifier,
  })
  const action = order.updatedAt === '' ? 'added' : 'updated'
  sim.callbacks.fire(tenant, orderTold(sim.books, tenant, saved), action, by.id)
  return saved
}

function draftsOf(
  sim: Sim,
  tenant: Tenant,
  order: PurchaseOrder,
  slip: string,
  arrived: OrderLine[],
): Draft[] {
  const receiptId = arrived[0]?.receiptId
  if (typeof receiptId !== 'number') return []
  const recordId = purchaseId(receiptId)
  const drafts: Draft[] = []
  const add = (type: Draft['type'], amount: Decimal, line: OrderLine | null) => {
    const item = line && tenant.catalog.find(one => one.id === line.itemId)
    drafts.push({
      kind: 'product',
      recordId,
      lineId: line?.id ?? null,
      type,
      category: item?.category ?? '',
      amount: amount.toFixed(2),
      description: line?.description ?? (type === 'PF' ? 'Freight' : 'Tax on freight'),
      stock: type === 'P' && item?.productClass === 'Inventory',
    })
  }
  for (const line of arrived) {
    add('P', costOf(line), line)
    const tax = taxOf(tenant, order, line)
    if (!tax.isZero()) add('PT', tax, line)
  }
  if (!carriesFreight(sim, tenant, order, slip)) return drafts
  add('PF', dec(order.freight), null)
  const freightTax = freightTaxOf(tenant, order)
  if (!freightTax.isZero()) add('FT', freightTax, null)
  return drafts
}

/** Once in an order: with the slip it is written to, or with the first that comes. */
function carriesFreight(sim: Sim, tenant: Tenant, order: PurchaseOrder, slip: string): boolean {
  if (dec(order.freight).isZero() || (order.freightSlip !== '' && order.freightSlip !== slip)) return false
  const receipts = new Set(order.lines.flatMap(line => (line.receiptId === null ? [] : [line.receiptId])))
  return ![...receipts].some(id =>
    sim.books.recordEntries
      .by('record', keyOf(tenant.company, purchaseId(id)))
      .some(entry => entry.type === 'PF'),
  )
}

function restOf(
  sim: Sim,
  tenant: Tenant,
  order: PurchaseOrder,
  line: OrderLine,
  missing: Decimal,
  before: readonly OrderLine[],
): OrderLine {
  const number = Math.max(...[...order.lines, ...before].map(one => one.number)) + 1
  return {
    ...line,
    id: sim.books.nextId(tenant.company, 'orderLine'),
    number,
    quantity: missing.toFixed(),
  }
}
