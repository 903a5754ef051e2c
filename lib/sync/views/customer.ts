import { parseProblems } from '../../accounting/problems.ts'
import { listCompanies } from '../../accounts/companies.ts'
import { ledgerNameOf } from '../../accounts/connections.ts'
import { ConnectorError } from '../../connectors/ports.ts'
import type { PostingRow } from '../postings/store.ts'
import { noteFacts, type RecordRow } from '../records/store.ts'
import { routingOf } from '../routing.ts'
import { isUndone } from '../undone.ts'
import type { PanelAsk } from './panel.ts'
import { type Pill, pillOf, standingOfPosting, standingOfRecord } from './pill.ts'
import { amountText } from './shown.ts'
import { kindOf, signed } from './sign.ts'
import { postingsOfRecords, recordsOfCustomer } from './store.ts'
import { troubleOf } from './trouble.ts'

export interface CustomerRow {
  recordId: string
  number: string
  customer: string
  /** negative of a credit memo */
  total: string
  currency: string
  pill: Pill
}

export interface CustomerView {
  rows: CustomerRow[]
  /** why ConnectWise could not be asked, '' when it was */
  outOfTouch: string
}

const most = 20

/** A customer's last invoices as ConnectWise has them now; what was last known when it cannot be asked. */
export async function customerRecords(ask: PanelAsk, customerId: string): Promise<CustomerView> {
  const { accountId, psa, inAccount } = ask
  let outOfTouch = ''
  try {
    const found = await psa.invoicesOfCustomer(customerId, most)
    const routing = await routingOf(accountId)
    await inAccount(accountId, async tx => {
      const seen = new Set((await listCompanies(tx)).map(company => company.id))
      for (const facts of found) {
        const companyId = routing.home(facts.locationId)
        // What belongs to a company that this member does not have is not theirs to see.
        if (companyId !== null && seen.has(companyId)) await noteFacts({ tx, accountId, companyId }, facts)
      }
    })
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error
    outOfTouch = troubleOf(error)
  }
  return inAccount(accountId, async tx => {
    const records = await recordsOfCustomer(tx, customerId, most)
    const postings = await postingsOfRecords(
      tx,
      records.map(record => record.sourceId),
    )
    const names = new Map<string, string>()
    for (const companyId of new Set(records.map(record => record.companyId)))
      names.set(companyId, await ledgerNameOf(tx, companyId))
    const rows = records.map(record =>
      row(record, postings.get(record.sourceId)?.document ?? null, names.get(record.companyId) ?? ''),
    )
    return { rows, outOfTouch }
  })
}

function row(record: RecordRow, document: PostingRow | null, ledger: string): CustomerRow {
  return {
    recordId: record.sourceId,
    number: record.number,
    customer: record.customerName,
    total: amountText(signed(record.total, kindOf(record))),
    currency: record.currency,
    pill: pillOf(standingOf(record, document), ledger),
  }
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
