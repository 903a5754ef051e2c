import type { RecordFacts } from '../accounting/export.ts'
import { listCompanies } from '../accounts/companies.ts'
import { type RealTime, realTimeOf } from '../accounts/real-time.ts'
import { record as recordActivity } from '../activity/activity.ts'
import { refreshUnposted } from './collect.ts'
import type { Engine } from './context.ts'
import { missedRecords, noteConsidered, savePolled, saveSwept } from './missed/store.ts'
import { recordSeen, type Told } from './real-time.ts'
import { momentNow, type RecordRow, recordsByIds } from './records/store.ts'
import { type Routing, routingOf } from './routing.ts'
import { listedSources, startListed } from './start-listed.ts'

const minuteMs = 60_000
/** Clocks differ, and a change may be seen a little after its own moment. */
const overlapMs = 5 * minuteMs
const firstPollMs = 24 * 60 * minuteMs
/** As long as a callback may take, the repeats of the message and of its job included. */
const quietSeconds = 600
const atOnce = 200

/**
 * What ConnectWise did not report, after the unposted lists were read: once a day, and as soon as a lost callback is back,
 * records whose closing nobody heard of; and while there is no callback, every change, each time (decision 46).
 */
export async function catchUp(engine: Engine, accountId: string): Promise<void> {
  const { inAccount } = engine
  const state = await inAccount(accountId, async tx => realTimeOf(tx, await momentNow({ tx })))
  if (state === null) return
  const told = { accountId, psa: await engine.psaOf(accountId), inAccount }
  const routing = await routingOf(accountId)
  if (!state.reported) await poll({ ...told, mayStart: false }, routing, state)
  else if (state.polledTo !== null) await inAccount(accountId, tx => savePolled({ tx }, null))
  for (const { id } of await inAccount(accountId, listCompanies))
    for (const source of listedSources)
      await startListed({ accountId, companyId: id, inAccount }, source, { since: state.since })
  if (state.reported && !state.lookDue) return
  const quiet = state.reported ? quietSeconds : 0
  for (const { id } of await inAccount(accountId, listCompanies))
    await startMissed({ ...told, mayStart: true }, routing, id, { since: state.since, quietSeconds: quiet })
  await inAccount(accountId, tx => saveSwept({ tx }))
}

/**
 * As soon as ConnectWise reports that something of a kind changed whose callback does not say which record it is of: the company's
 * lists, and what of them nobody asked for yet.
 */
export async function startUnposted(engine: Engine, accountId: string, companyId: string): Promise<void> {
  const { inAccount } = engine
  await refreshUnposted(engine, accountId, companyId)
  const state = await inAccount(accountId, async tx => realTimeOf(tx, await momentNow({ tx })))
  if (state === null) return
  for (const source of listedSources)
    await startListed({ accountId, companyId, inAccount }, source, { since: state.since })
}

/** One call where nothing changed. What was reopened is withdrawn; what was closed is on the unposted list already. */
async function poll(told: Told, routing: Routing, state: RealTime): Promise<void> {
  const now = await told.inAccount(told.accountId, tx => momentNow({ tx }))
  const from = state.polledTo ?? new Date(now.getTime() - firstPollMs)
  let latest = from.getTime()
  for await (const page of told.psa.invoicesChangedAfter(new Date(from.getTime() - overlapMs))) {
    const ids = page.map(({ recordId }) => recordId)
    const rows = await told.inAccount(told.accountId, tx => recordsByIds({ tx }, ids))
    const known = new Map(rows.map(row => [row.sourceId, row]))
    for (const facts of page) {
      const moment = Date.parse(facts.lastUpdated)
      if (moment > latest) latest = moment
      if (!isAsKnown(known.get(facts.recordId), facts)) await recordSeen(told, routing, facts.recordId, facts)
    }
  }
  await told.inAccount(told.accountId, tx => savePolled({ tx }, new Date(latest)))
}

/** ConnectWise's moments are whole seconds: what was changed again within one bears the same, so that what counts is compared too. */
function isAsKnown(row: RecordRow | undefined, facts: RecordFacts): boolean {
  return (
    row !== undefined &&
    facts.lastUpdated !== '' &&
    row.lastUpdated === facts.lastUpdated &&
    row.closed === facts.closed &&
    row.batchId === (facts.batch?.id ?? null) &&
    row.locationId === facts.locationId
  )
}

/** Each is read again and treated as if its callback had come. */
async function startMissed(
  told: Told,
  routing: Routing,
  companyId: string,
  ask: { since: Date; quietSeconds: number },
): Promise<void> {
  const { accountId, inAccount } = told
  const within = <T>(work: (scope: Parameters<typeof missedRecords>[0]) => Promise<T>) =>
    inAccount(accountId, tx => work({ tx, accountId, companyId }))
  for (;;) {
    const ids = await within(scope => missedRecords(scope, { ...ask, source: 'invoice', limit: atOnce }))
    if (ids.length === 0) return
    for (const facts of await told.psa.invoices(ids)) {
      if ((await recordSeen(told, routing, facts.recordId, facts)) !== 'started') continue
      const subject = `invoice:${facts.recordId}`
      const detail = { number: facts.number }
      await within(({ tx }) =>
        recordActivity(tx, { accountId, actor: null, verb: 'callback.missed', subject, companyId, detail }),
      )
    }
    await within(scope => noteConsidered(scope, ids))
  }
}
