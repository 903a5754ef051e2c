import { afterPaymentWrite } from '../../accounting/payments.ts'
import { inLane, type Work } from '../context.ts'
import { change, databaseNow, type EventFacts, type PostingRow, type Scope } from '../postings/store.ts'
import { letGo } from '../revisions/store.ts'
import { type Claim, closeSends } from '../sends/store.ts'
import { paymentOptions } from './options.ts'
import { planRecords } from './plan.ts'
import { hold, noteRecord, sharesOf } from './store.ts'
import { plannedPayment } from './write.ts'

type Facts = Omit<EventFacts, 'event'>

/** It stands in ConnectWise: who holds what is written down in the same transaction, and the invoice's next write is asked for. */
export async function settlePayment(
  work: Work,
  posting: PostingRow,
  from: 'sending' | 'unknown',
  end: { paymentId: string; facts: Facts; claimed: Claim | null },
): Promise<void> {
  const { recordId, write } = plannedPayment(posting)
  const { paymentId, claimed } = end
  await inLane(work, async scope => {
    const facts = { event: 'paid', sendId: claimed?.send.id ?? null, ...end.facts }
    const set = { remoteId: paymentId, postedAt: databaseNow }
    if (!(await change(scope, posting, from, 'posted', facts, set))) return
    await change(scope, posting, 'posted', 'confirmed', { event: 'confirmed' }, { confirmedAt: databaseNow })
    await letGo(scope, [posting])
    const { shares } = (await sharesOf(scope, [recordId])).get(recordId) ?? { shares: [] }
    await hold(scope, afterPaymentWrite(shares, write, paymentId))
    await next(scope, recordId, claimed)
  })
}

/** What was to be changed was removed in ConnectWise: nobody holds it, and what the ledger says is planned afresh. */
export async function settleGone(
  work: Work,
  posting: PostingRow,
  from: 'sending' | 'unknown',
  claimed: Claim | null,
): Promise<void> {
  const { recordId, write } = plannedPayment(posting)
  await inLane(work, async scope => {
    const facts = { event: 'gone', message: 'the payment was removed in ConnectWise' }
    if (!(await change(scope, posting, from, 'ready', facts))) return
    await change(scope, posting, 'ready', 'withdrawn', { event: 'replan' })
    const { shares } = (await sharesOf(scope, [recordId])).get(recordId) ?? { shares: [] }
    const lost = write.operation === 'create' ? '' : write.paymentId
    await hold(
      scope,
      shares.flatMap(({ id, held }) => (held?.id === lost ? [{ id, held: null }] : [])),
    )
    await next(scope, recordId, claimed)
  })
}

/**
 * A second payment that is refused makes the invoice one of a single payment, which then holds the sum (knowledge/connectwise.md
 * §4.4). Anything else is told, and tried again by and by.
 */
export async function refusePayment(
  work: Work,
  claimed: Claim,
  posting: PostingRow,
  { facts, message }: { facts: Facts; message: string },
): Promise<void> {
  const { recordId, write } = plannedPayment(posting)
  await inLane(work, async scope => {
    const problems = [{ code: 'payment-refused', message }]
    const event = { event: 'rejected', sendId: claimed.send.id, message, ...facts }
    if (!(await change(scope, posting, 'sending', 'rejected', event, { problems }))) return
    await closeSends(scope, [claimed.send.id])
    const record = (await sharesOf(scope, [recordId])).get(recordId)
    const second = write.operation === 'create' && record?.shares.some(({ held }) => held !== null)
    // Told and done, until the ledger has news of it or it is time to try again.
    if (!second || record?.single) return noteRecord(scope, recordId, { settled: true })
    const again = {
      event: 'replan',
      message: 'a second payment was refused: the first one is to hold the sum',
    }
    await change(scope, posting, 'rejected', 'withdrawn', again)
    await noteRecord(scope, recordId, { single: true, settled: false })
    await next(scope, recordId, null)
  })
}

async function next(scope: Scope, recordId: string, claimed: Claim | null): Promise<void> {
  if (claimed) await closeSends(scope, [claimed.send.id])
  await planRecords(scope, [recordId], await paymentOptions(scope))
}
