import type { CatalogItem, OrderStatus, Warehouse } from './entities-procurement.ts'

const PROCUREMENT = 3

export const WAREHOUSE = { sydney: 41, melbourne: 42, van: 43 } as const
export const WAREHOUSES: Warehouse[] = [
  warehouse(WAREHOUSE.sydney, 'Sydney store', 2, '630'),
  warehouse(WAREHOUSE.melbourne, 'Melbourne store', 11, '632'),
  warehouse(WAREHOUSE.van, 'Service van', 2, '633'),
]

/** One of those above by its name, or one of the login company's own by its id. */
export type WarehouseName = keyof typeof WAREHOUSE | number
export const warehouseIdOf = (name: WarehouseName): number =>
  typeof name === 'number' ? name : WAREHOUSE[name]

export const ITEM = {
  laptop: 712,
  dock: 713,
  firewall: 711,
  cable: 731,
  microsoft365: 700,
  backup: 720,
  handset: 734,
  warranty: 733,
  supplierInvoice: 732,
} as const
/** Products that invoices sell, and what is only ever bought. SUPPLIER-INVOICE costs nothing: it carries a text. */
export const CATALOG: CatalogItem[] = [
  item(ITEM.laptop, 'HW-LT-5540', 'Latitude 5540', 'Inventory', 'Hardware', '1788.00'),
  item(ITEM.dock, 'HW-DOCK-19', 'Dock 19S', 'Inventory', 'Hardware', '240.10'),
  item(ITEM.firewall, 'SW-TZ270', 'SonicWall TZ270', 'Inventory', 'Hardware', '902.50'),
  item(ITEM.cable, 'HW-CAT6-2M', 'Patch cable Cat 6, 2 m', 'Inventory', 'Hardware', '4.15'),
  item(
    ITEM.microsoft365,
    'SW-M365-BP',
    'Microsoft 365 Business Premium',
    'NonInventory',
    'Software',
    '26.8455',
  ),
  item(ITEM.backup, 'CM-BACKUP', 'Managed Backup', 'NonInventory', 'Marketplace', '31.00'),
  item(ITEM.handset, 'HW-T54W', 'Desk phone T54W', 'NonInventory', 'Hardware', '189.00'),
  item(ITEM.warranty, 'SV-WARR-3Y', 'Next-day warranty, 3 years', 'NonInventory', 'Hardware', '96.00'),
  item(ITEM.supplierInvoice, 'SUPPLIER-INVOICE', 'Supplier invoice', 'NonInventory', '', '0.00'),
]

export const ORDER_STATUSES: OrderStatus[] = [
  { id: 1, name: 'New', sortOrder: 1, defaultFlag: true, closedFlag: false },
  { id: 2, name: 'Sent to vendor', sortOrder: 2, defaultFlag: false, closedFlag: false },
  { id: 3, name: 'Received', sortOrder: 3, defaultFlag: false, closedFlag: true },
  { id: 4, name: 'Canceled', sortOrder: 4, defaultFlag: false, closedFlag: true },
]

function warehouse(id: number, name: string, locationId: number, xref: string): Warehouse {
  return { id, name, locationId, departmentId: PROCUREMENT, xref }
}

function item(
  id: number,
  identifier: string,
  description: string,
  productClass: CatalogItem['productClass'],
  category: string,
  cost: string,
): CatalogItem {
  return { id, identifier, description, productClass, category, cost }
}
