import type { Tenant } from './entities.ts'
import type { Adjustment, Transfer } from './entities-procurement.ts'
import { ITEM, type WarehouseName, warehouseIdOf } from './seed-stock.ts'
import { accountantOf } from './sessions.ts'
import { dayBefore, type Sim } from './sim.ts'
import { closeAdjustment, completeTransfer } from './stock.ts'
import { keyOf } from './store.ts'

type MovedSpec = { item: keyof typeof ITEM; quantity: number; cost?: string }
export type AdjustmentSpec = {
  identifier: string
  type?: string
  reason?: string
  lines: (MovedSpec & { warehouse?: WarehouseName })[]
  daysAgo?: number
  /** Still being counted. */
  open?: boolean
}
export type TransferSpec = {
  description: string
  from: WarehouseName
  to: WarehouseName
  lines: MovedSpec[]
  daysAgo?: number
  /** Still on its way. */
  open?: boolean
}

export function addAdjustment(sim: Sim, tenant: Tenant, spec: AdjustmentSpec): Adjustment {
  const by = accountantOf(sim, tenant)
  const id = sim.books.nextId(tenant.company, 'adjustment')
  const made = sim.books.adjustments.put({
    key: keyOf(tenant.company, id),
    tenant: tenant.company,
    id,
    identifier: spec.identifier,
    type: spec.type ?? 'Stock count',
    reason: spec.reason ?? '',
    closed: false,
    closedOn: '',
    lines: spec.lines.map(line => ({
      id: sim.books.nextId(tenant.company, 'adjustmentLine'),
      itemId: ITEM[line.item],
      warehouseId: warehouseIdOf(line.warehouse ?? 'sydney'),
      quantity: line.quantity,
      unitCost: costOf(tenant, line),
    })),
    updatedAt: '',
    updatedBy: by.identifier,
  })
  return spec.open === true ? made : closeAdjustment(sim, tenant, made, dayBefore(sim, spec.daysAgo ?? 3), by)
}

export function addTransfer(sim: Sim, tenant: Tenant, spec: TransferSpec): Transfer {
  const by = accountantOf(sim, tenant)
  const id = sim.books.nextId(tenant.company, 'transfer')
  const made = sim.books.transfers.put({
    key: keyOf(tenant.company, id),
    tenant: tenant.company,
    id,
    fromId: warehouseIdOf(spec.from),
    toId: warehouseIdOf(spec.to),
    description: spec.description,
    completedOn: '',
    lines: spec.lines.map(line => ({
      id: sim.books.nextId(tenant.company, 'transferLine'),
      itemId: ITEM[line.item],
      quantity: line.quantity,
      unitCost: costOf(tenant, line),
    })),
    updatedAt: '',
    updatedBy: by.identifier,
  })
  return spec.open === true
    ? made
    : completeTransfer(sim, tenant, made, dayBefore(sim, spec.daysAgo ?? 3), by)
}

function costOf(tenant: Tenant, { item, cost }: MovedSpec): string {
  return cost ?? tenant.catalog.find(one => one.id === ITEM[item])?.cost ?? '0.00'
}
