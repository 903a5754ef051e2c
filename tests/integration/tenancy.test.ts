import { sql } from 'drizzle-orm'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Transaction } from '../../drizzle/client.ts'
import { findTenancyFaults, migrate } from '../../drizzle/migrate.ts'
import * as schema from '../../drizzle/schema/index.ts'
import { Decimal } from '../../lib/std/decimal.ts'
import { newId, randomKey } from '../../lib/std/id.ts'
import { canonicalJson, parseJson } from '../../lib/std/json.ts'
import { Secret } from '../../lib/std/secret.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import { fillEveryTable } from '../support/every-table.ts'

let database: TestDatabase
let tenantTables: string[]
let mine: { accountId: string; companyId: string }
let theirs: { accountId: string; companyId: string }

beforeAll(async () => {
  database = await testDatabase()
  mine = await database.owner.transaction(fillEveryTable)
  theirs = await database.owner.transaction(fillEveryTable)
  const rows = await database.owner.execute<{ name: string }>(sql`
    select relname as name from pg_class
    where relnamespace = 'public'::regnamespace and relkind = 'r' and relrowsecurity order by relname`)
  tenantTables = rows.map(row => row.name)
})

afterAll(() => database.close())

/** As the app's role, in the account. */
function as<T>(accountId: string, work: (tx: Transaction) => Promise<T>): Promise<T> {
  return database.app.transaction(async tx => {
    await tx.execute(sql`select set_config('app.account', ${accountId}, true)`)
    return work(tx)
  })
}

const refusal = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
    return cause instanceof Error ? cause.message : String(cause)
  }
  return 'not refused'
}

describe('the catalog', () => {
  test('outside row-level security stand exactly the listed directory tables', async () => {
    const rows = await database.owner.execute<{ name: string }>(sql`
      select relname as name from pg_class
      where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm', 'f')
        and not (relrowsecurity and relforcerowsecurity) order by relname`)
    expect(rows.map(row => row.name)).toEqual(schema.directoryTables)
  })

  test('every tenant table has one policy, which compares account_id on reading and on writing', async () => {
    const policies = await database.owner.execute<{ table: string; using: string; check: string }>(sql`
      select tablename as table, qual as using, with_check as check from pg_policies
      where schemaname = 'public' and permissive = 'PERMISSIVE' and cmd = 'ALL' and roles = '{public}' order by tablename`)
    const rule = "(account_id = (NULLIF(current_setting('app.account'::text, true), ''::text))::uuid)"
    expect([...policies]).toEqual(tenantTables.map(table => ({ table, using: rule, check: rule })))
    expect(tenantTables.length).toBeGreaterThan(20)
  })

  test('account_id comes first in every primary key, unique index and foreign key of a tenant table', async () => {
    const rows = await database.owner.execute<{ name: string }>(sql`
      select c.conname as name from pg_constraint c join pg_class t on t.oid = c.conrelid
      where t.relnamespace = 'public'::regnamespace and t.relrowsecurity and c.contype in ('p', 'u', 'f')
        and (select attname from pg_attribute where attrelid = t.oid and attnum = c.conkey[1]) <> 'account_id'
      union all
      select i.indexrelid::regclass::text from pg_index i join pg_class t on t.oid = i.indrelid
      where t.relnamespace = 'public'::regnamespace and t.relrowsecurity and i.indisunique
        and (select attname from pg_attribute where attrelid = t.oid and attnum = i.indkey[0]) <> 'account_id'`)
    expect([...rows]).toEqual([])
    const keyless = await database.owner.execute(sql`
      select relname from pg_class t where relnamespace = 'public'::regnamespace and relkind = 'r'
        and not exists (select from pg_constraint where conrelid = t.oid and contype = 'p')`)
    expect([...keyless]).toEqual([])
  })

  test('a table without row-level security and a float column stop the migration', async () => {
    const client = database.owner.$client
    expect(await findTenancyFaults(client)).toEqual([])
    await client`create table stray (account_id uuid primary key, amount double precision)`
    await client`alter table postings add column rate real`
    expect(await findTenancyFaults(client)).toEqual([
      'stray has no forced row-level security',
      expect.stringMatching(/^(stray\.amount|postings\.rate) is a float$/),
      expect.stringMatching(/^(stray\.amount|postings\.rate) is a float$/),
    ])
    await client`drop table stray`
    await client`alter table postings drop column rate`
    expect(await findTenancyFaults(client)).toEqual([])
  })

  test('the serving roles own no table and have no right that passes by row-level security', async () => {
    const roles = await database.owner.execute(sql`
      select rolname as name, rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication as strong,
        (select count(*)::int from pg_class c where c.relowner = r.oid and c.relnamespace = 'public'::regnamespace) as owned,
        (select count(*)::int from pg_auth_members m where m.member = r.oid) as groups
      from pg_roles r where rolname like 'evenbook%' order by rolname`)
    expect([...roles]).toEqual([
      { name: 'evenbook_app', strong: false, owned: 0, groups: 0 },
      { name: 'evenbook_queue', strong: false, owned: 0, groups: 0 },
    ])
  })
})

describe('a member who has not every company', () => {
  const asMember = <T>(companies: string, work: (tx: Transaction) => Promise<T>) =>
    database.app.transaction(async tx => {
      await tx.execute(sql`select set_config('app.account', ${mine.accountId}, true)`)
      await tx.execute(sql`select set_config('app.companies', ${companies}, true)`)
      return work(tx)
    })
  const ofCompanies = [
    ...['companies', 'connections', 'postings', 'sends', 'runs', 'company_lanes', 'mapping_keys', 'mappings'],
    ...['records', 'settings', 'api_calls', 'reference_lists', 'reference_items', 'receipts'],
    ...[
      'posting_sources',
      'posting_needs',
      'posting_events',
      'send_members',
      'run_items',
      'alerts',
      'alert_mails',
    ],
  ]
  const count = (tx: Transaction, table: string) =>
    tx.execute(sql`select 1 from ${sql.identifier(table)}`).then(rows => rows.length)

  test('sees the rows of their companies and of no other', async () => {
    for (const table of ofCompanies) {
      expect(await asMember(mine.companyId, tx => count(tx, table)), table).toBeGreaterThan(0)
      expect(await asMember(newId(), tx => count(tx, table)), table).toBe(0)
    }
  })

  test('changes none of another company', async () => {
    const row = { accountId: mine.accountId, id: newId(), companyId: mine.companyId, kind: 'record' }
    const wrong = asMember(newId(), tx => tx.insert(schema.runs).values(row))
    expect(await refusal(wrong)).toMatch(/row-level security/)
    const changed = await asMember(newId(), tx => tx.update(schema.records).set({ number: 'x' }).returning())
    expect(changed).toEqual([])
  })
})

describe('another account’s rows', () => {
  test('one’s own rows are seen in every table (or the tests below would prove nothing)', async () => {
    for (const table of tenantTables) {
      const rows = await as(mine.accountId, tx =>
        tx.execute(sql`select account_id from ${sql.identifier(table)}`),
      )
      expect(rows.length, table).toBeGreaterThan(0)
      expect(new Set(rows.map(row => row.account_id)), table).toEqual(new Set([mine.accountId]))
    }
  })

  test('without an account nothing is seen in any table, also after a transaction that had one', async () => {
    for (const table of tenantTables) {
      await as(mine.accountId, tx => tx.execute(sql`select 1`))
      expect(await database.app.execute(sql`select 1 from ${sql.identifier(table)}`), table).toHaveLength(0)
    }
  })

  test('cannot be changed or deleted in any table', async () => {
    for (const table of tenantTables) {
      const name = sql.identifier(table)
      const column = sql.identifier(table === 'activity' ? 'position' : 'account_id')
      const update = sql`update ${name} set ${column} = ${column} where account_id = ${theirs.accountId}`
      const remove = sql`delete from ${name} where account_id = ${theirs.accountId}`
      for (const statement of [update, remove]) {
        const outcome = await as(mine.accountId, tx => tx.execute(statement)).then(
          result => result.count,
          () => 'refused',
        )
        expect(historyTables.includes(table) && outcome === 'refused' ? 0 : outcome, table).toBe(0)
      }
      const left = await as(theirs.accountId, tx => tx.execute(sql`select 1 from ${name}`))
      expect(left.length, table).toBeGreaterThan(0)
    }
  })

  test('cannot be added, nor one’s own given away, in any table', async () => {
    for (const table of tenantTables) {
      const name = sql.identifier(table)
      const copy = sql`insert into ${name} select (jsonb_populate_record(t, ${`{"account_id":"${theirs.accountId}"}`}::jsonb)).* from ${name} t`
      expect(await refusal(as(mine.accountId, tx => tx.execute(copy))), table).toMatch(/row-level security/)
      const give = sql`update ${name} set account_id = ${theirs.accountId}`
      expect(await refusal(as(mine.accountId, tx => tx.execute(give))), table).toMatch(
        historyTables.includes(table) ? /permission denied/ : /row-level security/,
      )
    }
  })

  test('cannot be referred to: a foreign key carries the account', async () => {
    const stray = database.owner
      .insert(schema.companyLanes)
      .values({ accountId: mine.accountId, companyId: theirs.companyId })
    expect(await refusal(stray.execute())).toMatch(/foreign key/)
    const own = database.owner
      .insert(schema.runs)
      .values({ accountId: mine.accountId, id: newId(), companyId: mine.companyId, kind: 'record' })
    expect(await refusal(own.execute())).toBe('not refused')
  })
})

describe('the app’s role', () => {
  test('cannot switch row-level security off, change the schema or become another role', async () => {
    const attempts = [
      sql`alter table postings disable row level security`,
      sql`alter table postings no force row level security`,
      sql`drop policy postings_account on postings`,
      sql`create policy open on postings using (true)`,
      sql`create table mine (id int)`,
      sql`truncate postings`,
      sql`set role evenbook_queue`,
      sql`set session authorization postgres`,
      sql`delete from pgboss.job`,
      sql`update pgboss.queue set notify = false`,
    ]
    for (const attempt of attempts) {
      expect(await refusal(as(mine.accountId, tx => tx.execute(attempt)))).toMatch(
        /must be owner|permission denied/,
      )
    }
    const off = as(mine.accountId, async tx => {
      await tx.execute(sql`set local row_security = off`)
      await tx.execute(sql`select 1 from postings`)
    })
    expect(await refusal(off)).toMatch(/would be affected by row-level security/)
  })

  test('cannot rewrite history, and may fill the chain of activity', async () => {
    for (const table of historyTables) {
      const name = sql.identifier(table)
      const remove = as(mine.accountId, tx => tx.execute(sql`delete from ${name}`))
      expect(await refusal(remove)).toMatch(/permission denied/)
    }
    const edit = as(mine.accountId, tx => tx.execute(sql`update posting_events set message = 'x'`))
    expect(await refusal(edit)).toMatch(/permission denied/)
    const rewrite = as(mine.accountId, tx => tx.execute(sql`update activity set verb = 'x'`))
    expect(await refusal(rewrite)).toMatch(/permission denied/)
    const chain = await as(mine.accountId, tx =>
      tx.execute(sql`update activity set chained = true, hash = 'h'`),
    )
    expect(chain.count).toBe(1)
  })
})

test('an owner that is no superuser can migrate, twice', async () => {
  const name = `plain_${Buffer.from(randomKey(64), 'base64url').toString('hex')}`
  const owner = database.owner.$client
  await owner.unsafe(`create role ${name} login createrole password '${name}'`)
  await owner.unsafe(`grant evenbook_queue, evenbook_app to ${name} with admin option`)
  await owner.unsafe(`create database ${name} owner ${name}`)
  const url = new URL(database.ownerUrl)
  url.pathname = name
  url.username = name
  url.password = name
  const urls = {
    DATABASE_URL: Secret.of(url.href),
    DATABASE_APP_URL: Secret.of(database.appUrl),
    DATABASE_QUEUE_URL: Secret.of(database.queueUrl),
  }
  await migrate(urls)
  await migrate(urls)
  const sqlAs = postgres(url.href, { max: 1 })
  expect(await sqlAs`select 1 from pg_tables where schemaname = 'public'`).not.toHaveLength(0)
  await sqlAs.end()
  await owner.unsafe(`drop database ${name}`)
  await owner.unsafe(`drop role ${name}`)
})

test('numbers come back digit by digit, as money and inside json', async () => {
  const text = '{"a":0.1,"b":1e-7,"c":9007199254740993.01,"d":[1.50]}'
  const total = Decimal.parse('90071992547409.930001')
  const read = await as(mine.accountId, async tx => {
    await tx.update(schema.postings).set({ payload: parseJson(text), expectedTotal: total })
    return tx.select().from(schema.postings)
  })
  expect(canonicalJson(read[0]?.payload)).toBe(canonicalJson(parseJson(text)))
  expect(read[0]?.expectedTotal?.toText()).toBe('90071992547409.930001')
})

const historyTables = ['activity', 'posting_events']
