import { psaFacts } from '../accounts/psa.ts'
import { inAccount } from '../accounts/transaction.ts'
import { catalog } from '../settings/catalog.ts'
import { readSetting } from '../settings/settings.ts'

/** May a closed record go without a click? Not before Go live (design §1.9), and only while real-time sync is on. */
export async function mayGoByItself(accountId: string): Promise<boolean> {
  const { live } = await psaFacts(accountId)
  return live && (await inAccount(accountId, tx => readSetting(tx, catalog['real-time'], accountId)))
}
