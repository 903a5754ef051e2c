import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto'
import { drizzle } from 'drizzle-orm/postgres-js'
import { migrate as applyMigrations } from 'drizzle-orm/postgres-js/migrator'
import postgres, { type Sql } from 'postgres'
import type { Env } from '../lib/env.ts'
import { assert, present } from '../lib/std/assert.ts'
import { directoryTables } from './schema/directory.ts'

/** One database, three roles. The owner migrates and serves nothing. */
export type DatabaseUrls = Pick<Env, 'DATABASE_URL' | 'DATABASE_APP_URL' | 'DATABASE_QUEUE_URL'>

/** Brings the schema up to date, gives the two serving roles the passwords of their addresses, checks tenancy. */
export async function migrate(urls: DatabaseUrls): Promise<void> {
  const owner = present(
    urls.DATABASE_URL,
    'DATABASE_URL is missing: migrations run as the owner of the tables.',
  )
  const sql = postgres(owner.reveal(), { max: 1, connect_timeout: 10, onnotice: () => undefined })
  try {
    // Two processes may be deployed at once; the lock makes the second wait for the first.
    await sql`select pg_advisory_lock(hashtext('evenbook.migrate'))`
    await applyMigrations(drizzle(sql), { migrationsFolder: `${import.meta.dirname}/migrations` })
    await allowLogin(sql, 'evenbook_app', urls.DATABASE_APP_URL.reveal())
    await allowLogin(sql, 'evenbook_queue', urls.DATABASE_QUEUE_URL.reveal())
    const faults = await findTenancyFaults(sql)
    assert(faults.length === 0, `The schema breaks a rule of tenancy: ${faults.join('; ')}`)
  } finally {
    await sql.end({ timeout: 5 })
  }
}

/** What the catalog says against the rules: an unprotected tenant table, or a column that is a float. */
export async function findTenancyFaults(sql: Sql): Promise<string[]> {
  const unprotected = await sql<{ name: string }[]>`
    select c.relname as name from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
      and c.relname <> all(${[...directoryTables]})
      and not (c.relrowsecurity and c.relforcerowsecurity
        and exists (select from pg_policy p where p.polrelid = c.oid and p.polqual is not null and p.polwithcheck is not null))`
  const floats = await sql<{ name: string }[]>`
    select table_name || '.' || column_name as name from information_schema.columns
    where table_schema = 'public' and data_type in ('real', 'double precision', 'money')`
  return [
    ...unprotected.map(row => `${row.name} has no forced row-level security`),
    ...floats.map(row => `${row.name} is a float`),
  ]
}

async function allowLogin(sql: Sql, role: string, url: string): Promise<void> {
  const address = new URL(url)
  assert(address.username === role, `The address for ${role} names another user.`)
  const password = decodeURIComponent(address.password)
  assert(password.length >= 16, `The address for ${role} has no password, or a short one.`)
  // A utility statement takes no parameters, and a server may log it: so it carries the verifier, not the password.
  await sql.unsafe(`alter role ${role} with login password '${scramVerifier(password)}'`)
}

/** What Postgres itself would store (RFC 5803; pg_authid.rolpassword). */
function scramVerifier(password: string): string {
  const iterations = 4096
  const salt = randomBytes(16)
  const salted = pbkdf2Sync(password, salt, iterations, 32, 'sha256')
  const hmac = (text: string) => createHmac('sha256', salted).update(text).digest()
  const storedKey = createHash('sha256').update(hmac('Client Key')).digest('base64')
  return `SCRAM-SHA-256$${iterations}:${salt.toString('base64')}$${storedKey}:${hmac('Server Key').toString('base64')}`
}
