import type { Line, Tenant } from './entities.ts'
import type { CatalogItem } from './entities-procurement.ts'

/** The Type XRef of its product type: what tells an accounting package that stock is kept of it. */
export function typeXref(item: CatalogItem | undefined): string {
  return item?.typeXref ?? (item?.productClass === 'Inventory' ? 'Inventory Part' : 'Non-inventory Part')
}

/** Goods of class Inventory that were shipped from a warehouse, or by the vendor where the set-up says so. */
export function leavesStock({ catalog, accounting }: Tenant, line: Line): boolean {
  const { includeCogs, inventorySoh = true, cogsDropShip = false } = accounting
  if (!includeCogs || !inventorySoh || !isKept(catalog, line)) return false
  return line.dropShipped === true ? cogsDropShip : line.warehouseId !== undefined
}

/** Of the goods themselves, whatever is told of them. */
export function isKept(catalog: readonly CatalogItem[], { item }: Pick<Line, 'item'>): boolean {
  return catalog.some(one => one.id === item?.id && one.productClass === 'Inventory')
}
