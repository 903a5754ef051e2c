import { addEvents, postingsByIds, type Scope } from '../postings/store.ts'
import { wake } from '../run.ts'
import { dueAgain } from './store.ts'

/** A person has seen to what was in the way, or wants to know whether more was attached since. False: there is nothing to look at. */
export async function attachAgain(
  scope: Scope & { actor: { name: string } },
  postingId: string,
): Promise<boolean> {
  const [document] = await postingsByIds(scope, [postingId])
  if (!document?.live || (await dueAgain(scope, postingId)) === 0) return false
  await addEvents(scope, [{ postingId, event: 'receipts-asked', message: scope.actor.name }])
  await wake(scope)
  return true
}
