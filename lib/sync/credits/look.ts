import { lookAtStep } from '../../accounting/credits.ts'
import type { Work } from '../context.ts'
import type { UnknownPosting } from '../unknown/store.ts'
import { ledgerSide } from './ledger-side.ts'
import { stepOf } from './payload.ts'
import { psaSide } from './psa-side.ts'
import { settleCredit } from './settle.ts'

/**
 * What became of writes whose end is unknown, by what the side says in all. Neither what it said before nor what it was to say:
 * somebody else was there too, and ours may still come, so that it is waited for like one that is missing.
 */
export async function lookForCredits(
  work: Work,
  kind: 'allocation' | 'credit',
  group: readonly UnknownPosting[],
): Promise<UnknownPosting[]> {
  const side = kind === 'allocation' ? ledgerSide : psaSide
  const missing: UnknownPosting[] = []
  for (const item of group) {
    const { posting } = item
    const step = stepOf(posting)
    const stands = step !== null && lookAtStep(step, await side.pieces(work, posting)) === 'stands'
    if (stands)
      await settleCredit(work, posting, 'unknown', { facts: { message: 'found by looking' }, claimed: null })
    else missing.push(item)
  }
  return missing
}
