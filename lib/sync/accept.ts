import type { Transaction } from '../../drizzle/client.ts'
import { record as recordActivity } from '../activity/activity.ts'
import { acceptWithout } from './companions.ts'
import { change, postingsByIds } from './postings/store.ts'
import { type Actor, wake } from './run.ts'
import { isUndoing } from './undone.ts'

interface Accept {
  tx: Transaction
  accountId: string
  actor: Actor
}

/**
 * A person says that what stands in the ledger is right (design §4: mismatch → posted, drifted → confirmed). The difference
 * leaves the screen; who accepted it stays in the history. False when its state changed meanwhile.
 */
export async function acceptDifference(accept: Accept, postingId: string): Promise<boolean> {
  const { tx, accountId, actor } = accept
  const [posting] = await postingsByIds({ tx }, [postingId])
  if (!posting?.live || isUndoing(posting)) return false
  const scope = { tx, accountId, companyId: posting.companyId }
  const facts = { event: 'accepted', message: `accepted by ${actor.name}` }
  let accepted = false
  if (posting.state === 'mismatch')
    accepted = await change(scope, posting, 'mismatch', 'posted', facts, { problems: [] })
  else if (posting.state === 'drifted')
    accepted = await change(scope, posting, 'drifted', 'confirmed', facts, { problems: [] })
  if (!accepted) return false
  await acceptWithout(scope, posting)
  await recordActivity(tx, {
    accountId,
    actor: actor.id === null ? null : { id: actor.id, name: actor.name },
    verb: 'accepted the difference',
    subject: `posting:${posting.id}`,
    companyId: posting.companyId,
    detail: { number: posting.title },
  })
  await wake(scope)
  return true
}
