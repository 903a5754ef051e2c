import { movementNumber } from '../../accounting/stock-number.ts'
import type { Decimal } from '../../std/decimal.ts'
import { ConnectorError } from '../ports.ts'
import type { Client } from './client.ts'
import { inLists } from './conditions.ts'
import { isNumericId } from './fields.ts'
import { all, selected } from './paging.ts'
import type { UnpostedMovement } from './stock.ts'
import { type Counted, countFields, warehouseFields, zCount, zWarehouse } from './stock-form.ts'

/** An adjustment as it was entered: what the export does not say of it. */
export interface Count {
  name: string
  reason: string
  /** its lines with the Location XRef of their warehouse; each is taken once */
  take(itemId: string, quantity: Decimal): { quantity: Decimal; warehouseAccount: string } | null
}

/**
 * By the adjustment's number. The export names neither the warehouse of a line nor whether it was found or missing but by signs
 * that are not known for certain. Without the right to read adjustments there is none, and the export has to do.
 */
export async function countsOf(
  client: Client,
  movements: readonly UnpostedMovement[],
): Promise<Map<string, Count>> {
  const ids = movements
    .filter(({ of }) => of === 'adjustment')
    .map(({ record }) => movementNumber(record.exportId))
    .filter(isNumericId)
  if (ids.length === 0) return new Map()
  try {
    const rows = await selected(
      client,
      'stock adjustments',
      zCount,
      inLists('id', ids, countFields),
      (api, query) =>
        api.GET('/procurement/adjustments', { params: { query: { ...query, fields: countFields } } }),
    )
    const places = await warehouseAccounts(client)
    return new Map(
      rows.map(({ id, identifier, reason, adjustmentDetails }) => [
        id,
        { name: identifier, reason, take: takerOf(adjustmentDetails, places) },
      ]),
    )
  } catch (error) {
    if (error instanceof ConnectorError && error.kind === 'forbidden') return new Map()
    throw error
  }
}

async function warehouseAccounts(client: Client): Promise<Map<string, string>> {
  const rows = await all(client, 'warehouses', zWarehouse, (api, { query, header }) =>
    api.GET('/procurement/warehouses', { params: { query: { ...query, fields: warehouseFields }, header } }),
  )
  return new Map(rows.map(({ id, locationXref }) => [id, locationXref]))
}

function takerOf(details: readonly Counted[], places: ReadonlyMap<string, string>): Count['take'] {
  const left = [...details]
  return (itemId, quantity) => {
    const at = left.findIndex(
      ({ catalogItem, quantityAdjusted }) =>
        catalogItem?.id === itemId && quantityAdjusted?.abs().equals(quantity.abs()),
    )
    const [found] = at < 0 ? [] : left.splice(at, 1)
    if (!found?.quantityAdjusted) return null
    return { quantity: found.quantityAdjusted, warehouseAccount: places.get(found.warehouse.id) ?? '' }
  }
}
