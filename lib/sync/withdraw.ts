import { needersOf } from './graph/store.ts'
import { change, type PostingRow, type Scope } from './postings/store.ts'
import { mayGiveUp } from './rebill.ts'
import type { Checked } from './records/store.ts'
import { giveBack } from './revisions/store.ts'
import { isUndoing } from './undone.ts'

/** The record was reopened, deleted, excluded or stopped before anything was sent: its life ends and the source is free. */
export async function withdraw(scope: Scope, posting: PostingRow, reason: string): Promise<Checked[]> {
  // What a person takes back goes to its end, whatever becomes of the record.
  if (isUndoing(posting)) return []
  // Half of crediting and billing again is done: the other half is to follow.
  if (!(await mayGiveUp(scope, posting))) return []
  const event = { event: 'withdrawn', message: reason }
  const { state } = posting
  if (state === 'planned') await change(scope, posting, state, 'withdrawn', event)
  else if (state === 'blocked') await change(scope, posting, state, 'withdrawn', event)
  else if (state === 'ready') await change(scope, posting, state, 'withdrawn', event)
  else if (state === 'rejected') await change(scope, posting, state, 'withdrawn', event)
  else return []
  // What it would have taken back stands.
  if (posting.supersedes !== null) await giveBack(scope, posting)
  for (const needer of await needersOf(scope, posting.id)) {
    if (needer.state === 'ready') await change(scope, needer, 'ready', 'withdrawn', event)
  }
  return []
}
