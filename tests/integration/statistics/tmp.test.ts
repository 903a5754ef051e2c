import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inAccount } from '../../../lib/accounts/transaction.ts'
import { newId } from '../../../lib/std/id.ts'
import { statistics } from '../../../lib/statistics/statistics.ts'
import { appEnvironment, type BareAccount, bareAccount } from '../../support/accounts.ts'
import type { TestDatabase } from '../../support/database.ts'

let database: TestDatabase
let account: BareAccount

beforeAll(async () => {
  database = await appEnvironment()
})
afterAll(() => database.close())

const now = new Date('2026-11-25T10:00:00Z')

interface Spec {
  postedAt: string | null
  closedAt?: string | null
  createdAt?: string
  kind?: string
  state?: string
  operation?: string
  target?: string
  companyId?: string
}

let serial = 0

async function posting(spec: Spec): Promise<void> {
  serial += 1
  const { postedAt, closedAt = null, kind = 'invoice', operation = 'create', target = 'ledger' } = spec
  const state = spec.state ?? 'confirmed'
  const companyId = spec.companyId ?? account.companyId
  const id = newId()
  const { unsafe } = { unsafe: database.owner.$client.unsafe.bind(database.owner.$client) }
  const at = (moment: string | null | undefined) => (moment ? `'${moment}'` : 'null')
  await unsafe(`
    insert into postings (account_id, id, company_id, target, operation, kind, state, origin, created_at, posted_at)
    values ('${account.accountId}', '${id}', '${companyId}', '${target}', '${operation}', '${kind}', '${state}', 'click', ${at(spec.createdAt ?? postedAt ?? '2026-11-01T00:00:00Z')}, ${at(postedAt)})`)
  await unsafe(`
    insert into posting_sources (account_id, posting_id, origin, kind, source_id, part)
    values ('${account.accountId}', '${id}', 'psa', 'invoice', 's${serial}', 'document')`)
  await unsafe(`
    insert into records (account_id, kind, source_id, company_id, number, customer_id, customer_name, date, total, currency, closed, unposted, closed_at)
    values ('${account.accountId}', 'invoice', 's${serial}', '${companyId}', 'n${serial}', '1', 'A', '2026-11-01', 1, 'AUD', true, false, ${at(closedAt)})`)
}

const read = (options: { companyId?: string | null; zone?: string } = {}) =>
  inAccount(account.accountId, tx => statistics(tx, { companyId: null, zone: 'UTC', now, ...options }))


test('a hundred thousand postings are counted in time', async () => {
  account = await bareAccount()
  const { accountId, companyId } = account
  const run = (text: string) => database.owner.$client.unsafe(text)
  await run(`
    insert into postings (account_id, id, company_id, target, operation, kind, state, origin, payload, created_at, posted_at, confirmed_at)
    select '${accountId}', gen_random_uuid(), '${companyId}', 'ledger', 'create', 'invoice', case n % 50 when 0 then 'blocked' else 'confirmed' end, 'click',
      jsonb_build_object('lines', repeat('x', 300)), at, case n % 50 when 0 then null else at + interval '2 minutes' end, at + interval '3 minutes'
    from (select n, timestamptz '2026-11-25T00:00:00Z' - n * interval '330 seconds' as at from generate_series(1, 100000) n) x`)
  await run(`
    insert into posting_sources (account_id, posting_id, origin, kind, source_id, part)
    select account_id, id, 'psa', 'invoice', id::text, 'document' from postings where account_id = '${accountId}'`)
  await run(`
    insert into records (account_id, kind, source_id, company_id, number, customer_id, customer_name, date, total, currency, closed, unposted, closed_at)
    select account_id, 'invoice', id::text, company_id, '1', '1', 'A', '2026-11-01', 1, 'AUD', true, false, created_at from postings where account_id = '${accountId}'`)
  await run('vacuum analyze postings, posting_sources, records')
  const times: number[] = []
  for (let round = 0; round < 5; round += 1) {
    const startedMs = performance.now()
    expect((await read()).total).toBeGreaterThan(97_000)
    times.push(performance.now() - startedMs)
  }
  const ex = await inAccount(accountId, async tx => {
    const q = (t: string) => tx.execute(sql.raw('explain (analyze, buffers) ' + t))
    return [
      await q(`select to_char(posted_at at time zone 'UTC', 'YYYY-MM') m, kind, count(*) from postings where target='ledger' and operation='create' and kind in ('invoice','credit-note') and posted_at >= '2025-11-01' and posted_at < '2026-12-01' group by 1, 2`),
      await q(`select to_char(p.posted_at at time zone 'UTC', 'YYYY-MM') m, percentile_cont(0.5) within group (order by extract(epoch from p.posted_at - r.closed_at)::float8) from postings p join posting_sources s on s.account_id = p.account_id and s.posting_id = p.id and s.part='document' join records r on r.account_id = s.account_id and r.kind = s.kind and r.source_id = s.source_id where p.target='ledger' and p.operation='create' and p.kind in ('invoice','credit-note') and p.posted_at >= '2025-11-01' and p.posted_at < '2026-12-01' and r.closed_at <= p.posted_at group by 1`),
    ].map(rows => rows.map((r: Record<string, unknown>) => r['QUERY PLAN']).join('\n')).join('\n\n')
  })
  console.info(ex)
  const best = Math.min(...times)
  console.info(`statistics of 100,000 postings: ${times.map(ms => Math.round(ms)).join(', ')} ms`)
  // Other tests share the two cores: the time of a calm moment counts.
  expect(best).toBeLessThan(1_000)
  for (const name of ['counts','median']) void name
}, 500_000)
