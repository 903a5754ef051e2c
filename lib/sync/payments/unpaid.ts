import { ConnectorError } from '../../connectors/ports.ts'
import { inLane, type Work } from '../context.ts'
import type { PostingRow } from '../postings/store.ts'
import type { Claim } from '../sends/store.ts'
import { nextPaid } from './store.ts'
import { paidRecordId, plannedPayment } from './write.ts'

/** One question is about so many invoices: as many as an address holds. */
const askedTogether = 150
/** An answer is good for so long: about as long as the writes of so many invoices take. */
const freshMs = 15_000
/** For fewer a look at each is as cheap. */
const worthwhile = 5

/**
 * The look before a payment's first write, for many invoices by one question: one of which nothing at all was paid has no
 * payment to be found. Whatever else there is, and whatever was tried before, is looked at by itself.
 */
export async function askUnpaid(work: Work, claims: readonly Claim[]): Promise<void> {
  const own = claims.flatMap(({ members }) => members.filter(isFirst).map(paidRecordId))
  if (own.length === 0 || own.every(id => knownOf(work, id))) return
  const next = await inLane(work, scope => nextPaid(scope, askedTogether - own.length))
  const asked = [...new Set([...own, ...next])]
  if (asked.length < worthwhile) return
  const { unpaid } = work.pace
  unpaid.clear()
  const askedMs = work.engine.clock.monotonicMs()
  try {
    const found = new Set(await work.psa.unpaidAmong(asked))
    for (const id of asked) unpaid.set(id, { askedMs, unpaid: found.has(id) })
  } catch (error) {
    // Then each is looked at by itself, and says what is the matter.
    if (!(error instanceof ConnectorError)) throw error
  }
}

/** Said once: after a write it is no longer true. */
export function isUnpaid(work: Work, posting: PostingRow): boolean {
  if (!isFirst(posting)) return false
  const recordId = paidRecordId(posting)
  const known = knownOf(work, recordId)
  work.pace.unpaid.delete(recordId)
  return known?.unpaid === true
}

/** What was tried before may stand by now, and a change is of a payment that is there. */
function isFirst(posting: PostingRow): boolean {
  return posting.attempts === 1 && plannedPayment(posting).write.operation === 'create'
}

function knownOf({ pace, engine }: Work, recordId: string) {
  const known = pace.unpaid.get(recordId)
  return known && engine.clock.monotonicMs() - known.askedMs < freshMs ? known : null
}
