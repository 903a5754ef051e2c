import type { Transaction } from '../../drizzle/client.ts'
import { nothingToPost } from '../accounting/expense-groups.ts'
import { type RecordSource, recordSources } from '../accounting/record-id.ts'
import { missedRecords, noteConsidered } from './missed/store.ts'
import { byItself } from './real-time.ts'
import { recordsByIds } from './records/store.ts'
import { startRun } from './run.ts'

/** Kinds whose records no callback names: ConnectWise tells at most that something changed around them. */
export const listedSources: readonly RecordSource[] = recordSources.filter(source => source !== 'invoice')

const atOnce = 200

interface Start {
  accountId: string
  companyId: string
  inAccount<T>(accountId: string, work: (tx: Transaction) => Promise<T>): Promise<T>
}

/**
 * What the list has just named and nobody asked for yet goes, whoever had it read: a callback, the sweep. Each closing is judged
 * once, by its day: `anew`: these came on the list just now, so they were closed again whatever the day says. `only`: of these
 * alone. Answers how many.
 */
export async function startListed(
  { accountId, companyId, inAccount }: Start,
  source: RecordSource,
  { anew = [], ...ask }: { since: Date; only?: readonly string[]; anew?: readonly string[] },
): Promise<number> {
  for (let all = 0; ; ) {
    const started = await inAccount(accountId, async tx => {
      const scope = { tx, accountId, companyId }
      // Only at first: what somebody holds would be found again and again.
      const fresh = all === 0 ? anew : []
      const ids = await missedRecords(scope, { ...ask, source, anew: fresh, quietSeconds: 0, limit: atOnce })
      if (ids.length === 0) return 0
      const rows = await recordsByIds({ tx }, ids)
      const asked = rows
        .filter(({ billingType }) => billingType !== nothingToPost)
        .map(({ sourceId, number }) => ({ recordId: sourceId, number, previewHash: null }))
      if (asked.length > 0) await startRun({ ...scope, actor: byItself }, 'real-time', asked)
      await noteConsidered(scope, ids)
      return ids.length
    })
    if (started === 0) return all
    all += started
  }
}
