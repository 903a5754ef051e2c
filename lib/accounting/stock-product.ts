import type { Desk } from './desk.ts'
import type { RecordLine } from './export.ts'
import type { PlanOptions } from './options.ts'

type Product = Pick<RecordLine, 'item' | 'inventoryAccount'> & { itemType: string | null }

/**
 * Whether it is kept in stock: ConnectWise says so twice, by the product's class (only one of class Inventory has an inventory
 * account) and by the Type XRef of its type, “Inventory Part” (knowledge/features.md §B5). Where an export does not say the
 * type, the class alone does.
 */
export function isStock(
  product: Product,
  { stockCompliance }: Pick<PlanOptions, 'stockCompliance'>,
): boolean {
  if (product.item === null) return false
  return stockCompliance === 'type' ? ofType(product) : ofClass(product)
}

/** Which of the two says that it is no stock. */
type Denies = 'type' | 'class'

/**
 * Products whose class and type say different things, all in one problem of each way round. An invoice may sell an inventory part
 * that never was in a warehouse: there only the type is looked at.
 */
export function checkCompliance(
  products: readonly Product[],
  desk: Desk,
  looked: readonly Denies[] = ['type', 'class'],
): void {
  const { stockCompliance } = desk.options
  const differing = products.filter(one => one.item !== null && ofClass(one) !== ofType(one))
  for (const what of looked) {
    const wrong = differing.filter(one => ofClass(one) === (what === 'type'))
    const names = [...new Set(wrong.map(({ item }) => item?.identifier.trim() ?? ''))]
    if (names.length === 0) continue
    const warn = stockCompliance !== 'strict'
    const posted = stockCompliance === 'type' ? what === 'class' : what === 'type'
    desk.report({
      code: 'stock-type-differs',
      products: names.join(', '),
      count: names.length,
      what,
      ...(warn && { warn, asStock: posted }),
    })
  }
}

function ofClass({ inventoryAccount }: Product): boolean {
  return inventoryAccount.trim() !== ''
}

function ofType(product: Product): boolean {
  return product.itemType === null ? ofClass(product) : isInventoryPart(product.itemType)
}

function isInventoryPart(typeXref: string): boolean {
  return typeXref.trim().toLowerCase() === 'inventory part'
}
