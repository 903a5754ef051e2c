import type { Member, Tenant } from './entities.ts'
import type { Adjustment, Transfer } from './entities-procurement.ts'
import { failure } from './errors.ts'
import { type Done, done, refuse } from './life.ts'
import { cents, dec } from './money.ts'
import { type Draft, dropEntries, writeEntries } from './records.ts'
import { type Sim, stamp } from './sim.ts'
import { keyOf } from './store.ts'

export const adjustmentId = (id: number): string => `${id}-adjustment`
export const transferId = (id: number): string => `${id}-transfer`

/** Found and missing stock, each line with the one entry that the unposted list shows as a row. */
export function closeAdjustment(
  sim: Sim,
  tenant: Tenant,
  adjustment: Adjustment,
  on: string,
  by: Member,
): Adjustment {
  for (const line of adjustment.lines) {
    const draft = stockDraft(tenant, line, 'IA', adjustmentId(adjustment.id), adjustment.identifier)
    writeEntries(sim, tenant, placeOf(tenant, line.warehouseId), [draft])
  }
  return sim.books.adjustments.put({
    ...adjustment,
    closed: true,
    closedOn: on,
    updatedAt: stamp(sim.clock.now()),
    updatedBy: by.identifier,
  })
}

/** Stock that has arrived; nothing is earned or spent by it. */
export function completeTransfer(
  sim: Sim,
  tenant: Tenant,
  transfer: Transfer,
  on: string,
  by: Member,
): Transfer {
  const from = placeOf(tenant, transfer.fromId)
  const drafts = transfer.lines.map(line => ({
    ...stockDraft(tenant, line, 'IT', transferId(transfer.id), transfer.description),
    from,
  }))
  writeEntries(sim, tenant, placeOf(tenant, transfer.toId), drafts)
  return sim.books.transfers.put({
    ...transfer,
    completedOn: on,
    updatedAt: stamp(sim.clock.now()),
    updatedBy: by.identifier,
  })
}

/** The first line was so many: opened again, put right and closed as it was. Not once it is batched. */
export function moveAgain(
  sim: Sim,
  tenant: Tenant,
  productId: string,
  quantity: number,
  by: Member,
): Done<Adjustment | Transfer> {
  const { books } = sim
  const key = keyOf(tenant.company, Number.parseInt(productId, 10))
  const adjustment = productId.endsWith('-adjustment') ? books.adjustments.get(key) : undefined
  const transfer = productId.endsWith('-transfer') ? books.transfers.get(key) : undefined
  if (!dropEntries(sim, books.recordEntries.by('record', keyOf(tenant.company, productId))))
    return refuse(failure(400, 'InvalidObject', 'It has been batched. Unbatch it first.'))
  const changed = <Line extends Moved>(lines: readonly Line[]) =>
    lines.map((line, at) => (at === 0 ? { ...line, quantity } : line))
  if (adjustment) {
    const { closedOn, lines } = adjustment
    return done(closeAdjustment(sim, tenant, { ...adjustment, lines: changed(lines) }, closedOn, by))
  }
  if (!transfer) return refuse(failure(404, 'NotFound', `There is no ${productId}.`))
  const { completedOn, lines } = transfer
  return done(completeTransfer(sim, tenant, { ...transfer, lines: changed(lines) }, completedOn, by))
}

type Moved = { id: number; itemId: number; quantity: number; unitCost: string }

function stockDraft(
  tenant: Tenant,
  line: Moved,
  type: 'IA' | 'IT',
  recordId: string,
  description: string,
): Draft {
  return {
    kind: 'product',
    recordId,
    lineId: line.id,
    type,
    category: tenant.catalog.find(item => item.id === line.itemId)?.category ?? '',
    amount: cents(dec(line.unitCost).times(line.quantity)).toFixed(2),
    description,
    stock: true,
  }
}

function placeOf(tenant: Tenant, warehouseId: number) {
  const house = tenant.warehouses.find(one => one.id === warehouseId)
  return { locationId: house?.locationId ?? 0, departmentId: house?.departmentId ?? 0 }
}
