import type { Transaction } from '../../../drizzle/client.ts'
import type { RecordFacts } from '../../accounting/export.ts'
import { ConnectorError, type Psa } from '../../connectors/ports.ts'
import { momentNow } from '../records/store.ts'
import { appliedInPsa } from './in-psa.ts'
import { noteSide } from './store.ts'

interface Ask {
  accountId: string
  companyId: string
  psa: Psa
  inAccount<T>(accountId: string, work: (tx: Transaction) => Promise<T>): Promise<T>
}

/**
 * What a credit memo is applied to in ConnectWise, noted before it is sent, so that its preview tells what will follow it. A
 * role that may not see payments has its preview all the same.
 */
export async function noteApplied(
  ask: Ask,
  { recordId, number, customer, currency }: RecordFacts,
): Promise<void> {
  const { accountId, companyId, psa, inAccount } = ask
  const since = await inAccount(accountId, tx => momentNow({ tx }))
  try {
    const memo = { recordId, number, customer: customer.name, currency }
    const { said, invoices } = await appliedInPsa(psa, customer.id, [memo])
    const within = { credits: [recordId], invoices, since }
    await inAccount(accountId, tx => noteSide({ tx, accountId, companyId }, 'psa', said, within))
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error
  }
}
