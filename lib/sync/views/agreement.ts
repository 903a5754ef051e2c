import { checkNext, checkOpen } from '../../accounting/check.ts'
import type { RecordFacts } from '../../accounting/export.ts'
import type { Problem } from '../../accounting/problems.ts'
import { ledgerNameOf } from '../../accounts/connections.ts'
import { companyZone } from '../../accounts/zone.ts'
import { ConnectorError, type Psa } from '../../connectors/ports.ts'
import type { PsaAgreement } from '../../connectors/psa-facts.ts'
import { noteKeys } from '../../mappings/mappings.ts'
import { dayAt } from '../../std/clock.ts'
import { checkRecords } from '../check-records.ts'
import { optionsForEach } from '../exceptions.ts'
import { given } from '../plan.ts'
import { momentNow, noteFacts, noteUnposted, recordsByIds } from '../records/store.ts'
import { routingOf } from '../routing.ts'
import type { PanelAsk } from './panel.ts'
import type { Standing } from './pill.ts'
import { type OneOfSeveral, rowsOf, type Seen, seenBy } from './several.ts'
import { amountText, type ShownProblem, showProblems } from './shown.ts'
import { troubleOf } from './trouble.ts'

/** What the next invoices of an agreement would run into, and what became of the last ones. */
export interface AgreementView {
  /** '' where the agreement itself could not be read */
  name: string
  party: string
  /** why that could not be read; '' when it was */
  unread: string
  next: NextInvoice | null
  /** not closed, or closed and not sent */
  ahead: OneOfSeveral[]
  behind: OneOfSeveral[]
  /** why ConnectWise could not be asked, '' when it was */
  outOfTouch: string
}

/** Before ConnectWise makes it. */
export interface NextInvoice {
  companyId: string
  /** null: ConnectWise names no day */
  on: string | null
  amount: string
  currency: string
  problems: ShownProblem[]
}

const most = 20

const isAhead: ReadonlySet<Standing> = new Set<Standing>([
  ...(['open', 'unchecked', 'ready', 'waiting', 'held'] as const),
  ...(['fix', 'sending', 'checking', 'undone'] as const),
])

export async function agreementView(ask: PanelAsk, agreementId: string): Promise<AgreementView> {
  try {
    const [invoices, read, seen] = await Promise.all([
      ask.psa.invoicesOfAgreement(agreementId, most),
      readAgreement(ask.psa, agreementId),
      seenBy(ask),
    ])
    const problems = await lookAt(ask, seen, invoices)
    const rows = await ask.inAccount(ask.accountId, async tx => {
      const known = await recordsByIds({ tx }, [...problems.keys()])
      return rowsOf(
        tx,
        known.toSorted((a, b) => (a.date < b.date ? 1 : -1) || Number(b.sourceId) - Number(a.sourceId)),
      )
    })
    const shown = rows.map(row => ({ ...row, problems: problems.get(row.recordId) ?? row.problems }))
    return {
      name: read.agreement?.name ?? '',
      party: read.agreement?.customer.name ?? rows[0]?.party ?? '',
      unread: read.unread,
      next: read.agreement && (await nextOf(ask, seen, read.agreement)),
      ahead: shown.filter(row => isAhead.has(row.standing)),
      behind: shown.filter(row => !isAhead.has(row.standing)),
      outOfTouch: '',
    }
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error
    const nothing = { name: '', party: '', unread: '', next: null, ahead: [], behind: [] }
    return { ...nothing, outOfTouch: troubleOf(error) }
  }
}

/** The right to its invoices is not that to the agreement: without it there is less to say, not nothing. */
async function readAgreement(
  psa: Psa,
  agreementId: string,
): Promise<{ agreement: PsaAgreement | null; unread: string }> {
  try {
    return { agreement: await psa.agreement(agreementId), unread: '' }
  } catch (error) {
    if (!(error instanceof ConnectorError) || error.kind !== 'forbidden') throw error
    return { agreement: null, unread: troubleOf(error) }
  }
}

/**
 * Writes down what ConnectWise has now and checks what is ahead: closed ones with their entries, as the planner would, open ones
 * as far as that can be said. By record: what is to be told of an open one, null where its own row tells it. What belongs to a
 * company that the member does not have is not among them.
 */
async function lookAt(
  ask: PanelAsk,
  seen: Seen,
  invoices: readonly RecordFacts[],
): Promise<Map<string, ShownProblem[] | null>> {
  const told = new Map<string, ShownProblem[] | null>()
  for (const [companyId, facts] of Map.groupBy(invoices, one => seen.companyOf(one.locationId))) {
    if (companyId === null) continue
    const { accountId, psa, inAccount } = ask
    const found = await inAccount(accountId, async tx => {
      const scope = { tx, accountId, companyId }
      // In one order: two that write several down never wait for each other crosswise.
      for (const one of facts.toSorted((a, b) => (a.recordId < b.recordId ? -1 : 1)))
        await noteFacts(scope, one)
      return openProblems(
        scope,
        facts.filter(one => !one.closed),
      )
    })
    for (const one of facts) told.set(one.recordId, found.get(one.recordId) ?? null)
    const closed = facts.filter(one => one.closed && one.batch === null).map(one => one.recordId)
    if (closed.length === 0) continue
    const listed = await psa.unpostedOf(closed)
    await inAccount(accountId, tx => noteUnposted({ tx, accountId, companyId }, listed))
    await checkRecords(
      { ...ask, companyId },
      listed.map(one => one.recordId),
    )
  }
  return told
}

type InCompany = Parameters<typeof given>[0]

async function openProblems(
  scope: InCompany,
  open: readonly RecordFacts[],
): Promise<Map<string, ShownProblem[]>> {
  if (open.length === 0) return new Map()
  const known = await given(scope)
  const ids = open.map(one => one.recordId)
  const optionsFor = await optionsForEach(scope, ids, known.options)
  const ledger = await ledgerNameOf(scope.tx, scope.companyId)
  const check = (one: RecordFacts) => checkOpen(one, { ...known, options: optionsFor(one.recordId) })
  return new Map(open.map(one => [one.recordId, showProblems(check(one), ledger)]))
}

const ended: ReadonlySet<string> = new Set(['Cancelled', 'Expired', 'Inactive'])

/** Null: none comes any more, or not to a company of this member. */
async function nextOf(ask: PanelAsk, seen: Seen, agreement: PsaAgreement): Promise<NextInvoice | null> {
  const companyId = seen.companyOf(agreement.locationId)
  if (companyId === null || ended.has(agreement.statusName)) return null
  const { accountId } = ask
  const elsewhere = (await routingOf(accountId)).problem(companyId, agreement.locationId)
  const { nextInvoiceOn: on, currency } = agreement
  return ask.inAccount(accountId, async tx => {
    const scope = { tx, accountId, companyId }
    const problems = elsewhere ? [elsewhere] : await problemsOfNext(scope, agreement)
    const ledger = await ledgerNameOf(tx, companyId)
    const shown = showProblems(problems, ledger)
    return { companyId, on, amount: amountText(agreement.amount), currency, problems: shown }
  })
}

async function problemsOfNext(scope: InCompany, agreement: PsaAgreement): Promise<Problem[]> {
  const { tx, companyId } = scope
  const today = async () => dayAt(await momentNow({ tx }), await companyZone(tx, companyId))
  const facts = {
    customer: { ...agreement.customer, email: '', accountNumber: '' },
    taxCode: agreement.taxCode,
    taxable: agreement.taxable,
    currency: agreement.currency,
    date: agreement.nextInvoiceOn ?? (await today()),
  }
  const { problems, mappingKeys } = checkNext(facts, await given(scope))
  // The Mappings screen lists them, so that a fix opened from here finds its row.
  await noteKeys(tx, companyId, mappingKeys)
  return problems
}
