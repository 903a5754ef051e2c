import { z } from 'zod'
import { zDecimal, zInteger } from '../../std/json.ts'
import { type Described, fieldsOf, zCurrency, zItem, zMaybeText, zName, zNumericId } from './fields.ts'
import { withDay, zEitherDay } from './purchase-form.ts'

const zRow = z.object({
  id: zNumericId,
  description: zMaybeText,
  unpostedProductId: z.string().min(1).max(200),
  procurementType: zMaybeText,
  locationId: zNumericId.nullish(),
  purchaseDate: zEitherDay,
  currency: zCurrency,
  total: zDecimal,
  dateClosed: zMaybeText,
} satisfies Described<'UnpostedProcurement'>)
export const unpostedFields = fieldsOf(zRow)
export const zUnpostedStock = zRow.transform(withDay)

const zAdjusted = z.object({
  glClass: zMaybeText,
  description: zMaybeText,
  memo: zMaybeText,
  item: zItem,
  quantity: zDecimal,
  total: zDecimal.nullish(),
  cost: zDecimal.nullish(),
  accountNumber: zMaybeText,
  inventoryAccountNumber: zMaybeText,
} satisfies Described<'GLExportAdjustmentTransactionDetail'>)

const zAdjustment = z.object({
  id: zMaybeText,
  memo: zMaybeText,
  adjustmentDescription: zMaybeText,
  adjustmentDetail: z.array(zAdjusted),
} satisfies Described<'GLExportAdjustmentTransaction'>)

const zOffset = z.object({
  accountNumber: zMaybeText,
  glClass: zMaybeText,
} satisfies Described<'GLExportInventoryTransferOffset'>)

const zTransfer = z.object({
  id: zMaybeText,
  transferId: zInteger.nullish(),
  description: zMaybeText,
  accountNumber: zMaybeText,
  inventoryAccountNumber: zMaybeText,
  glClass: zMaybeText,
  item: zItem,
  itemDescription: zMaybeText,
  itemTypeXref: zMaybeText,
  quantity: zDecimal,
  cost: zDecimal.nullish(),
  total: zDecimal.nullish(),
  transferFromLocationXref: zMaybeText,
  transferToLocationXref: zMaybeText,
  offset: zOffset,
} satisfies Described<'GLExportInventoryTransfer'>)

export const zMovements = z.object({
  adjustmentTransactions: z.array(zAdjustment),
  inventoryTransfers: z.array(zTransfer),
})

const zCounted = z.object({
  catalogItem: z.object({ id: zNumericId.nullish() }).nullish(),
  warehouse: zName,
  quantityAdjusted: zDecimal.nullish(),
  unitCost: zDecimal.nullish(),
} satisfies Described<'AdjustmentDetail'>)

export const zCount = z.object({
  id: zNumericId,
  identifier: zMaybeText,
  reason: zMaybeText,
  adjustmentDetails: z
    .array(zCounted)
    .nullish()
    .transform(list => list ?? []),
} satisfies Described<'ProcurementAdjustment'>)
export const countFields = fieldsOf(zCount)

export const zWarehouse = z.object({
  id: zNumericId,
  locationXref: zMaybeText,
} satisfies Described<'Warehouse'>)
export const warehouseFields = fieldsOf(zWarehouse)

export type UnpostedMovementRow = z.output<typeof zUnpostedStock>
export type ExportedAdjustment = z.output<typeof zAdjustment>
export type AdjustedDetail = z.output<typeof zAdjusted>
export type ExportedTransfer = z.output<typeof zTransfer>
export type Counted = z.output<typeof zCounted>
