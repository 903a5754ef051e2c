import { type CallbackType, callbackTypes } from '../accounts/callbacks.ts'
import { listCompanies } from '../accounts/companies.ts'
import { enqueue } from '../queue/queue.ts'
import { catalog } from '../settings/catalog.ts'
import { readSetting } from '../settings/settings.ts'
import type { Told } from './real-time.ts'

/** Whoever enters a week of expenses, or approves them, changes many in a row: one look is enough for all of them. */
const afterSeconds = 15

/**
 * ConnectWise says that something changed which its lists name in another way, such as an expense of a week. The lists of every
 * company that takes the kind are read a little later (startUnposted).
 */
export async function listChanged(
  { accountId, inAccount }: Pick<Told, 'accountId' | 'inAccount'>,
  type: CallbackType,
): Promise<'noted'> {
  const { kind } = callbackTypes[type]
  await inAccount(accountId, async tx => {
    const ids = (await listCompanies(tx)).map(({ id }) => id).toSorted()
    for (const companyId of ids) {
      const taken: readonly string[] = await readSetting(tx, catalog['record-kinds'], companyId)
      if (kind !== null && !taken.includes(kind)) continue
      await enqueue(tx, { name: 'start-unposted', accountId, companyId }, afterSeconds)
    }
  })
  return 'noted'
}
