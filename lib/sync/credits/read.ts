import type { LedgerCreditNote } from '../../connectors/credit-facts.ts'
import { ConnectorError, type ConnectorErrorKind } from '../../connectors/ports.ts'
import { inLane, type Work } from '../context.ts'
import { standsBack } from '../due/store.ts'
import { isLive } from '../payments/options.ts'
import type { Scope } from '../postings/store.ts'
import { momentNow } from '../records/store.ts'
import { type StandingDocument, standingCredits, standingInvoices } from './documents/store.ts'
import { appliedInPsa, type Memo, saidOf } from './in-psa.ts'
import { freeRefused, planCredits } from './plan.ts'
import { type CreditRead, dueCreditRead, noteCreditRead } from './reads/store.ts'
import { lookAtWaiting, noteSide } from './store.ts'

const overlapMs = 5 * 60_000
const dayMs = 24 * 3_600_000

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
  const read = await inLane(work, creditReadToSee)
  if (read) await readBoth(work, read)
  return (read ? 1 : 0) + (await inLane(work, planCredits))
}

/** What a person asked for stands back for nobody. */
async function creditReadToSee(scope: Scope): Promise<CreditRead | null> {
  const read = await dueCreditRead(scope)
  return read && !read.asked && (await standsBack(scope)) ? null : read
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
    await lookAtWaiting(scope)
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
        if (!invoice) return []
        const number = invoice.posting.title
        return [saidOf(memoOf(credit), { recordId: invoice.recordId, number }, pieces)]
      }),
    )
    const credits = list.map(({ credit }) => credit.recordId)
    await noteSide(scope, 'ledger', said, { credits, invoices: null, since })
  })
}

/** Invoices of the customers that have credit memos of ours: those in the ledger already, and those that are still to come. */
async function readPsa(work: Work, credits: StandingDocument[]): Promise<void> {
  for (const [customerId, own] of Map.groupBy(credits, credit => credit.customerId)) {
    const since = await inLane(work, momentNow)
    const { said, invoices } = await appliedInPsa(work.psa, customerId, own.map(memoOf))
    if (invoices.length === 0) continue
    const ids = own.map(({ recordId }) => recordId)
    await inLane(work, scope => noteSide(scope, 'psa', said, { credits: ids, invoices, since }))
  }
}

function memoOf({ recordId, customer, posting: { title, currency } }: StandingDocument): Memo {
  return { recordId, number: title, customer, currency }
}
