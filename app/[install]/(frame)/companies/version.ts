import type { CompanyConnection } from '@/lib/accounts/connections.ts'
import type { listStates } from '@/lib/reference/reference.ts'
import { hashOf } from '@/lib/std/id.ts'

/** Changes with the connection and the lists; whether it is usable stands first, for who waits for the consent. */
export function versionOf(
  connection: CompanyConnection | null,
  lists: Awaited<ReturnType<typeof listStates>>,
): string {
  const word = connection?.reconnectNeeded === null ? 'connected' : 'open'
  const facts = {
    connection: connection && [connection.id, connection.grantId, connection.reconnectNeeded],
    lists: lists
      .map(list => [list.ownerId, list.kind, list.refreshedAt?.toISOString() ?? '', list.trouble].join('|'))
      .sort(),
  }
  return `${word}.${hashOf(facts).slice(0, 16)}`
}
