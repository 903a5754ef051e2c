import type { Transaction } from '../../../drizzle/client.ts'
import { listCompanies } from '../../accounts/companies.ts'
import { connectionOf } from '../../accounts/connections.ts'
import { ledgerName } from '../../accounts/ledgers.ts'
import { type Standing as Alerts, standingAlerts } from '../alerts/shown.ts'
import { recordsByIds } from '../records/store.ts'
import { listVersion, railCounts } from './list.ts'
import { type ConnectionFacts, connectionFacts } from './panel-facts.ts'
import type { Standing } from './pill.ts'
import { viewCounts } from './results/store.ts'
import { lastRun } from './run.ts'
import { type OneOfSeveral, rowsOf } from './several.ts'
import { sentToSee, unsentToSee, type Who, whoIs } from './today/store.ts'

/** What waits for one member. */
export interface TodayView {
  items: OneOfSeveral[]
  /** false: none are this member's, so these are all of their companies */
  mine: boolean
  /** there are more than are shown */
  more: boolean
  companies: TodayCompany[]
}

export interface TodayCompany {
  id: string
  name: string
  ledger: string
  /** closed and not sent; what Results has under each of its views */
  counts: { waiting: number; fix: number; check: number; changed: number }
  connection: ConnectionFacts
  alerts: Alerts | null
  last: Awaited<ReturnType<typeof lastRun>>
  /** changes when a new look is worth it */
  version: string
}

const most = 25

/** Of the companies that this transaction sees. `open`: one that somebody looks at, though it waits no longer. */
export async function todayView(tx: Transaction, userId: string, open = ''): Promise<TodayView> {
  const own = await itemsOf(tx, await whoIs(tx, userId))
  const items = own.length > 0 ? own : await itemsOf(tx, null)
  const companies: TodayCompany[] = []
  for (const { id, name } of await listCompanies(tx)) companies.push(await companyOf(tx, id, name))
  const shown = items.slice(0, most)
  const looked = shown.some(row => row.recordId === open) ? [] : await recordsByIds({ tx }, [open])
  return {
    items: [...(await rowsOf(tx, looked)), ...shown],
    mine: own.length > 0,
    more: items.length > most,
    companies,
  }
}

const waitsForSomebody: ReadonlySet<Standing> = new Set<Standing>([
  ...(['fix', 'waiting', 'check', 'changed'] as const),
  ...(['changed-there', 'batch-stays'] as const),
])

async function itemsOf(tx: Transaction, who: Who | null): Promise<OneOfSeveral[]> {
  const ids = [...(await sentToSee(tx, who, most + 1)), ...(await unsentToSee(tx, who, most + 1))]
  const records = new Map((await recordsByIds({ tx }, ids)).map(row => [row.sourceId, row]))
  const rows = await rowsOf(
    tx,
    ids.flatMap(id => records.get(id) ?? []),
  )
  return rows.filter(row => waitsForSomebody.has(row.standing))
}

async function companyOf(tx: Transaction, id: string, name: string): Promise<TodayCompany> {
  const connection = await connectionOf(tx, id)
  const { unposted } = await railCounts(tx, id)
  return {
    id,
    name,
    ledger: ledgerName(connection?.vendor ?? null),
    counts: { waiting: unposted, ...(await viewCounts(tx, id)) },
    connection: connectionFacts(connection),
    alerts: await standingAlerts(tx, id),
    last: await lastRun(tx, id),
    version: await listVersion(tx, id),
  }
}
