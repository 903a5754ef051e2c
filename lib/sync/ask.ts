import type { Transaction } from '../../drizzle/client.ts'
import { enqueue } from '../queue/queue.ts'

/** A person wants ConnectWise's unposted list read now; the worker does it. */
export async function askForUnposted(tx: Transaction, accountId: string, companyId: string): Promise<void> {
  await enqueue(tx, { name: 'read-unposted', accountId, companyId })
}

/** Both sides' lists, of which screens offer and plans are made, and what waits to be planned by them. */
export async function askForLists(tx: Transaction, accountId: string, companyId: string): Promise<void> {
  await enqueue(tx, { name: 'refresh-reference', accountId, companyId })
  await enqueue(tx, { name: 'refresh-reference', accountId, companyId: null })
  await askForUnposted(tx, accountId, companyId)
}
