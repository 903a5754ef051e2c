import { lookAtWrite, nextPaymentWrite, type SeenPayment } from '../../accounting/payments.ts'
import type { PaymentOutcome } from '../../connectors/payment-facts.ts'
import { ConnectorError } from '../../connectors/ports.ts'
import { inLane, type Work } from '../context.ts'
import type { Say } from '../crew.ts'
import { guardOf } from '../post.ts'
import { annotate, change, type PostingRow, postingsByIds, type Scope } from '../postings/store.ts'
import { type Claim, claim, lockReady, memberOf } from '../sends/store.ts'
import { call, notExecuted, outcomeUnknown } from '../settle.ts'
import { paymentOptions } from './options.ts'
import { refusePayment, settleGone, settlePayment } from './settle.ts'
import { noteRecord, sharesOf } from './store.ts'
import { askUnpaid, isUnpaid } from './unpaid.ts'
import { type PlannedPayment, paidRecordId, plannedPayment } from './write.ts'

/** ConnectWise advises few calls at once (knowledge/connectwise.md §3). */
const paymentsTogether = 4

/**
 * Writes what was paid in the ledger on invoices in ConnectWise. ConnectWise knows no key: each is looked for before it is
 * sent, and after an unknown end it is looked for again, never sent again blindly (design §4 rule 7).
 */
export async function paySome(work: Work, say: Pick<Say, 'begun'>): Promise<number> {
  const startedMs = work.engine.clock.monotonicMs()
  const { claims, found } = await inLane(work, scope => claimSome(work, scope))
  if (claims.length > 0) say.begun()
  await askUnpaid(work, claims)
  await Promise.all(claims.map(claimed => carry(work, claimed, startedMs)))
  return found
}

/** The write is decided now, by all that the ledger has said so far. */
async function claimSome(work: Work, scope: Scope): Promise<{ claims: Claim[]; found: number }> {
  const filter = { target: 'psa' as const, kind: 'payment', limit: paymentsTogether, needsFull: false }
  const rows = await lockReady(scope, filter)
  if (rows.length === 0) return { claims: [], found: 0 }
  const records = await sharesOf(scope, rows.map(paidRecordId))
  const { from, locked } = await paymentOptions(scope)
  const ids: string[] = []
  for (const row of rows) {
    const recordId = paidRecordId(row)
    const record = records.get(recordId)
    const write = record ? nextPaymentWrite(record.shares, { from, locked, single: record.single }) : null
    if (write) {
      await annotate(scope, row, { payload: { recordId, write }, problems: [] })
      ids.push(row.id)
    } else {
      await change(scope, row, 'ready', 'withdrawn', {
        event: 'withdrawn',
        message: 'nothing is left to write',
      })
      await noteRecord(scope, recordId, { settled: true })
    }
  }
  const list = (await postingsByIds(scope, ids)).map(row => ({
    kind: 'payment',
    body: JSON.stringify(row.payload),
    rows: [row],
  }))
  const claims = await claim(scope, list, work.engine.timing.leaseMs)
  return { claims, found: rows.length }
}

async function carry(work: Work, claimed: Claim, startedMs: number): Promise<void> {
  const posting = memberOf(claimed)
  const planned = plannedPayment(posting)
  const taken = await takenIds(work, planned)
  const unpaid = isUnpaid(work, posting) && taken.size === 0
  const seen = unpaid ? [] : await paymentsThere(work, planned.recordId)
  if (seen instanceof ConnectorError) return notAsked(work, claimed, posting, seen)
  const look = lookAtWrite(planned.write, seen, taken)
  if (look.kind === 'gone') return settleGone(work, posting, 'sending', claimed)
  if (look.kind === 'stands') {
    const facts = { message: 'already there: adopted' }
    return settlePayment(work, posting, 'sending', { paymentId: look.paymentId, facts, claimed })
  }
  const guard = guardOf(work, { ...claimed.send, key: '', keyAgeMs: 0 }, startedMs)
  const outcome = await send(work, planned, guard)
  if (outcome.kind === 'unknown') return outcomeUnknown(work, claimed, outcome)
  if (outcome.kind === 'not-executed') return notExecuted(work, claimed, outcome)
  const facts = call(outcome.call)
  if (outcome.kind === 'rejected')
    return refusePayment(work, claimed, posting, { facts, message: outcome.message })
  const stands = stood(planned, outcome)
  // An answer that names another amount or day than was sent decides nothing (the guide's "false 200").
  if (stands === null) {
    const message = 'ConnectWise answered with other figures than were sent.'
    return outcomeUnknown(work, claimed, { kind: 'unknown', keyBurnt: false, message, call: outcome.call })
  }
  await settlePayment(work, posting, 'sending', { paymentId: stands, facts, claimed })
}

function stood(
  { write }: PlannedPayment,
  { payment }: Extract<PaymentOutcome, { kind: 'done' }>,
): string | null {
  if (write.operation === 'delete') return write.paymentId
  const same = payment?.amount.equals(write.amount) && payment.date === write.date
  return payment && same ? payment.id : null
}

function send(
  work: Work,
  { recordId, write }: PlannedPayment,
  guard: Parameters<Work['psa']['addPayment']>[2],
): Promise<PaymentOutcome> {
  const { psa } = work
  if (write.operation === 'delete') return psa.removePayment(recordId, write.paymentId, guard)
  if (write.operation === 'update') return psa.changePayment(recordId, write.paymentId, write, guard)
  return psa.addPayment(recordId, write, guard)
}

/** Nothing has been written yet: who cannot be asked is asked again later, and who has no such invoice is refused. */
async function notAsked(
  work: Work,
  claimed: Claim,
  posting: PostingRow,
  error: ConnectorError,
): Promise<void> {
  const { kind, message, retryAfterMs, status } = error
  if (kind === 'not-found' || kind === 'invalid')
    return refusePayment(work, claimed, posting, { facts: {}, message })
  const reason = kind === 'forbidden' || kind === 'unauthorized' || kind === 'limited' ? kind : 'not-sent'
  const nothing = { status, correlationId: '', ms: 0 }
  await notExecuted(work, claimed, {
    kind: 'not-executed',
    reason,
    retryAfterMs,
    day: false,
    message,
    call: nothing,
  })
}

async function paymentsThere(work: Work, recordId: string): Promise<SeenPayment[] | ConnectorError> {
  try {
    return await work.psa.paymentsOf(recordId)
  } catch (error) {
    if (error instanceof ConnectorError) return error
    throw error
  }
}

/** Payments of the invoice that hold other shares already: they are no other's. */
export async function takenIds(work: Work, { recordId }: PlannedPayment): Promise<ReadonlySet<string>> {
  const record = await inLane(work, async scope => (await sharesOf(scope, [recordId])).get(recordId))
  return new Set(record?.shares.flatMap(({ held }) => held?.id ?? []) ?? [])
}
