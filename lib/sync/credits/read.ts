import type { LedgerCreditNote } from '../../connectors/credit-facts.ts'
import { ConnectorError, type ConnectorErrorKind } from '../../connectors/ports.ts'
import { type Decimal, sum } from '../../std/decimal.ts'
import { inLane, type Work } from '../context.ts'
import { isLive } from '../payments/options.ts'
import { momentNow } from '../records/store.ts'
import { type StandingDocument, standingCredits, standingInvoices } from './documents/store.ts'
import { freeRefused, planCredits } from './plan.ts'
import { type CreditRead, dueCreditRead, noteCreditRead } from './reads/store.ts'
import { noteSide, type SaidOfPair } from './store.ts'

const overlapMs = 5 * 60_000
const dayMs = 24 * 3_600_000
/** Of a customer with credit memos of ours so many invoices, the newest, are asked for what they were given. */
const invoicesMost = 2_000

/** What is in the way of this read alone, and of nothing else of the company. */
const ownTrouble: ReadonlySet<ConnectorErrorKind> = new Set([
  'forbidden',
  'invalid',
  'not-found',
  'malformed',
])

/**
 * Reads what both sides say is applied of the credit memos that we posted, if somebody rang, and asks for what is to be
 * written. Returns how much it did.
 */
export async function creditsSome(work: Work): Promise<number> {
  const read = await inLane(work, dueCreditRead)
  if (read) await readBoth(work, read)
  return (read ? 1 : 0) + (await inLane(work, planCredits))
}

async function readBoth(work: Work, read: CreditRead): Promise<void> {
  if (!read.asked && !(await isLive(work.accountId)))
    return inLane(work, scope => noteCreditRead(scope, read, { cursor: read.cursor, trouble: '' }))
  const credits = await inLane(work, standingCredits)
  let { cursor } = read
  let trouble = ''
  try {
    if (credits.length > 0) {
      cursor = await readLedger(work, credits, read.cursor)
      await readPsa(work, credits)
    }
  } catch (error) {
    if (!(error instanceof ConnectorError) || !ownTrouble.has(error.kind)) throw error
    trouble = error.message
  }
  await inLane(work, async scope => {
    await freeRefused(scope, read.asked ? 0 : undefined)
    await noteCreditRead(scope, read, { cursor, trouble })
  })
}

/** From the newest change that is known; at first from the oldest credit memo of ours. The cursor is the ledger's own clock. */
async function readLedger(
  work: Work,
  credits: StandingDocument[],
  cursor: Date | null,
): Promise<Date | null> {
  const oldest = credits.reduce((first, { posting }) => earlier(first, posting.postedAt), new Date())
  const since = cursor ? new Date(cursor.getTime() - overlapMs) : new Date(oldest.getTime() - dayMs)
  const byRemote = new Map(credits.map(credit => [credit.remoteId, credit]))
  let newest = cursor
  let begun = await inLane(work, momentNow)
  for await (const page of work.ledger.creditNotesChanged(since)) {
    const own = page.flatMap(({ note }) => {
      const credit = byRemote.get(note.id)
      // Which invoice was given how much is not told: what is known of it stays.
      return credit && !note.unclear ? [{ note, credit }] : []
    })
    await keepLedger(work, own, begun)
    for (const { updatedAt } of page) if (!newest || updatedAt > newest) newest = updatedAt
    begun = await inLane(work, momentNow)
  }
  return newest
}

function earlier(first: Date, other: Date | null): Date {
  return other && other < first ? other : first
}

async function keepLedger(
  work: Work,
  list: { note: LedgerCreditNote; credit: StandingDocument }[],
  since: Date,
): Promise<void> {
  if (list.length === 0) return
  await inLane(work, async scope => {
    const remoteIds = list.flatMap(({ note }) => note.applications.map(({ invoiceId }) => invoiceId))
    const invoices = await standingInvoices(scope, { remoteIds: [...new Set(remoteIds)] })
    const byRemote = new Map(invoices.map(invoice => [invoice.remoteId, invoice]))
    const said = list.flatMap(({ note, credit }) =>
      [...Map.groupBy(note.applications, ({ invoiceId }) => invoiceId)].flatMap(([invoiceId, pieces]) => {
        const invoice = byRemote.get(invoiceId)
        // An invoice that we did not post is the ledger's own affair.
        return invoice ? [pairOf(credit, invoice, pieces)] : []
      }),
    )
    const credits = list.map(({ credit }) => credit.recordId)
    await noteSide(scope, 'ledger', said, { credits, invoices: null, since })
  })
}

function pairOf(
  credit: StandingDocument,
  invoice: StandingDocument | { recordId: string; number: string },
  pieces: readonly { amount: Decimal; date: string | null }[],
): SaidOfPair {
  return {
    creditRecordId: credit.recordId,
    invoiceRecordId: invoice.recordId,
    creditNumber: credit.posting.title,
    invoiceNumber: 'posting' in invoice ? invoice.posting.title : invoice.number,
    customer: credit.customer,
    currency: credit.posting.currency,
    amount: sum(pieces.map(({ amount }) => amount)),
    date: pieces.reduce((newest, { date }) => (date !== null && date > newest ? date : newest), ''),
  }
}

/** Invoices of the customers that have credit memos of ours: those in the ledger already, and those that are still to come. */
async function readPsa(work: Work, credits: StandingDocument[]): Promise<void> {
  const byRecord = new Map(credits.map(credit => [credit.recordId, credit]))
  const customerIds = [...new Set(credits.map(({ customerId }) => customerId))]
  for (const customerId of customerIds) {
    const since = await inLane(work, momentNow)
    const facts = await work.psa.invoicesOfCustomer(customerId, invoicesMost)
    const invoices = new Map(
      facts.flatMap(one => (one.kind === 'invoice' ? [[one.recordId, one] as const] : [])),
    )
    if (invoices.size === 0) continue
    const applied = await work.psa.creditsOf([...invoices.keys()])
    const own = applied.filter(one => byRecord.has(one.creditRecordId))
    const groups = Map.groupBy(own, one => `${one.creditRecordId} ${one.recordId}`)
    const said = [...groups.values()].flatMap(pieces => {
      const credit = byRecord.get(pieces[0]?.creditRecordId ?? '')
      const invoice = invoices.get(pieces[0]?.recordId ?? '')
      return credit && invoice ? [pairOf(credit, invoice, pieces)] : []
    })
    const mine = credits.filter(credit => credit.customerId === customerId).map(({ recordId }) => recordId)
    await inLane(work, scope =>
      noteSide(scope, 'psa', said, { credits: mine, invoices: [...invoices.keys()], since }),
    )
  }
}
