import { type AppliedPiece, creditStep } from '../../accounting/credits.ts'
import type { PsaApplication } from '../../connectors/credit-facts.ts'
import type { PaymentOutcome } from '../../connectors/payment-facts.ts'
import { ConnectorError } from '../../connectors/ports.ts'
import type { WriteGuard } from '../../connectors/write-facts.ts'
import { present } from '../../std/assert.ts'
import type { Work } from '../context.ts'
import type { PostingRow } from '../postings/store.ts'
import { plannedCredit, stepOf } from './payload.ts'
import type { Judged, Side, StepOutcome } from './side.ts'

/** What ConnectWise is asked for in vain is refused; who cannot be asked at this moment is asked again. */
const asked: ReadonlySet<string> = new Set(['not-found', 'invalid'])

export const psaSide: Side = {
  target: 'psa',
  kind: 'credit',
  where: 'connectwise',
  judge: async (work, rows) => {
    const judged = new Map<string, Judged>()
    for (const row of rows) judged.set(row.id, await judge(work, row))
    return judged
  },
  pieces: async (work, posting) => piecesOf(await between(work, posting)),
  write: async (work, posting, _body, guard) => {
    const { psa } = work
    const { invoiceRecordId, creditRecordId, date } = plannedCredit(posting)
    const step = present(stepOf(posting), 'a write has its step')
    if (step.operation === 'unapply')
      return outcomeOf(await psa.removePayment(invoiceRecordId, step.id, guard))
    const { amount } = step
    const outcome = await psa.addCredit(invoiceRecordId, { amount, date, creditRecordId }, guard)
    if (outcome.kind === 'done' && outcome.payment && !outcome.credited)
      return takeBack(work, invoiceRecordId, outcome.payment.id, guard)
    return outcomeOf(outcome)
  },
}

/**
 * A server that does not know the field has taken it as money: nobody paid that, so it goes at once. The write of it is the same
 * claim's, by the id that was just answered.
 */
async function takeBack(
  work: Work,
  recordId: string,
  paymentId: string,
  guard: WriteGuard,
): Promise<StepOutcome> {
  const removed = await work.psa.removePayment(recordId, paymentId, guard)
  const gone = removed.kind === 'done'
  const message = gone
    ? 'It took the credit as a payment of money, so that was removed again: this ConnectWise applies credits on its own screens only.'
    : `It took the credit as a payment of money (number ${paymentId}) that could not be removed: remove it there.`
  return { kind: 'rejected', message, call: removed.call }
}

function outcomeOf(outcome: PaymentOutcome): StepOutcome {
  return outcome.kind === 'done' ? { kind: 'done', call: outcome.call } : outcome
}

async function between(work: Work, posting: PostingRow): Promise<PsaApplication[]> {
  const { invoiceRecordId, creditRecordId } = plannedCredit(posting)
  const applied = await work.psa.creditsOf([invoiceRecordId])
  return applied.filter(one => one.creditRecordId === creditRecordId)
}

function piecesOf(list: readonly PsaApplication[]): AppliedPiece[] {
  return list.map(({ id, amount }) => ({ id, amount, alone: true }))
}

async function judge(work: Work, posting: PostingRow): Promise<Judged> {
  try {
    const { want, date } = plannedCredit(posting)
    const step = creditStep(piecesOf(await between(work, posting)), want)
    if (step === null || step === 'stuck') return { kind: 'stands' }
    return { kind: 'write', step, body: '', date }
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error
    const { kind, message, retryAfterMs } = error
    if (!asked.has(kind)) return { kind: 'later', message, retryAfterMs }
    return { kind: 'refused', problem: { code: 'credit-refused', where: 'connectwise', message } }
  }
}
