import { livePostings } from './graph/store.ts'
import { postingsByIds, type Scope } from './postings/store.ts'
import { recordSource } from './source.ts'
import { withdraw } from './withdraw.ts'

/**
 * What was asked for in the other way and came to nothing is withdrawn, so that its source is free: a document that needs a
 * fix before a mark, a mark that was refused before a person's send.
 */
export async function giveWay(
  scope: Scope,
  list: readonly { recordId: string }[],
  target: 'ledger' | 'psa',
  reason: string,
): Promise<void> {
  const sources = list.map(({ recordId }) => recordSource(recordId, 'document'))
  const rows = await postingsByIds(scope, [...(await livePostings(scope, sources)).values()])
  for (const row of rows)
    if (row.target === target && (row.state === 'blocked' || row.state === 'rejected'))
      await withdraw(scope, row, reason)
}
