import type { Tenant } from './entities.ts'
import type { Adjustment, OrderLine, PurchaseOrder, Transfer } from './entities-procurement.ts'
import type { RecordEntry } from './entities-records.ts'
import { purchaseId } from './order-amounts.ts'
import { entriesOfRecord, isOpen } from './records.ts'
import type { Sim } from './sim.ts'
import { adjustmentId, transferId } from './stock.ts'

/** `name`: what the accounting interface calls it. `recorded`: as `purchasesAsRecorded` says; `turned`: as `stockEntriesTurned`. */
type Common = { productId: string; on: string }
type Shown = { name: string; recorded: boolean; turned: boolean }
type Entries = { entries: RecordEntry[] }
type Receipt = Common & {
  type: 'Purchase'
  order: PurchaseOrder
  receiptId: number
  slip: string
  lines: OrderLine[]
}
type Count = Common & { type: 'Adjustment'; adjustment: Adjustment }
type Journey = Common & { type: 'Transfer'; transfer: Transfer }
export type Purchase = Receipt & Shown & Entries
export type Adjusted = Count & Shown & Entries
export type Transferred = Journey & Shown & Entries
/** What is bought is grouped by packing slip; stock by its count or its journey. */
export type ProductDocument = Purchase | Adjusted | Transferred

/** Everything that is received, closed or complete, whether it is batched or not; or those of some ids or names. */
export function productDocuments(
  sim: Sim,
  tenant: Tenant,
  only?: ReadonlySet<string>,
  by: 'productId' | 'name' = 'productId',
): ProductDocument[] {
  // A batch of invoices asks for none, and there may be thousands.
  if (only?.size === 0) return []
  return doneIn(sim, tenant)
    .map(one => ({ ...one, ...shownAs(sim, one) }))
    .filter(one => only?.has(one[by]) ?? true)
    .map(one => ({ ...one, entries: entriesOfRecord(sim, tenant, one.productId) }))
}

function shownAs({ parameters }: Sim, one: Receipt | Count | Journey): Shown {
  const recorded = one.type === 'Purchase' && parameters.purchasesAsRecorded
  const turned = parameters.stockEntriesTurned
  return { recorded, turned, name: recorded ? `${one.order.id}-${one.slip}-purchase` : one.productId }
}

/** Done and not wholly batched; without a mapping it has no entries and stays for ever. */
export function isUnpostedProduct(sim: Sim, { entries }: ProductDocument): boolean {
  return entries.length === 0 ? sim.parameters.unpostedWithoutEntries : entries.some(isOpen)
}

/** Of some entries the documents that they are of, with those alone: what a batch holds. */
export function documentsOf(sim: Sim, tenant: Tenant, entries: readonly RecordEntry[]): ProductDocument[] {
  const ids = new Set(entries.map(entry => entry.id))
  const only = new Set(entries.map(entry => entry.recordId))
  return productDocuments(sim, tenant, only).flatMap(one => {
    const own = one.entries.filter(entry => ids.has(entry.id))
    return own.length > 0 ? [{ ...one, entries: own }] : []
  })
}

export const locationOf = (tenant: Tenant, document: ProductDocument): number => {
  if (document.type === 'Purchase') return document.order.locationId
  const house =
    document.type === 'Transfer' ? document.transfer.toId : document.adjustment.lines[0]?.warehouseId
  return tenant.warehouses.find(one => one.id === house)?.locationId ?? 0
}

function doneIn({ books }: Sim, tenant: Tenant): (Receipt | Count | Journey)[] {
  const counts = books.adjustments.by('tenant', tenant.company).filter(one => one.closed)
  const journeys = books.transfers.by('tenant', tenant.company).filter(one => one.completedOn !== '')
  return [
    ...books.purchaseOrders.by('tenant', tenant.company).flatMap(receiptsOf),
    ...counts.map(
      (adjustment): Count => ({
        type: 'Adjustment',
        productId: adjustmentId(adjustment.id),
        on: adjustment.closedOn,
        adjustment,
      }),
    ),
    ...journeys.map(
      (transfer): Journey => ({
        type: 'Transfer',
        productId: transferId(transfer.id),
        on: transfer.completedOn,
        transfer,
      }),
    ),
  ]
}

function receiptsOf(order: PurchaseOrder): Receipt[] {
  const received = Map.groupBy(
    order.lines.filter(line => line.receiptId !== null),
    line => line.receiptId ?? 0,
  )
  return [...received].map(([receiptId, lines]) => ({
    type: 'Purchase',
    productId: purchaseId(receiptId),
    order,
    receiptId,
    slip: lines[0]?.slip ?? '',
    on: lines.map(line => line.receivedOn).reduce((last, on) => (on > last ? on : last), ''),
    lines,
  }))
}
