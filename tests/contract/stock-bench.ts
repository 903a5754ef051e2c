import type { Psa } from '../../lib/connectors/ports.ts'
import type { UnpostedRecord } from '../../lib/connectors/psa-facts.ts'
import { DEMO } from '../simulators/connectwise/index.ts'
import type { Values } from '../simulators/connectwise/parameters.ts'
import type { AdjustmentSpec, TransferSpec } from '../simulators/connectwise/seed-movements.ts'
import { openPurchaseBench } from './purchase-bench.ts'

export type StockBench = Awaited<ReturnType<typeof openStockBench>>

/** A ConnectWise over HTTP whose stock is counted and moved behind the connector's back. */
export async function openStockBench(parameters: Partial<Values> = {}) {
  const bench = await openPurchaseBench(parameters)
  const { control } = bench
  const tenant = DEMO.company
  const moved = async (productId: string) => {
    const found = (await bench.books()).movements.find(one => one.productId === productId)
    if (!found) throw new Error(`no movement ${productId}`)
    return { ...found, entryIds: found.entries.map(({ id }) => String(id)) }
  }
  return {
    ...bench,
    moved,
    adjust: async (spec: AdjustmentSpec) => {
      const made = await control.call<{ adjustments: string[] }>('POST', 'procurement', {
        tenant,
        adjustments: [spec],
      })
      return moved(made.adjustments[0] ?? '')
    },
    transfer: async (spec: TransferSpec) => {
      const made = await control.call<{ transfers: string[] }>('POST', 'procurement', {
        tenant,
        transfers: [spec],
      })
      return moved(made.transfers[0] ?? '')
    },
    allow: (right: string, allowed: string) => control.call('POST', 'roles', { tenant, right, allowed }),
  }
}

export async function unpostedStock(psa: Psa): Promise<UnpostedRecord[]> {
  const rows: UnpostedRecord[] = []
  for await (const page of psa.unpostedStock()) rows.push(...page)
  return rows
}
