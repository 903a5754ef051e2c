import { lookAtWrite } from '../../accounting/payments.ts'
import { ConnectorError } from '../../connectors/ports.ts'
import type { Work } from '../context.ts'
import type { UnknownPosting } from '../unknown/store.ts'
import { takenIds } from './pay.ts'
import { settleGone, settlePayment } from './settle.ts'
import { plannedPayment } from './write.ts'

/** What became of writes whose end is unknown; answers those of which nothing is seen (yet). */
export async function lookForPayments(
  work: Work,
  group: readonly UnknownPosting[],
): Promise<UnknownPosting[]> {
  const missing: UnknownPosting[] = []
  for (const item of group) {
    const { posting } = item
    const planned = plannedPayment(posting)
    const seen = await paymentsThere(work, planned.recordId)
    const look = lookAtWrite(planned.write, seen, await takenIds(work, planned))
    if (look.kind === 'missing') missing.push(item)
    else if (look.kind === 'gone') await settleGone(work, posting, 'unknown', null)
    else {
      const facts = { message: 'found by looking' }
      await settlePayment(work, posting, 'unknown', { paymentId: look.paymentId, facts, claimed: null })
    }
  }
  return missing
}

/** An invoice that is gone has no payments. */
async function paymentsThere(work: Work, recordId: string) {
  try {
    return await work.psa.paymentsOf(recordId)
  } catch (error) {
    if (error instanceof ConnectorError && error.kind === 'not-found') return []
    throw error
  }
}
