import { z } from 'zod'
import { stockId } from '../../../lib/accounting/record-id.ts'
import { Decimal, sum } from '../../../lib/std/decimal.ts'
import type { AdjustmentSpec, TransferSpec } from '../../simulators/connectwise/seed-movements.ts'
import type { Rig } from '../rig.ts'
import { type Asked, type Kind, type ManageRecord, type SeedSpec, zEntries } from './kind.ts'
import { atSydney, warehouseOf } from './warehouses.ts'

/** What was found or is missing: journals. */
export const adjustments: Kind = {
  unit: 'stock adjustments',
  writes: { document: '"ADJ-', batch: '"EB-A' },
  async seed({ connectwise }, spec) {
    const list = Array.from({ length: spec.count }, () => adjustmentOf(spec))
    const made = await connectwise.call('POST', 'procurement', { tenant: spec.tenant, adjustments: list })
    return zMade.parse(made).adjustments.map(askedOf)
  },
  read: books => readMovements(books, 'Adjustment'),
  change: countAgain,
  callbacks: null,
}

/** From one warehouse into another, each with an asset account of its own: journals. */
export const transfers: Kind = {
  unit: 'stock transfers',
  writes: { document: '"TRF-', batch: '"EB-T' },
  async seed({ connectwise }, spec) {
    const list = Array.from({ length: spec.count }, () => transferOf(spec))
    const made = await connectwise.call('POST', 'procurement', { tenant: spec.tenant, transfers: list })
    return zMade.parse(made).transfers.map(askedOf)
  },
  read: books => readMovements(books, 'Transfer'),
  change: countAgain,
  callbacks: null,
}

const zMade = z.object({ adjustments: z.array(z.string()), transfers: z.array(z.string()) })

const zBooks = z.object({
  movements: z.array(
    z.object({
      productId: z.string(),
      type: z.enum(['Adjustment', 'Transfer']),
      entries: z.array(zEntries.element.extend({ amount: z.string() })),
    }),
  ),
})

/** “12-adjustment” is ADJ-12 in the ledger, “7-transfer” TRF-7. */
function askedOf(productId: string): Asked {
  const [number = '', kind] = productId.split('-')
  return { id: stockId(productId), number: `${kind === 'transfer' ? 'TRF' : 'ADJ'}-${number}` }
}

/** More than anybody counted before. */
const otherQuantity = 55

/** Nobody is told of it: the id is nobody's. */
async function countAgain({ connectwise }: Rig, tenant: string, { id }: Asked): Promise<number> {
  const movement = id.slice('stock-'.length)
  await connectwise.call('PATCH', 'movements', { tenant, movement, quantity: otherQuantity })
  return 0
}

/** A journal's total is what it debits: of each line what it is worth, whichever way it went. */
function readMovements(books: unknown, type: 'Adjustment' | 'Transfer'): ManageRecord[] {
  return zBooks
    .parse(books)
    .movements.filter(one => one.type === type)
    .map(({ productId, entries }) => {
      const { id, number } = askedOf(productId)
      const total = sum(entries.map(({ amount }) => Decimal.parse(amount).abs())).toText()
      return {
        ...{ id, closed: true, customer: '', entries },
        documents: [{ kind: 'journal', number, total }],
      }
    })
}

let serial = 0

function adjustmentOf({ location }: SeedSpec): AdjustmentSpec {
  serial += 1
  const warehouse = warehouseOf(location)
  return {
    identifier: `Count ${serial}`,
    reason: 'Quarterly count',
    daysAgo: 3 + (serial % 20),
    lines: [
      { item: 'cable', quantity: 1 + (serial % 40), cost: `4.${cents(serial)}15`, warehouse },
      { item: 'dock', quantity: -1 - (serial % 3), cost: `240.${cents(serial * 7)}`, warehouse },
    ],
  }
}

/** A movement is of the location where it arrives. */
function transferOf({ location }: SeedSpec): TransferSpec {
  serial += 1
  const toVan = location === atSydney && serial % 2 === 0
  const to = toVan ? 'van' : warehouseOf(location)
  return {
    description: `Restock ${serial}`,
    from: to === 'sydney' ? 'melbourne' : 'sydney',
    to,
    daysAgo: 3 + (serial % 20),
    lines: [
      { item: 'firewall', quantity: 1 + (serial % 4), cost: `902.${cents(serial)}` },
      { item: 'cable', quantity: 3, cost: `4.${cents(serial * 3)}25` },
    ],
  }
}

function cents(from: number): string {
  return String((from * 37) % 100).padStart(2, '0')
}
