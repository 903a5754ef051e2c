import { sourceOf, vendorIdOf } from '../../accounting/record-id.ts'
import type { Psa } from '../ports.ts'
import type { UnpostedRecord } from '../psa-facts.ts'
import type { Client } from './client.ts'
import { exportPurchases } from './purchase-export.ts'
import { purchaseOrder } from './purchase-orders.ts'
import { purchasesNamed, purchasesOfOrder, unpostedPurchases } from './purchases.ts'
import { stockNamed, unpostedStock } from './stock.ts'
import { exportStock } from './stock-export.ts'
import type { Unposted } from './unposted.ts'

type Purchasing = Pick<
  Psa,
  | 'unpostedPurchases'
  | 'unpostedOfOrder'
  | 'exportPurchases'
  | 'purchaseOrder'
  | 'unpostedStock'
  | 'exportStock'
>

/** The port's part of what is bought, counted and moved. */
export function purchasesIn(client: Client): Purchasing {
  return {
    unpostedPurchases: () => unpostedPurchases(client),
    unpostedOfOrder: orderId => purchasesOfOrder(client, orderId),
    exportPurchases: productIds => exportPurchases(client, productIds),
    unpostedStock: () => unpostedStock(client),
    exportStock: productIds => exportStock(client, productIds),
    purchaseOrder: id => purchaseOrder(client, id),
  }
}

/** Each kind in its own list. */
export async function unpostedOf(
  client: Client,
  unposted: Unposted,
  recordIds: string[],
): Promise<UnpostedRecord[]> {
  const ofSource = Map.groupBy(recordIds, sourceOf)
  const [sales, slips, movements] = await Promise.all([
    unposted.ofRecords(ofSource.get('invoice') ?? []),
    purchasesNamed(client, (ofSource.get('purchase') ?? []).map(vendorIdOf)),
    stockNamed(client, (ofSource.get('stock') ?? []).map(vendorIdOf)),
  ])
  return [...sales, ...[...slips, ...movements].map(({ record }) => record)]
}
