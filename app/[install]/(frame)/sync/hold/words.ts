import type { Held } from '@/lib/sync/hold.ts'

/** Why one of them is not held. */
export function keptText({ number, result }: Held['kept'][number]): string {
  return result === 'past' ? 'Choose a day after today.' : `${number} ${keptWords[result]}`
}

const keptWords = {
  held: 'is held already.',
  moving: 'is on its way or in the ledger already, so this comes too late.',
  changed: 'changed meanwhile. Look at it again.',
}

export const releaseWords = {
  changed: 'Nobody holds it any more. Look at it again.',
  'not-yours': 'Somebody else holds it. An approver can release it.',
}
