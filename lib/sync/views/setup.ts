import type { Transaction } from '../../../drizzle/client.ts'
import { checkMost, checkRecords } from '../check-records.ts'
import type { PanelAsk } from './panel.ts'
import { firstSent, uncheckedPage } from './setup/store.ts'

export interface SetupBooks {
  /** closed records that no plan has looked at yet */
  unchecked: number
  /** number of the first document in the ledger, null while there is none */
  sent: string | null
}

export async function setupBooks(tx: Transaction, companyId: string): Promise<SetupBooks> {
  const { left } = await uncheckedPage(tx, companyId, '', 0)
  const sent = await firstSent(tx, companyId)
  return { unchecked: left, sent: sent?.number ?? null }
}

export interface ScanStep {
  /** begin there next; null: everything was looked at */
  after: string | null
  left: number
  /** false: ConnectWise could not say */
  checked: boolean
}

/** Plans the next hundred of what lies in ConnectWise, so that every mapping that will be needed is asked for at once. */
export async function scanNext(ask: PanelAsk, after: string): Promise<ScanStep> {
  const { ids, left } = await ask.inAccount(ask.accountId, tx =>
    uncheckedPage(tx, ask.companyId, after, checkMost),
  )
  const last = ids.at(-1)
  if (last === undefined) return { after: null, left: 0, checked: true }
  const checked = await checkRecords(ask, ids)
  return { after: left > 0 && checked ? last : null, left, checked }
}
