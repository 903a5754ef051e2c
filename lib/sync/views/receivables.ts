import type { Transaction } from '../../../drizzle/client.ts'
import { ledgerNameOf } from '../../accounts/connections.ts'
import { ConnectorError } from '../../connectors/ports.ts'
import type { RemoteDocument } from '../../connectors/write-facts.ts'
import { Decimal, sum } from '../../std/decimal.ts'
import type { PostingRow } from '../postings/store.ts'
import { noteFacts, type RecordRow, recordsByIds } from '../records/store.ts'
import { isUndoing } from '../undone.ts'
import { type InLedger, inLedger, type LedgerAsk } from './in-ledger.ts'
import type { PanelAsk } from './panel.ts'
import { type Pill, pillOf } from './pill.ts'
import { seenBy, standingOf } from './several.ts'
import { amountText } from './shown.ts'
import { creditType } from './sign.ts'
import { postingsOfRecords, recordsOfCustomer } from './store.ts'
import { troubleOf } from './trouble.ts'

/** What ConnectWise says a customer owes, with what is known of each here; the ledger has not been asked. */
export interface ReceivablesHere {
  rows: Owed[]
  /** invoices that are not closed: no ledger can have them */
  open: number
  /** there may be older ones: only so many are looked at */
  cut: boolean
  /** why ConnectWise could not be asked, '' when it was */
  outOfTouch: string
}

interface Owed {
  record: RecordRow
  document: PostingRow | null
  /** what a credit memo still gives is negative */
  balance: Decimal
  ledger: string
  pill: Pill
}

/** The same against the ledger: plain data, figures as text. */
export interface ReceivablesView {
  rows: Receivable[]
  /** one for each currency, never summed across */
  totals: { currency: string; here: string; there: string | null; difference: string | null }[]
  /** what the other side is called; several are “the ledgers” */
  ledger: string
  /** rows of which both sides do not say the same */
  differing: number
  /** why a ledger could not be asked, '' when all were */
  trouble: string
}

export interface Receivable {
  recordId: string
  number: string
  credit: boolean
  date: string
  dueDate: string | null
  currency: string
  here: string
  /** null: it does not stand in the ledger, or that was not asked */
  there: string | null
  /** null: that was not asked */
  difference: string | null
  differs: boolean
  pill: Pill
  remoteUrl: string
}

/** So many of a customer's invoices are looked through for what is open, and of what was sent so many for what is open there alone. */
const newest = 500
const sentMost = 40

export async function receivablesHere(ask: PanelAsk, customerId: string): Promise<ReceivablesHere> {
  const { accountId, psa, inAccount } = ask
  try {
    const [found, { companyOf }] = await Promise.all([psa.receivablesOf(customerId, newest), seenBy(ask)])
    const own = found.filter(({ facts }) => companyOf(facts.locationId) !== null)
    const closed = own.filter(({ facts }) => facts.closed)
    const balances = new Map(closed.map(({ facts, balance }) => [facts.recordId, balance]))
    const rows = await inAccount(accountId, async tx => {
      for (const { facts } of own.toSorted((a, b) => (a.facts.recordId < b.facts.recordId ? -1 : 1))) {
        const companyId = companyOf(facts.locationId)
        if (companyId !== null) await noteFacts({ tx, accountId, companyId }, facts)
      }
      return owedRows(tx, customerId, balances)
    })
    return { rows, open: own.length - closed.length, cut: found.length >= newest, outOfTouch: '' }
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error
    return { rows: [], open: 0, cut: false, outOfTouch: troubleOf(error) }
  }
}

/** What is open in ConnectWise, and what was sent lately: that may be open in the ledger alone. */
async function owedRows(
  tx: Transaction,
  customerId: string,
  balances: ReadonlyMap<string, Decimal>,
): Promise<Owed[]> {
  const open = await recordsByIds({ tx }, [...balances.keys()])
  const lately = (await recordsOfCustomer(tx, customerId, sentMost)).filter(
    row => row.closed && !balances.has(row.sourceId),
  )
  const records = [...open, ...lately]
  const postings = await postingsOfRecords(
    tx,
    records.map(row => row.sourceId),
  )
  const names = new Map<string, string>()
  for (const { companyId } of records)
    if (!names.has(companyId)) names.set(companyId, await ledgerNameOf(tx, companyId))
  return records
    .map(record => {
      const document = postings.get(record.sourceId)?.document ?? null
      const ledger = names.get(record.companyId) ?? ''
      const pill = pillOf(standingOf(record, document), ledger)
      const balance = balances.get(record.sourceId) ?? Decimal.zero
      return { record, document, ledger, pill, balance }
    })
    .filter(row => !row.balance.isZero() || standsThere(row.document))
    .toSorted((a, b) => (a.record.date < b.record.date ? 1 : -1))
}

/** Before a ledger has answered. */
export function receivablesUnasked({ rows }: ReceivablesHere): ReceivablesView {
  const shown = rows.filter(row => !row.balance.isZero())
  return viewOf(
    shown.map(row => ({ row, there: undefined })),
    { ledger: ledgerIn(rows), trouble: '' },
  )
}

function ledgerIn(rows: readonly Owed[]): string {
  const [only = 'the ledger', ...more] = new Set(rows.map(row => row.ledger))
  return more.length === 0 ? only : 'the ledgers'
}

export async function receivablesThere(ask: PanelAsk, { rows }: ReceivablesHere): Promise<ReceivablesView> {
  const asked = [...Map.groupBy(rows, row => row.record.companyId)].map(([companyId, own]) =>
    inLedger(ask.accountId, companyId, own.flatMap(asAsked)).then(answer => ({ own, answer })),
  )
  const answers = await Promise.all(asked)
  const compared = answers.flatMap(({ own, answer }) =>
    own.map(row => ({ row, there: answer.trouble === '' ? dueOf(row, answer) : undefined })),
  )
  const troubles = new Set(answers.map(({ answer }) => answer.trouble).filter(text => text !== ''))
  // Settled on both sides: nothing is owed.
  const owed = compared.filter(({ row, there }) => !row.balance.isZero() || !(there?.due.isZero() ?? true))
  return viewOf(
    owed.toSorted((a, b) => (a.row.record.date < b.row.record.date ? 1 : -1)),
    { ledger: ledgerIn(rows), trouble: [...troubles].join(' ') },
  )
}

const standing: ReadonlySet<PostingRow['state']> = new Set(['posted', 'confirmed', 'mismatch', 'drifted'])

function standsThere(document: PostingRow | null): boolean {
  return (
    document?.live === true &&
    document.target === 'ledger' &&
    document.remoteId !== null &&
    standing.has(document.state) &&
    !isUndoing(document)
  )
}

/** By its id what was sent from here; what others batched may stand in the ledger under its number. */
function asAsked({ record, document }: Owed): LedgerAsk[] {
  const kind = record.billingType === creditType ? 'credit-note' : 'invoice'
  const { sourceId: recordId, number, total } = record
  const sent = standsThere(document)
  if (!sent && record.batchId === null) return []
  return [{ recordId, kind, number, total, id: sent ? (document?.remoteId ?? null) : null }]
}

interface There {
  /** null: it does not stand there */
  document: RemoteDocument | null
  due: Decimal
}

function dueOf({ record }: Owed, { documents }: InLedger): There {
  const document = documents.get(record.sourceId) ?? null
  const gone = document === null || document.status === 'voided' || document.status === 'deleted'
  if (gone) return { document: null, due: Decimal.zero }
  const due = document.amountDue ?? Decimal.zero
  return { document, due: record.billingType === creditType ? due.abs().negated() : due }
}

interface Compared {
  row: Owed
  /** undefined: its ledger was not asked */
  there: There | undefined
}

function viewOf(compared: Compared[], asked: Pick<ReceivablesView, 'ledger' | 'trouble'>): ReceivablesView {
  const rows = compared.map(receivable)
  const totals = [...Map.groupBy(compared, ({ row }) => row.record.currency)].map(([currency, list]) => {
    const here = sum(list.map(({ row }) => row.balance))
    const answered = list.every(({ there }) => there !== undefined)
    const there = answered ? sum(list.flatMap(one => one.there?.due ?? [])) : null
    return {
      currency,
      here: amountText(here),
      there: there && amountText(there),
      difference: there && amountText(here.minus(there)),
    }
  })
  return { ...asked, rows, totals, differing: rows.filter(row => row.differs).length }
}

function receivable({ row, there }: Compared): Receivable {
  const { record, document, balance, pill } = row
  const difference = there === undefined ? null : balance.minus(there.due)
  return {
    recordId: record.sourceId,
    number: record.number,
    credit: record.billingType === creditType,
    date: record.date,
    dueDate: record.dueDate,
    currency: record.currency,
    here: amountText(balance),
    there: there?.document ? amountText(there.due) : null,
    difference: difference && amountText(difference),
    differs: difference !== null && !difference.isZero(),
    pill,
    remoteUrl: there?.document?.url ?? (standsThere(document) ? (document?.remoteUrl ?? '') : ''),
  }
}
