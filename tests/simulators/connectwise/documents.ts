import type { Tenant } from './entities.ts'
import type { Adjustment, OrderLine, PurchaseOrder, Transfer } from './entities-procurement.ts'
import type { RecordEntry } from './entities-records.ts'
import { purchaseId } from './orders.ts'
import { entriesOfRecord, isOpen } from './records.ts'
import type { Sim } from './sim.ts'
import { adjustmentId, transferId } from './stock.ts'

type Common = { productId: string; on: string; entries: RecordEntry[] }
export type Purchase = Common & {
  type: 'Purchase'
  order: PurchaseOrder
  receiptId: number
  slip: string
  lines: OrderLine[]
}
export type Adjusted = Common & { type: 'Adjustment'; adjustment: Adjustment }
export type Transferred = Common & { type: 'Transfer'; transfer: Transfer }
/** What is bought is grouped by packing slip; stock by its count or its journey. */
export type ProductDocument = Purchase | Adjusted | Transferred

/** Everything that is received, closed or complete, whether it is batched or not. */
export function productDocuments(sim: Sim, tenant: Tenant): ProductDocument[] {
  const { books } = sim
  const entriesOf = (id: string) => entriesOfRecord(sim, tenant, id)
  return [
    ...books.purchaseOrders
      .by('tenant', tenant.company)
      .flatMap(order =>
        receiptsOf(order).map(receipt => ({ ...receipt, entries: entriesOf(receipt.productId) })),
      ),
    ...books.adjustments
      .by('tenant', tenant.company)
      .filter(one => one.closed)
      .map(adjustment => {
        const productId = adjustmentId(adjustment.id)
        const entries = entriesOf(productId)
        return {
          type: 'Adjustment',
          productId,
          on: adjustment.closedOn,
          adjustment,
          entries,
        } satisfies Adjusted
      }),
    ...books.transfers
      .by('tenant', tenant.company)
      .filter(one => one.completedOn !== '')
      .map(transfer => {
        const productId = transferId(transfer.id)
        const entries = entriesOf(productId)
        return {
          type: 'Transfer',
          productId,
          on: transfer.completedOn,
          transfer,
          entries,
        } satisfies Transferred
      }),
  ]
}

/** Done and not wholly batched; without a mapping it has no entries and stays for ever. */
export function isUnpostedProduct(sim: Sim, { entries }: ProductDocument): boolean {
  return entries.length === 0 ? sim.parameters.unpostedWithoutEntries : entries.some(isOpen)
}

/** Of some entries the documents that they are of, with those alone: what a batch holds. */
export function documentsOf(sim: Sim, tenant: Tenant, entries: readonly RecordEntry[]): ProductDocument[] {
  const ids = new Set(entries.map(entry => entry.id))
  return productDocuments(sim, tenant).flatMap(one => {
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

function receiptsOf(order: PurchaseOrder): Omit<Purchase, 'entries'>[] {
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
