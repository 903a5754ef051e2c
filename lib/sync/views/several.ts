import type { Transaction } from '../../../drizzle/client.ts'
import { parseProblems } from '../../accounting/problems.ts'
import { listCompanies } from '../../accounts/companies.ts'
import { ledgerNameOf } from '../../accounts/connections.ts'
import { ConnectorError } from '../../connectors/ports.ts'
import type { PostingRow } from '../postings/store.ts'
import type { RecordRow } from '../records/store.ts'
import { type Routing, routingOf } from '../routing.ts'
import { isUndone } from '../undone.ts'
import type { PanelAsk } from './panel.ts'
import { type Pill, pillOf, standingOfPosting, standingOfRecord } from './pill.ts'
import { amountText } from './shown.ts'
import { kindOf, signed } from './sign.ts'
import { postingsOfRecords } from './store.ts'
import { troubleOf } from './trouble.ts'

/** One of the records of a screen of Manage that shows several. */
export interface OneOfSeveral {
  recordId: string
  number: string
  /** whose invoices, or the vendor */
  party: string
  /** negative of a credit memo or a vendor credit */
  total: string
  currency: string
  pill: Pill
}

export interface SeveralView {
  rows: OneOfSeveral[]
  /** why ConnectWise could not be asked, '' when it was */
  outOfTouch: string
}

/** Notes what ConnectWise has now; what it cannot be asked for is as it was last known. */
export async function severalRecords(
  ask: PanelAsk,
  { note, list }: { note: (seen: Seen) => Promise<void>; list: (tx: Transaction) => Promise<RecordRow[]> },
): Promise<SeveralView> {
  let outOfTouch = ''
  try {
    await note(await seenBy(ask))
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error
    outOfTouch = troubleOf(error)
  }
  return ask.inAccount(ask.accountId, async tx => ({ rows: await rowsOf(tx, await list(tx)), outOfTouch }))
}

/** The company of a location, if this member has it: what belongs to another one is not theirs to see. */
export interface Seen {
  companyOf(locationId: string): string | null
}

export async function seenBy({ accountId, inAccount }: PanelAsk): Promise<Seen> {
  const routing: Routing = await routingOf(accountId)
  const own = new Set((await inAccount(accountId, listCompanies)).map(company => company.id))
  return {
    companyOf: locationId => {
      const companyId = routing.home(locationId)
      return companyId !== null && own.has(companyId) ? companyId : null
    },
  }
}

async function rowsOf(tx: Transaction, records: readonly RecordRow[]): Promise<OneOfSeveral[]> {
  const postings = await postingsOfRecords(
    tx,
    records.map(record => record.sourceId),
  )
  const names = new Map<string, string>()
  for (const companyId of new Set(records.map(record => record.companyId)))
    names.set(companyId, await ledgerNameOf(tx, companyId))
  return records.map(record => ({
    recordId: record.sourceId,
    number: record.number,
    party: record.customerName,
    total: amountText(signed(record.total, kindOf(record))),
    currency: record.currency,
    pill: pillOf(
      standingOf(record, postings.get(record.sourceId)?.document ?? null),
      names.get(record.companyId) ?? '',
    ),
  }))
}

export function standingOf(
  record: Pick<RecordRow, 'closed' | 'batchId' | 'checkState' | 'problems' | 'hold'>,
  document: PostingRow | null,
) {
  const silent = record.hold !== null || !record.closed
  const speaks = document?.live && !(silent && isUndone(document))
  const sent = speaks && standingOfPosting(document.state, parseProblems(document.problems), document.kind)
  if (sent) return sent
  const problems = record.checkState === 'none' ? null : parseProblems(record.problems)
  const { closed, batchId, hold } = record
  return standingOfRecord({ closed, batched: batchId !== null, held: hold !== null, problems })
}
