import { ConnectorError, type ConnectorErrorKind } from '../../connectors/ports.ts'
import type { CalendarDate } from '../../std/clock.ts'
import { inLane, type Work } from '../context.ts'
import { findCandidates } from './candidates.ts'
import { lookUpAgain } from './loose/store.ts'
import { isLive, type PaymentOptions, paymentOptions } from './options.ts'
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
  const options = await inLane(work, paymentOptions)
  const { on, from } = options
  if (!on || !(read.asked || (await isLive(work.accountId)))) {
    await inLane(work, scope => noteRead(scope, read, { ...read, trouble: '' }))
    return 0
  }
  const { cursor, trouble } = await readAll(work, read, options)
  const days = { fromDay: from ?? '', conversionDay: options.conversion ?? '' }
  await inLane(work, async scope => {
    if (read.asked || read.fromDay !== days.fromDay) await lookThroughAgain(scope)
    if (read.asked || read.conversionDay !== days.conversionDay) await lookUpAgain(scope)
    await matchPayments(scope)
    await freeRefused(scope, read.asked ? 0 : undefined)
    while (await planPayments(scope, options));
    await noteRead(scope, read, { cursor, trouble, ...days })
  })
  if (trouble !== '' || (await findCandidates(work, options)) === 0) return 1
  await inLane(work, async scope => {
    while (await planPayments(scope, options));
  })
  return 1
}

async function readAll(
  work: Work,
  read: PaymentRead,
  options: PaymentOptions,
): Promise<{ cursor: Date | null; trouble: string }> {
  const since = await startOf(work, read, options)
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

/** From the newest change that is known; at first from the first document of ours, or from the first day that was told. */
async function startOf(work: Work, read: PaymentRead, options: PaymentOptions): Promise<Date | null> {
  const { from, conversion } = options
  const earlier = isEarlier(from, read.fromDay) || isEarlier(conversion, read.conversionDay)
  if (read.cursor && !earlier) return new Date(read.cursor.getTime() - overlapMs)
  const posted = await inLane(work, firstPosted)
  const days = [from, conversion].flatMap(day => (day === null ? [] : new Date(`${day}T00:00:00Z`)))
  const first = [...days, ...(posted ? [posted] : [])].toSorted((a, b) => a.getTime() - b.getTime())[0]
  return first ? new Date(first.getTime() - dayMs) : null
}

/** Than the day that was read with, '' = with none. */
function isEarlier(day: CalendarDate | null, before: string): boolean {
  return day !== null && (before === '' || day < before)
}
