import { noteFacts, recordsByIds } from '../records/store.ts'
import type { PanelAsk } from './panel.ts'
import { type SeveralView, severalRecords } from './several.ts'
import { recordsOfCustomer } from './store.ts'

const most = 20

/**
 * A customer's last invoices as ConnectWise has them now; what was last known when it cannot be asked. `open`: an older one that
 * somebody looks at.
 */
export function customerRecords(ask: PanelAsk, customerId: string, open = ''): Promise<SeveralView> {
  const { accountId, psa, inAccount } = ask
  return severalRecords(ask, {
    note: async ({ companyOf }) => {
      const found = await psa.invoicesOfCustomer(customerId, most)
      await inAccount(accountId, async tx => {
        // In one order: two that write several down never wait for each other crosswise.
        for (const facts of found.toSorted((a, b) => (a.recordId < b.recordId ? -1 : 1))) {
          const companyId = companyOf(facts.locationId)
          if (companyId !== null) await noteFacts({ tx, accountId, companyId }, facts)
        }
      })
    },
    list: async tx => {
      const rows = await recordsOfCustomer(tx, customerId, most)
      if (open === '' || rows.some(row => row.sourceId === open)) return rows
      const older = await recordsByIds({ tx }, [open])
      return [...rows, ...older.filter(row => row.kind === 'invoice' && row.customerId === customerId)]
    },
  })
}
