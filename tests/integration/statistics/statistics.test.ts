import { afterAll, beforeAll, expect, test } from 'vitest'
import { inAccount } from '../../../lib/accounts/transaction.ts'
import { statistics } from '../../../lib/statistics/statistics.ts'
import { newId } from '../../../lib/std/id.ts'
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
  source?: string
  state?: string
  operation?: string
  target?: string
  companyId?: string
}

let serial = 0

async function posting(spec: Spec): Promise<void> {
  serial += 1
  const { postedAt, closedAt = null, kind = 'invoice', operation = 'create', target = 'ledger' } = spec
  const { state = 'confirmed', source = 'invoice' } = spec
  const companyId = spec.companyId ?? account.companyId
  const id = newId()
  const { unsafe } = { unsafe: database.owner.$client.unsafe.bind(database.owner.$client) }
  const at = (moment: string | null | undefined) => (moment ? `'${moment}'` : 'null')
  await unsafe(`
    insert into postings (account_id, id, company_id, target, operation, kind, state, origin, created_at, posted_at)
    values ('${account.accountId}', '${id}', '${companyId}', '${target}', '${operation}', '${kind}', '${state}', 'click', ${at(spec.createdAt ?? postedAt ?? '2026-11-01T00:00:00Z')}, ${at(postedAt)})`)
  await unsafe(`
    insert into posting_sources (account_id, posting_id, origin, kind, source_id, part)
    values ('${account.accountId}', '${id}', 'psa', '${source}', 's${serial}', 'document')`)
  await unsafe(`
    insert into records (account_id, kind, source_id, company_id, number, customer_id, customer_name, date, total, currency, closed, unposted, closed_at)
    values ('${account.accountId}', 'invoice', 's${serial}', '${companyId}', 'n${serial}', '1', 'A', '2026-11-01', 1, 'AUD', true, false, ${at(closedAt)})`)
}

const read = (options: { companyId?: string | null; zone?: string } = {}) =>
  inAccount(account.accountId, tx => statistics(tx, { companyId: null, zone: 'UTC', now, ...options }))

test('Sync Statistics: records synced per month by kind, thirteen months, the running one last', async () => {
  account = await bareAccount()
  await posting({ postedAt: '2026-11-02T00:00:00Z' })
  await posting({ postedAt: '2026-11-03T00:00:00Z', kind: 'credit-note' })
  await posting({ postedAt: '2026-11-03T00:00:00Z', kind: 'payment' })
  await posting({ postedAt: '2026-10-03T00:00:00Z', kind: 'bill' })
  await posting({ postedAt: '2025-11-01T00:00:00Z', kind: 'journal', source: 'expense' })
  // What stands beside an invoice is no record of its own.
  await posting({ postedAt: '2025-11-02T00:00:00Z', kind: 'journal' })
  // Neither is a record synced: thirteen months ago, a contact, a batch, another revision of the same record.
  await posting({ postedAt: '2025-10-31T23:59:59Z' })
  await posting({ postedAt: '2026-11-03T00:00:00Z', kind: 'contact' })
  await posting({ postedAt: '2026-11-03T00:00:00Z', kind: 'batch', target: 'psa' })
  await posting({ postedAt: '2026-11-03T00:00:00Z', operation: 'update' })
  const found = await read()
  expect(found.months.map(line => line.month)).toEqual([
    ...['2025-11', '2025-12', '2026-01', '2026-02', '2026-03', '2026-04', '2026-05'],
    ...['2026-06', '2026-07', '2026-08', '2026-09', '2026-10', '2026-11'],
  ])
  expect(found.months.at(-1)).toMatchObject({
    counts: { invoices: 2, payments: 1, procurement: 0, expenses: 0 },
    total: 3,
  })
  expect(found.months.at(-2)?.counts.procurement).toBe(1)
  expect(found.months[0]?.counts.expenses).toBe(1)
  expect(found.totals).toEqual({ invoices: 2, payments: 1, procurement: 1, expenses: 1 })
  expect(found.total).toBe(5)
})

test('months begin on the account’s clock', async () => {
  account = await bareAccount()
  await posting({ postedAt: '2026-10-31T13:30:00Z' })
  expect((await read()).months.at(-2)?.total).toBe(1)
  expect((await read({ zone: 'Australia/Sydney' })).months.at(-1)?.total).toBe(1)
})

test('each month has what lies between its first and its last moment there, summer time or not', async () => {
  account = await bareAccount()
  const firsts = [
    '2026-03-31T13:00:00Z',
    '2026-04-30T14:00:00Z',
    '2026-09-30T14:00:00Z',
    '2026-10-31T13:00:00Z',
  ]
  for (const first of firsts) {
    await posting({ postedAt: first })
    await posting({ postedAt: new Date(Date.parse(first) - 1).toISOString() })
    await posting({ postedAt: null, state: 'blocked', createdAt: first })
  }
  const found = await read({ zone: 'Australia/Sydney' })
  const shown = found.months.filter(line => line.total > 0 || line.success !== null)
  expect(shown.map(line => [line.month, line.total, line.success])).toEqual([
    ['2026-03', 1, 1],
    ['2026-04', 2, 2 / 3],
    ['2026-05', 1, 0.5],
    ['2026-09', 1, 1],
    ['2026-10', 2, 2 / 3],
    ['2026-11', 1, 0.5],
  ])
})

test('success is what stands in the ledger among that and what waits for a person; the median runs from closed to ledger', async () => {
  account = await bareAccount()
  const day = '2026-11-10T'
  await posting({ postedAt: `${day}00:01:00Z`, closedAt: `${day}00:00:00Z` })
  await posting({ postedAt: `${day}00:02:00Z`, closedAt: `${day}00:00:00Z` })
  await posting({ postedAt: `${day}09:00:00Z`, closedAt: `${day}00:00:00Z` })
  // Closed again after it was posted, or never said when: no time is known.
  await posting({ postedAt: `${day}00:00:00Z`, closedAt: '2026-11-20T00:00:00Z' })
  await posting({ postedAt: null, state: 'blocked', createdAt: `${day}00:00:00Z` })
  await posting({ postedAt: null, state: 'ready', createdAt: `${day}00:00:00Z` })
  const month = (await read()).months.at(-1)
  expect(month).toMatchObject({ total: 4, success: 0.8, medianSeconds: 120 })
  expect((await read()).months[0]).toMatchObject({ total: 0, success: null, medianSeconds: null })
})

test('of one company, and only of the companies that the reader has', async () => {
  account = await bareAccount()
  const { accountId } = account
  const second = newId()
  await database.owner.$client.unsafe(
    `insert into companies (account_id, id, name) values ('${accountId}', '${second}', 'Second')`,
  )
  await posting({ postedAt: '2026-11-02T00:00:00Z' })
  await posting({ postedAt: '2026-11-02T00:00:00Z', companyId: second })
  expect((await read()).total).toBe(2)
  expect((await read({ companyId: second })).total).toBe(1)
  const options = { companyId: null, zone: 'UTC', now }
  const seen = await inAccount(accountId, tx => statistics(tx, options), [second])
  expect(seen.total).toBe(1)
  expect((await inAccount((await bareAccount('Other')).accountId, tx => statistics(tx, options))).total).toBe(
    0,
  )
})
