import { listCompanies } from '../accounts/companies.ts'
import { realTimeOf } from '../accounts/real-time.ts'
import { companyOptions } from '../settings/company-options.ts'
import { toCompare } from './compare/store.ts'
import { documentOf } from './document-of.ts'
import { type Told, waiting } from './real-time.ts'
import { forgetOfParent, momentNow, noteUnposted } from './records/store.ts'
import { routingOf } from './routing.ts'
import { wake } from './run.ts'
import { startListed } from './start-listed.ts'
import { isUndoing } from './undone.ts'
import { withdraw } from './withdraw.ts'

/**
 * ConnectWise says that a purchase order changed, and not which of its packing slips. The order's part of the unposted list is
 * read: what of it nobody asked for yet goes, what is no longer on it (taken back, or gone with its order) and had not begun is
 * withdrawn. Each by the same rows and the same path as when the sweep finds it.
 */
export async function orderChanged(
  { accountId, psa, mayStart, inAccount }: Told,
  orderId: string,
): Promise<'started' | 'withdrawn' | 'noted'> {
  const rows = await psa.unpostedOfOrder(orderId)
  const routing = await routingOf(accountId)
  const homes = Map.groupBy(rows, row => routing.home(row.locationId))
  let [started, withdrawn] = [0, 0]
  for (const { id: companyId } of await inAccount(accountId, listCompanies)) {
    const own = homes.get(companyId) ?? []
    const ids = own.map(row => row.recordId)
    const since = await inAccount(accountId, async tx => {
      const scope = { tx, accountId, companyId }
      const { recordKinds } = await companyOptions(tx, companyId)
      if (!recordKinds.includes('procurement')) return null
      await noteUnposted(scope, own)
      for (const recordId of await forgetOfParent(scope, orderId, ids)) {
        const posting = await documentOf(scope, recordId)
        if (!posting || isUndoing(posting) || !waiting.has(posting.state)) continue
        await withdraw(scope, posting, 'taken back in ConnectWise')
        withdrawn += 1
      }
      // A bill that stands, and more came under its slip.
      if ((await toCompare(scope, 1)).length > 0) await wake(scope)
      return mayStart ? ((await realTimeOf(tx, await momentNow({ tx })))?.since ?? null) : null
    })
    if (since !== null && ids.length > 0)
      started += await startListed({ accountId, companyId, inAccount }, 'purchase', { since, only: ids })
  }
  if (started > 0) return 'started'
  return withdrawn > 0 ? 'withdrawn' : 'noted'
}
