import type { Transaction } from '../../../drizzle/client.ts'
import { type Problem, parseProblems } from '../../accounting/problems.ts'
import { type RecordSource, sourceOf } from '../../accounting/record-id.ts'
import { listCompanies } from '../../accounts/companies.ts'
import { connectionOf } from '../../accounts/connections.ts'
import { ledgerName } from '../../accounts/ledgers.ts'
import { inAccount } from '../../accounts/transaction.ts'
import { listAdmins } from '../../accounts/users/list.ts'
import { ConnectorError, type Psa } from '../../connectors/ports.ts'
import { planRules } from '../../reference/reference.ts'
import { companionsOf } from '../companions.ts'
import type { PostingRow } from '../postings/store.ts'
import { type Preview, previewRecord } from '../preview.ts'
import { numbersOfRebill } from '../renumber.ts'
import { isUndoing, isUndone } from '../undone.ts'
import { type AmendFacts, amendFacts, amendWayOf, differsNow, isToldBy } from './amend.ts'
import { type AnywayFacts, anywayFacts } from './anyway.ts'
import { type CreditLine, creditFacts, creditLines } from './credits.ts'
import { type EntryView, entryOf, entryOfPayload } from './entry.ts'
import { type HoldFacts, holdFacts } from './held.ts'
import {
  type ConnectionFacts,
  connectionFacts,
  type Headline,
  headlineOf,
  type Known,
  type PostingFacts,
  postingFacts,
} from './panel-facts.ts'
import { type PaidFacts, paidFacts } from './payments.ts'
import { type Pill, pillOf, type Standing, standingOfPosting, standingOfRecord } from './pill.ts'
import { type ReceiptsView, receiptFacts, receiptsView } from './receipts.ts'
import { settlingFacts, settlingLines } from './settling.ts'
import { type ShownProblem, showProblems } from './shown.ts'
import { type Step, stepsOf, undoStepsOf } from './steps.ts'
import { contactNeededBy, nameOf, postingsOfRecords, recordRow } from './store.ts'
import { troubleOf } from './trouble.ts'
import { type UndoFacts, undoFacts } from './undo.ts'
import { recordVersion } from './views.ts'

/** One record as its pod, its drawer and its row on a customer's tab show it: plain data, figures as text. */
export interface RecordPanel extends Headline {
  kind: 'record'
  recordId: string
  source: RecordSource
  /** whose it is, or whose it was asked as where it belongs to none that this member has */
  companyId: string
  standing: Standing
  pill: Pill
  problems: ShownProblem[]
  /** what would be sent, or what was; null while there is no document */
  entry: EntryView | null
  /** the journal beside it, of what its goods cost; null where it has none */
  beside: EntryView | null
  /** names the preview; null unless it may be sent now */
  hash: string | null
  posting: PostingFacts | null
  anyway: AnywayFacts
  undo: UndoFacts
  amend: AmendFacts
  /** who keeps it from being sent, and why; null: nobody */
  hold: HoldFacts | null
  /** what was paid of it in the ledger */
  paid: PaidFacts
  /** credit that it gave or was given, on both sides */
  credits: CreditLine[]
  /** files that hang on it in the ledger; null: none are to */
  receipts: ReceiptsView | null
  steps: Step[]
  connection: ConnectionFacts
  /** why ConnectWise could not be asked; then this is what was last known */
  outOfTouch: string
  seenAt: string | null
  /** changes when a new look is worth it */
  version: string
}

export type PanelView =
  | RecordPanel
  | { kind: 'missing' }
  | { kind: 'out-of-touch'; message: string }
  /** it belongs to a company that this member was not given; `admins` can give it */
  | { kind: 'not-yours'; company: string; admins: string[] }

export interface PanelAsk {
  accountId: string
  companyId: string
  psa: Psa
  inAccount<T>(accountId: string, work: (tx: Transaction) => Promise<T>): Promise<T>
}

/** What is on its way or stands in the ledger costs no call to ConnectWise. */
export async function recordPanel(ask: PanelAsk, recordId: string): Promise<PanelView> {
  const read = () => ask.inAccount(ask.accountId, tx => readKnown(tx, ask.companyId, recordId))
  const known = await read()
  if (differsNow(known)) return composeDiffering(ask, recordId, read, known)
  if (known.document && !needsPreview(known.document)) return compose(known, null, '')
  try {
    const preview = await previewRecord(ask, recordId)
    if (preview.kind === 'elsewhere' && (await mayLook(ask, preview.companyId))) {
      return recordPanel({ ...ask, companyId: preview.companyId ?? ask.companyId }, recordId)
    }
    if (preview.kind === 'elsewhere' && preview.companyId !== null)
      return notYours(ask.accountId, preview.companyId)
    return compose(await read(), preview, '')
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error
    if (error.kind === 'not-found') return { kind: 'missing' }
    if (!known.record) return { kind: 'out-of-touch', message: troubleOf(error) }
    return compose(known, null, troubleOf(error))
  }
}

/** What stands speaks for itself; beside it is shown what amending would make of it. */
async function composeDiffering(
  ask: PanelAsk,
  recordId: string,
  read: () => Promise<Known>,
  known: Known,
): Promise<RecordPanel> {
  try {
    const more = amendWayOf(known) === 'rebill' ? numbersOfRebill : 0
    const next = await previewRecord(ask, recordId, more)
    return compose(await read(), null, '', next)
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error
    return compose(known, null, '')
  }
}

/** The company that takes the record is another one, and the member has it too. */
async function mayLook(ask: PanelAsk, companyId: string | null): Promise<boolean> {
  if (companyId === null || companyId === ask.companyId) return false
  const companies = await ask.inAccount(ask.accountId, listCompanies)
  return companies.some(company => company.id === companyId)
}

/** Of the whole account: the member sees the company's name and nothing of its record. */
async function notYours(accountId: string, companyId: string): Promise<PanelView> {
  return inAccount(accountId, async tx => {
    const company = (await listCompanies(tx)).find(one => one.id === companyId)?.name ?? ''
    return { kind: 'not-yours', company, admins: (await listAdmins(tx)).map(one => one.name) }
  })
}

/** A posting that lives speaks for itself, unless the person has to see a new preview and send that. */
function needsPreview(document: PostingRow): boolean {
  return !document.live || isUndone(document) || changedSincePreview(document)
}

function changedSincePreview(document: PostingRow): boolean {
  const problems = document.state === 'blocked' ? parseProblems(document.problems) : []
  return problems.some(problem => problem.code === 'preview-changed')
}

async function readKnown(tx: Transaction, companyId: string, recordId: string): Promise<Known> {
  // First: what changes while the rest is read is then seen as a change, and not taken for shown.
  const version = await recordVersion(tx, companyId, recordId)
  const parts = (await postingsOfRecords(tx, [recordId])).get(recordId)
  const { document = null, mark = null, refused = null } = parts ?? {}
  return {
    recordId,
    companyId,
    record: await recordRow(tx, recordId),
    document,
    mark,
    refused,
    rules: await planRules(tx, companyId),
    contact: document && (await contactNeededBy(tx, document.id)),
    companion: (await companionsOf({ tx }, [recordId])).get(recordId) ?? null,
    connection: await connectionOf(tx, companyId),
    requestedBy: document ? await nameOf(tx, document.requestedBy) : '',
    paid: await paidFacts(tx, recordId),
    credits: await creditFacts(tx, recordId),
    settlings: await settlingFacts(tx, recordId),
    receipts: await receiptFacts(tx, document),
    version,
  }
}

function compose(
  known: Known,
  preview: Preview | null,
  outOfTouch: string,
  next: Preview | null = null,
): RecordPanel {
  const { record, document } = known
  // Without a ledger there are no lists to check against: every finding would be that one.
  const told = known.connection !== null || document?.live || preview?.kind === 'elsewhere'
  const problems = told ? problemsOf(known, preview) : []
  const standing =
    (speaks(known, preview) && document && standingOfPosting(document.state, problems, document.kind)) ||
    standingOfRecord(recordFacts(known, preview, problems))
  const ledger = ledgerName(known.connection?.vendor ?? null)
  const amend = amendFacts(known, next, ledger)
  return {
    kind: 'record',
    recordId: known.recordId,
    source: sourceOf(known.recordId),
    companyId: known.companyId,
    ...headlineOf(known, preview?.facts ?? null),
    standing,
    pill: pillOf(standing, ledger),
    problems: showProblems(problems, ledger).filter(problem => !isToldBy(amend, problem)),
    entry: entryFor(known, preview, ledger),
    beside: besideFor(known, preview, ledger),
    hash: preview?.kind === 'document' && known.connection ? preview.hash : null,
    posting: document && postingFacts(known, document),
    anyway: anywayFacts(record, document, problems),
    hold: holdFacts(record),
    undo: undoFacts(known, ledger),
    amend,
    paid: known.paid,
    credits: [...settlingLines(known.settlings, ledger), ...creditLines(known.credits, ledger)],
    receipts: receiptsView(known.receipts, document, ledger),
    steps: stepsFor(known, ledger),
    connection: connectionFacts(known.connection),
    outOfTouch,
    seenAt: record?.seenAt.toISOString() ?? null,
    version: known.version,
  }
}

/** What was undone says so while it can be sent; held, opened again or batched elsewhere, the record says more. */
function speaks({ document, record }: Known, preview: Preview | null): boolean {
  if (document?.live !== true) return false
  const more = (preview !== null && preview.kind !== 'document') || (record !== null && record.hold !== null)
  return !(isUndone(document) && more)
}

function problemsOf({ record, document, mark }: Known, preview: Preview | null): Problem[] {
  if (preview) {
    const found = preview.kind === 'batched' ? [] : preview.problems
    return document && changedSincePreview(document) ? [{ code: 'preview-changed' }, ...found] : found
  }
  const own = document?.live ? document.problems : record?.problems
  const marked = mark?.live && (mark.state === 'blocked' || mark.state === 'rejected') ? mark.problems : []
  return [...parseProblems(own ?? []), ...parseProblems(marked)]
}

function recordFacts({ record }: Known, preview: Preview | null, problems: Problem[]) {
  const held = record !== null && record.hold !== null
  if (preview) return { closed: preview.facts.closed, batched: preview.facts.batch !== null, held, problems }
  return {
    held,
    closed: record?.closed ?? true,
    batched: record !== null && record.batchId !== null,
    problems: record?.checkState === 'none' ? null : problems,
  }
}

function besideFor({ companion }: Known, preview: Preview | null, ledger: string): EntryView | null {
  if (preview?.kind === 'document') return preview.companion && entryOf(preview.companion, ledger)
  if (companion === null || isUndoing(companion) || companion.payload === null) return null
  return entryOfPayload(companion.payload, ledger)
}

function stepsFor({ recordId, document, mark, contact }: Known, ledger: string): Step[] {
  if (document?.target !== 'ledger') return []
  if (isUndoing(document)) return undoStepsOf(document.state, document.operation, ledger)
  const party = sourceOf(recordId) === 'invoice' ? 'Customer' : 'Vendor'
  const { state, operation } = document
  return stepsOf(state, contact?.state ?? null, mark?.state ?? null, ledger, operation, party)
}

function entryFor({ document }: Known, preview: Preview | null, ledger: string): EntryView | null {
  if (preview?.kind === 'document')
    return preview.document && entryOf(preview.document, ledger, preview.contact !== null)
  return document?.live && document.target === 'ledger' && document.payload !== null
    ? entryOfPayload(document.payload, ledger)
    : null
}
