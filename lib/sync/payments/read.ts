import { ConnectorError, type ConnectorErrorKind } from '../../connectors/ports.ts'
import type { CalendarDate } from '../../std/clock.ts'
import { inLane, type Work } from '../context.ts'
import { findCandidates } from './candidates.ts'
import { isLive, paymentOptions } from './options.ts'
import { freeRefused, planPayments } from './plan.ts'
import {
  dueRead,
  firstPosted,
  keepPayments,
  lookThroughAgain,
  matchPayments,
  noteRead,
  type PaymentRead,
} from './store.ts'

/** Read once more from so long before the newest change: what was being written then may not have been told yet. */
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
 * Reads what was paid since the last time, if somebody rang, and asks for what is to be written. The cursor goes by the ledger's
 * own clock, and moves only once a whole read is kept.
 */
export async function readPayments(work: Work): Promise<number> {
  const read = await inLane(work, dueRead)
  if (!read) return 0
  const { on, from } = await inLane(work, paymentOptions)
  if (!on || !(read.asked || (await isLive(work.accountId)))) {
    const { cursor, fromDay } = read
    await inLane(work, scope => noteRead(scope, read, { cursor, fromDay, trouble: '' }))
    return 0
  }
  const { cursor, trouble } = await readAll(work, read, from)
  await inLane(work, async scope => {
    if (read.fromDay !== (from ?? '')) await lookThroughAgain(scope)
    await matchPayments(scope)
    await freeRefused(scope, read.asked ? 0 : undefined)
    while (await planPayments(scope, from));
    await noteRead(scope, read, { cursor, trouble, fromDay: from ?? '' })
  })
  if (trouble === '') await findCandidates(work, from)
  return 1
}

async function readAll(
  work: Work,
  read: PaymentRead,
  from: CalendarDate | null,
): Promise<{ cursor: Date | null; trouble: string }> {
  const since = await startOf(work, read, from)
  if (!since) return { cursor: null, trouble: '' }
  let newest = read.cursor
  try {
    for await (const page of work.ledger.payments(since)) {
      await inLane(work, scope => keepPayments(scope, page))
      for (const { updatedAt } of page) if (!newest || updatedAt > newest) newest = updatedAt
    }
    return { cursor: newest, trouble: '' }
  } catch (error) {
    if (!(error instanceof ConnectorError) || !ownTrouble.has(error.kind)) throw error
    return { cursor: read.cursor, trouble: error.message }
  }
}

/** From the newest change that is known; at first from the first document of ours, or from the first day of payments. */
async function startOf(work: Work, read: PaymentRead, from: CalendarDate | null): Promise<Date | null> {
  const earlier = from !== null && (read.fromDay === '' || from < read.fromDay)
  if (read.cursor && !earlier) return new Date(read.cursor.getTime() - overlapMs)
  const posted = await inLane(work, firstPosted)
  const starts = [posted, from === null ? null : new Date(`${from}T00:00:00Z`)].filter(one => one !== null)
  const first = starts.toSorted((a, b) => a.getTime() - b.getTime())[0]
  return first ? new Date(first.getTime() - dayMs) : null
}
