import { ConnectorError } from '../connectors/ports.ts'
import { marksToCheck, toCompare } from './compare/store.ts'
import { type Engine, inLane, type Work } from './context.ts'
import type { Say } from './crew.ts'
import { forgetUnposted, momentNow, noteUnposted } from './records/store.ts'
import { ensureDocuments, wake } from './run.ts'
import { addItems, collectingRuns, finishCollecting } from './runs/store.ts'

/** One transaction writes so many records of a page down: what it has is planned while the next is being written. */
const slice = 100

/**
 * Reads the unposted list for the runs that wait for it: every record of it gets its posting, slice by slice, and planning
 * does not wait for the end of the list.
 */
export async function collect(work: Work, say: Pick<Say, 'gave'>): Promise<number> {
  const runs = await inLane(work, collectingRuns)
  if (runs.length === 0) return 0
  const seen: string[] = []
  let trouble = ''
  try {
    await readUnposted(work, async part => {
      await inLane(work, async scope => {
        // A run that was stopped meanwhile is no longer among them.
        for (const run of await collectingRuns(scope)) {
          const asked = part.map(item => ({
            recordId: item.recordId,
            number: item.number,
            previewHash: null,
          }))
          const actor = { id: run.startedBy, name: run.startedByName }
          const ids = await ensureDocuments(scope, run.kind, actor, asked)
          await addItems(scope, run.id, ids, seen.length)
          seen.push(...ids)
        }
      })
      say.gave()
    })
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error
    trouble = error.message
  }
  await inLane(work, async scope => {
    for (const run of runs) await finishCollecting(scope, run.id, trouble)
  })
  return 1 + seen.length
}

/** The unposted list by itself, without a run. What stands in the ledger and is on it again wakes the company. */
export async function refreshUnposted(engine: Engine, accountId: string, companyId: string): Promise<void> {
  const psa = await engine.psaOf(accountId)
  await readUnposted({ psa, engine, accountId, companyId }, async () => {})
  await engine.inAccount(accountId, async tx => {
    const scope = { tx, accountId, companyId }
    const changed = [...(await toCompare(scope, 1)), ...(await marksToCheck(scope, 1))]
    if (changed.length > 0) await wake(scope)
  })
}

/** The unposted list into `records`, slice by slice; what is no longer on it is noted once it was read to its end. */
async function readUnposted(
  work: Pick<Work, 'psa' | 'engine' | 'accountId' | 'companyId'>,
  onPart: (part: Parameters<typeof noteUnposted>[1]) => Promise<void>,
): Promise<void> {
  const { engine, accountId, companyId } = work
  const since = await engine.inAccount(accountId, tx => momentNow({ tx }))
  for await (const page of work.psa.unpostedInvoices()) {
    for (let from = 0; from < page.length; from += slice) {
      const part = page.slice(from, from + slice)
      await engine.inAccount(accountId, tx => noteUnposted({ tx, accountId, companyId }, part))
      await onPart(part)
    }
  }
  await engine.inAccount(accountId, tx => forgetUnposted({ tx, accountId, companyId }, since))
}
