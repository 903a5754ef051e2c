import { stringify } from 'csv-stringify/sync'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Transaction } from '../../../drizzle/client.ts'
import { inAccount } from '../../../lib/accounts/transaction.ts'
import { diffOf } from '../../../lib/mappings/import.ts'
import { mappingList } from '../../../lib/mappings/list.ts'
import { applySet, undoSet } from '../../../lib/mappings/sets.ts'
import { appEnvironment, type BareAccount, bareAccount } from '../../support/accounts.ts'
import type { TestDatabase } from '../../support/database.ts'

let database: TestDatabase
let account: BareAccount

const many = 10_000

beforeAll(async () => {
  database = await appEnvironment()
  account = await bareAccount()
  const { accountId, companyId } = account
  await inside(async tx => {
    await tx.execute(
      sql`insert into reference_lists (account_id, owner_id, kind) values (${accountId}::uuid, ${companyId}::uuid, 'contact'), (${accountId}::uuid, ${accountId}::uuid, 'psa-customer')`,
    )
    await tx.execute(sql`
      insert into reference_items (account_id, owner_id, kind, id, code, name, data)
      select ${accountId}::uuid, ${companyId}::uuid, 'contact', 'c' || n, '', 'Customer ' || n, jsonb_build_object('psaId', '') from generate_series(1, ${many}) n
      union all
      select ${accountId}::uuid, ${accountId}::uuid, 'psa-customer', n::text, 'C' || n, 'Customer ' || n, '{}'::jsonb from generate_series(1, ${many}) n`)
    await tx.execute(sql`
      insert into mapping_keys (account_id, company_id, kind, psa_key, psa_name)
      select ${accountId}::uuid, ${companyId}::uuid, 'customer', n::text, 'Customer ' || n from generate_series(1, ${many}) n`)
    await tx.execute(sql`
      insert into records (account_id, kind, source_id, company_id, number, customer_id, customer_name, date, total, currency, closed, unposted, check_state, mapping_keys)
      select ${accountId}::uuid, 'invoice', n::text, ${companyId}::uuid, n::text, n::text, 'Customer', '2026-11-01', 10, 'AUD', true, n % 2 = 0, 'problems',
             array['customer:' || n, 'account:200', 'tax:1', 'item:non-product:Service'] from generate_series(1, ${many}) n`)
  })
}, 120_000)
afterAll(() => database.close())

function inside<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
  return inAccount(account.accountId, work)
}

async function timed<T>(what: string, work: () => Promise<T>): Promise<{ value: T; ms: number }> {
  const began = performance.now()
  const value = await work()
  const ms = Math.round(performance.now() - began)
  console.log(`${what}: ${ms} ms`)
  return { value, ms }
}

test('ten thousand keys are listed, imported and taken back quickly', async () => {
  const { companyId, userId } = account
  const ask = { companyId, kind: 'customer', categoryId: null } as const
  const list = () => inside(tx => mappingList(tx, ask, null))
  await list()
  const listed = await timed('the list of 10,000 keys', list)
  expect(listed.value).toHaveLength(many)
  expect(listed.value.filter(line => line.suggestion?.reason === 'same name')).toHaveLength(many)
  expect(listed.value.reduce((all, line) => all + line.waiting, 0)).toBe(many / 2)

  const text = stringify([
    ['Kind', 'ConnectWise', 'Ledger id'],
    ...Array.from({ length: many }, (_, n) => ['customer', String(n + 1), `c${n + 1}`]),
  ])
  const diff = await timed('the diff of 10,000 rows', () => inside(tx => diffOf(tx, companyId, [ask], text)))
  if (typeof diff.value === 'string') throw new Error(diff.value)
  const { changes } = diff.value
  expect(changes).toHaveLength(many)
  const actor = { id: userId, name: 'Jane Ng' }
  const applied = await timed('10,000 changes applied', () =>
    inside(tx => applySet(tx, { companyId, source: 'import', title: '', changes, actor })),
  )
  const { setId } = applied.value
  const undone = await timed('10,000 changes taken back', () =>
    inside(tx => undoSet(tx, { companyId, setId, actor })),
  )
  expect(undone.value).toEqual({ restored: many, kept: 0 })
  // Far above what a quiet machine needs: the growth with the square of the rows is what must not come back.
  for (const { ms } of [listed, diff, applied, undone]) expect(ms).toBeLessThan(30_000)
}, 120_000)
