/** Its Location XRef is what tells an accounting package where stock is kept. */
export type Warehouse = { id: number; name: string; locationId: number; departmentId: number; xref: string }

/** Stock is kept of `Inventory`; anything else is spent when it is bought. */
export type CatalogItem = {
  id: number
  identifier: string
  description: string
  productClass: 'Inventory' | 'NonInventory'
  /** What a record-specific GL mapping hangs on: the product category. */
  category: string
  cost: string
  /** Of its product type; unsaid: what fits its class. */
  typeXref?: string
}

export type OrderStatus = {
  id: number
  name: string
  sortOrder: number
  defaultFlag: boolean
  closedFlag: boolean
}

export type ReceivedStatus =
  | 'Waiting'
  | 'FullyReceived'
  | 'PartiallyReceiveCancelRest'
  | 'PartiallyReceiveCloneRest'

export type OrderLine = {
  id: number
  number: number
  itemId: number
  description: string
  quantity: string
  received: string
  unitCost: string
  taxable: boolean
  warehouseId: number
  status: ReceivedStatus
  canceled: boolean
  /** Of the delivery that brought it; '' while it waits. */
  slip: string
  receivedOn: string
  serialNumbers: string
  /** What the accounting interface calls this order's packing slip; null while the line waits. */
  receiptId: number | null
}

export type PurchaseOrder = {
  key: string
  tenant: string
  id: number
  number: string
  vendorId: number
  /** Where it goes when the vendor delivers to the customer; null: to the warehouse. */
  customerId: number | null
  statusId: number
  termsId: number
  currencyId: number
  taxCodeId: number
  taxable: boolean
  taxFreight: boolean
  freight: string
  /** The packing slip that the freight came with; '': the first one. */
  freightSlip: string
  locationId: number
  departmentId: number
  warehouseId: number
  date: string
  /** One of each for the whole order: Manage has no more. */
  vendorOrderNumber: string
  vendorInvoiceNumber: string
  vendorInvoiceDate: string
  trackingNumber: string
  /** '' where nobody entered it. */
  shipmentDate: string
  lines: OrderLine[]
  closedAt: string
  updatedAt: string
  updatedBy: string
}

export type AdjustmentLine = {
  id: number
  itemId: number
  warehouseId: number
  /** Pieces found (positive) or missing (negative). */
  quantity: number
  unitCost: string
}
/** A stock count or a write-off. */
export type Adjustment = {
  key: string
  tenant: string
  id: number
  identifier: string
  type: string
  reason: string
  closed: boolean
  closedOn: string
  lines: AdjustmentLine[]
  updatedAt: string
  updatedBy: string
}

export type TransferLine = { id: number; itemId: number; quantity: number; unitCost: string }
/** Stock on its way from one warehouse to another, and there. */
export type Transfer = {
  key: string
  tenant: string
  id: number
  fromId: number
  toId: number
  description: string
  completedOn: string
  lines: TransferLine[]
  updatedAt: string
  updatedBy: string
}
