import type { PostingState } from '../states.ts'

/** What a person watches while a record is on its way. */
export interface Step {
  word: string
  progress: 'done' | 'now' | 'later'
}

export function stepsOf(
  document: PostingState,
  contact: PostingState | null,
  mark: PostingState | null,
  ledger: string,
  operation = 'create',
  party: 'Customer' | 'Vendor' = 'Customer',
): Step[] {
  const stands = reached(document)
  const planned = document !== 'planned'
  const contactStands = contact === null ? planned : reached(contact)
  const done = [planned, contactStands, stands, document === 'confirmed' || mark === 'confirmed']
  const words = [
    'Entry checked',
    contact === null ? `${party} matched` : `${party} created in ${ledger}`,
    `${operation === 'update' ? 'Amended' : 'Created'} in ${ledger}`,
    'Batched in ConnectWise',
  ]
  return inOrder(words, done)
}

/** The same the other way: out of the ledger, then out of its batch. */
export function undoStepsOf(undoing: PostingState, how: string, ledger: string): Step[] {
  const words = [
    `Checked in ${ledger}`,
    `${how === 'delete' ? 'Deleted' : 'Voided'} in ${ledger}`,
    'Batch deleted in ConnectWise',
  ]
  return inOrder(words, [undoing !== 'ready', reached(undoing), undoing === 'confirmed'])
}

function inOrder(words: string[], done: boolean[]): Step[] {
  const now = done.indexOf(false)
  return words.map((word, place) => ({
    word,
    progress: done[place] ? 'done' : place === now ? 'now' : 'later',
  }))
}

function reached(state: PostingState): boolean {
  return state === 'posted' || state === 'confirmed' || state === 'drifted' || state === 'mismatch'
}
