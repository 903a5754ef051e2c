import { noteUnposted } from '../records/store.ts'
import type { PanelAsk } from './panel.ts'
import { type SeveralView, severalRecords } from './several.ts'
import { recordsOfParent } from './store.ts'

/** The packing slips of a purchase order: those that wait as ConnectWise has them now, and those that were seen before. */
export function orderRecords(ask: PanelAsk, orderId: string): Promise<SeveralView> {
  const { accountId, psa, inAccount } = ask
  return severalRecords(ask, {
    note: async ({ companyOf }) => {
      const found = Map.groupBy(await psa.unpostedOfOrder(orderId), row => companyOf(row.locationId))
      await inAccount(accountId, async tx => {
        for (const [companyId, rows] of found)
          if (companyId !== null) await noteUnposted({ tx, accountId, companyId }, rows)
      })
    },
    list: tx => recordsOfParent(tx, orderId),
  })
}
