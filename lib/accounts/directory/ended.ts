import { type SQL, sql } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import {
  directoryAttempts,
  directoryDevices,
  directoryLinks,
  directoryMailCodes,
  directoryRecoveryCodes,
  directorySessions,
  directoryTickets,
} from '../../../drizzle/schema/directory.ts'
import { appDatabase } from '../database.ts'

/**
 * What of a row is its end. A session counts with its whole life, revoked or not: its tabs and its second factor are looked
 * up by it as long as one of them could run. Of a person's TOTP codes only the last step is kept, in the person's own row
 * (totp_last_step), so there is none that ends.
 */
const ends: readonly { what: string; table: PgTable; end: SQL }[] = [
  { what: 'sessions', table: directorySessions, end: sql`expires_at` },
  { what: 'tickets', table: directoryTickets, end: sql`expires_at` },
  { what: 'links', table: directoryLinks, end: sql`expires_at` },
  { what: 'mail codes', table: directoryMailCodes, end: sql`expires_at` },
  { what: 'recovery codes', table: directoryRecoveryCodes, end: sql`used_at` },
  { what: 'devices', table: directoryDevices, end: sql`coalesce(revoked_at, trusted_until)` },
  { what: 'attempts', table: directoryAttempts, end: sql`coalesce(blocked_until, window_started_at)` },
]

/**
 * Removes rows of the directory that ended more than a day ago, by the database clock, at most `atOnce` in each statement:
 * one night's work never holds many rows. Answers how many went of each.
 */
export async function deleteEnded(atOnce: number): Promise<Record<string, number>> {
  const gone: Record<string, number> = {}
  for (const { what, table, end } of ends) {
    gone[what] = 0
    for (let batch = atOnce; batch === atOnce; gone[what] += batch) {
      // By ctid: a row that is written meanwhile is another one then, and stays.
      const rows = await appDatabase().execute(sql`
        delete from ${table} where ctid = any(array(
          select ctid from ${table} where ${end} < clock_timestamp() - interval '1 day' limit ${atOnce}))
        returning 1`)
      batch = rows.length
    }
  }
  return gone
}
