import { listCompanies } from '../accounts/companies.ts'
import { realTimeOf } from '../accounts/real-time.ts'
import { companyOptions } from '../settings/company-options.ts'
import { toCompare } from './compare/store.ts'
import { documentOf } from './document-of.ts'
import type { Scope } from './postings/store.ts'
import { byItself, type Told, waiting } from './real-time.ts'
import { forgetOfParent, momentNow, noteUnposted, recordsByIds } from './records/store.ts'
import { routingOf } from './routing.ts'
import { startRun, wake } from './run.ts'
import { startListed } from './start-listed.ts'
import { isUndoing } from './undone.ts'
import { withdraw } from './withdraw.ts'

/**
 * ConnectWise says that a purchase order changed, and not which of its packing slips. The order's part of the unposted list is
 * read: what of it nobody asked for yet goes, what was stopped is planned anew, what is no longer on it (taken back, or gone with
 * its order) and had not begun is withdrawn. Each by the same rows and the same path as when the sweep finds it.
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
    const only = own.map(row => row.recordId)
    const found = await inAccount(accountId, async tx => {
      const scope = { tx, accountId, companyId }
      const { recordKinds } = await companyOptions(tx, companyId)
      if (!recordKinds.includes('procurement')) return null
      const known = await recordsByIds(scope, only)
      const listed = new Set(known.filter(row => row.unposted).map(row => row.sourceId))
      await noteUnposted(scope, own)
      withdrawn += await takeBack(scope, await forgetOfParent(scope, orderId, only))
      // A bill that stands, and more came under its slip.
      if ((await toCompare(scope, 1)).length > 0) await wake(scope)
      const state = mayStart ? await realTimeOf(tx, await momentNow(scope)) : null
      if (state === null) return null
      started += await planAnew(scope, only)
      return { since: state.since, anew: only.filter(id => !listed.has(id)) }
    })
    if (found && only.length > 0)
      started += await startListed({ accountId, companyId, inAccount }, 'purchase', { ...found, only })
  }
  if (started > 0) return 'started'
  return withdrawn > 0 ? 'withdrawn' : 'noted'
}

async function takeBack(scope: Scope, recordIds: readonly string[]): Promise<number> {
  let count = 0
  for (const recordId of recordIds) {
    const posting = await documentOf(scope, recordId)
    if (!posting || isUndoing(posting) || !waiting.has(posting.state)) continue
    await withdraw(scope, posting, 'taken back in ConnectWise')
    count += 1
  }
  return count
}

/** Received anew it has other entries: what stopped it may be mended, as after an invoice was closed again. */
async function planAnew(scope: Scope, recordIds: readonly string[]): Promise<number> {
  const asked: { recordId: string; number: string; previewHash: null }[] = []
  for (const { sourceId, number } of await recordsByIds(scope, [...recordIds])) {
    const posting = await documentOf(scope, sourceId)
    if (posting?.state === 'blocked' || posting?.state === 'rejected')
      asked.push({ recordId: sourceId, number, previewHash: null })
  }
  if (asked.length > 0) await startRun({ ...scope, actor: byItself }, 'real-time', asked)
  return asked.length
}
