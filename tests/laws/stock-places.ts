import type { Warehouse } from '../simulators/connectwise/entities-procurement.ts'
import { DEPARTMENTS, LOCATIONS } from '../simulators/connectwise/seed-tenant.ts'
import { type Place, places } from '../support/drawn-stock.ts'

/** The two warehouses of one history, each with an asset account of its own. */
export type Pair = Readonly<Record<Place, Warehouse>>

/** What drop-shipped stock stands on until it is sold, as a code of the ledger's chart. */
export const transitCode = '7999'

const firstWarehouse = 501
const firstCode = 7_001

/** So many histories can go side by side: none of their stock is another's. */
export function pairsOf(count: number): Pair[] {
  return Array.from({ length: count }, (_none, at) => ({
    'W-SYD': warehouse(at * 2, 0),
    'W-MEL': warehouse(at * 2 + 1, 1),
  }))
}

export function warehousesOf(pairs: readonly Pair[]): Warehouse[] {
  return pairs.flatMap(pair => places.map(place => pair[place]))
}

/** Its Location XRef is the code of its account in the ledger. */
function warehouse(at: number, locationAt: number): Warehouse {
  const xref = String(firstCode + at)
  return {
    ...{ id: firstWarehouse + at, name: `Store ${xref}`, xref },
    locationId: LOCATIONS[locationAt]?.id ?? 0,
    departmentId: DEPARTMENTS[2]?.id ?? 0,
  }
}
