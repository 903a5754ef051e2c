import { eq, sql } from 'drizzle-orm'
import { directoryAttempts } from '../../../drizzle/schema/directory.ts'
import { sha256 } from '../../std/id.ts'
import { appDatabase } from '../database.ts'

/** What is limited, in words; only its hash is kept. `most` tries in 15 minutes. */
export interface Limit {
  what: string
  most: number
}

/**
 * Counted before the try is looked at, so that a thousand at once share the few. From the last one on there is a delay that
 * doubles from 30 s to 15 minutes: it always ends, so nobody can lock somebody else out for good. A try during the delay is
 * refused and does not make it longer. Quiet for 15 minutes, it begins anew. Answers when to come again, null: go on.
 */
export async function takeAttempt({ what, most }: Limit): Promise<Date | null> {
  const keyHash = sha256(what)
  const taken = await appDatabase().execute(sql`
    insert into directory_attempts as a (key_hash, failures, window_started_at, blocked_until)
    values (${keyHash}, 1, clock_timestamp(), ${delayFrom(sql`1`, most)})
    on conflict (key_hash) do update set
      failures = case when ${quiet} then 1 else a.failures + 1 end,
      window_started_at = case when ${quiet} then clock_timestamp() else a.window_started_at end,
      blocked_until = case when ${quiet} then ${delayFrom(sql`1`, most)} else ${delayFrom(sql`a.failures + 1`, most)} end
    where a.blocked_until is null or a.blocked_until <= clock_timestamp()
    returning 1`)
  if (taken.length > 0) return null
  const rows = await appDatabase()
    .select({ until: directoryAttempts.blockedUntil })
    .from(directoryAttempts)
    .where(eq(directoryAttempts.keyHash, keyHash))
  return rows[0]?.until ?? null
}

/** It was right: nothing is held against the key any more. */
export async function forgetAttempts({ what }: Limit): Promise<void> {
  await appDatabase()
    .delete(directoryAttempts)
    .where(eq(directoryAttempts.keyHash, sha256(what)))
}

/** It was right, but of an address that many share: only this one try is taken back. */
export async function giveAttemptBack({ what, most }: Limit): Promise<void> {
  await appDatabase()
    .update(directoryAttempts)
    .set({
      failures: sql`greatest(${directoryAttempts.failures} - 1, 0)`,
      blockedUntil: sql`case when ${directoryAttempts.failures} - 1 < ${most} then null else ${directoryAttempts.blockedUntil} end`,
    })
    .where(eq(directoryAttempts.keyHash, sha256(what)))
}

const quiet = sql`greatest(a.window_started_at, coalesce(a.blocked_until, a.window_started_at)) < clock_timestamp() - interval '15 minutes'`

function delayFrom(failures: ReturnType<typeof sql>, most: number) {
  const seconds = sql`least(900, 30 * power(2, least((${failures}) - ${most}, 10)))`
  return sql`case when (${failures}) < ${most} then null else clock_timestamp() + ${seconds} * interval '1 second' end`
}
