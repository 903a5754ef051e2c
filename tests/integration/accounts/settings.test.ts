import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inAccount } from '../../../lib/accounts/transaction.ts'
import { list } from '../../../lib/activity/activity.ts'
import { catalog, settingKeys } from '../../../lib/settings/catalog.ts'
import { companyOptions, readSetting, readSettings, saveSettings } from '../../../lib/settings/settings.ts'
import { appEnvironment, type BareAccount, bareAccount } from '../../support/accounts.ts'
import type { TestDatabase } from '../../support/database.ts'

let database: TestDatabase
let account: BareAccount

beforeAll(async () => {
  database = await appEnvironment()
})
afterAll(() => database.close())

async function fresh() {
  account = await bareAccount()
  return account
}

const save = (values: Record<string, unknown>, version: number, scope: 'account' | 'company' = 'company') =>
  inAccount(account.accountId, tx =>
    saveSettings(tx, {
      scope,
      scopeId: scope === 'company' ? account.companyId : account.accountId,
      values,
      version,
      actor: { id: account.userId, name: 'Jane Ng' },
    }),
  )

const jobs = async () => {
  const rows = await database.owner.execute<{ name: string; data: string }>(
    sql`select name, data::text as data from pgboss.job order by name`,
  )
  return rows.filter(row => row.data.includes(account.accountId)).map(row => row.name)
}

test('every entry is kept under its own key and its default passes its own schema', () => {
  for (const key of settingKeys) {
    expect(catalog[key].key).toBe(key)
    expect(catalog[key].schema.safeParse(catalog[key].default).success).toBe(true)
    const { dependsOn } = catalog[key]
    if (dependsOn) expect(settingKeys).toContain(dependsOn.key)
  }
})

test('defaults stand until something is chosen, and the plan sees the choice', async () => {
  const { accountId, companyId } = await fresh()
  const before = await inAccount(accountId, tx => companyOptions(tx, companyId))
  expect(before).toMatchObject({ unknownCustomer: 'ask', postAs: 'approved', roundingAccountId: null })
  expect(before.roundingLimit.toText()).toBe('0.05')
  const saved = await save(
    { 'unknown-customer': 'create', 'rounding-limit': '0.10', items: 'when-mapped' },
    0,
  )
  expect(saved).toMatchObject({ kind: 'saved', changed: ['unknown-customer', 'rounding-limit'] })
  const after = await inAccount(accountId, tx => companyOptions(tx, companyId))
  expect(after.unknownCustomer).toBe('create')
  expect(after.roundingLimit.toText()).toBe('0.1')
  expect(await jobs()).toEqual(['wake-company'])
})

test('each change is one line of activity with both values; saving what stands already is none', async () => {
  const { accountId } = await fresh()
  const first = await save({ 'real-time': false }, 0, 'account')
  expect(first).toMatchObject({ kind: 'saved', changed: ['real-time'], version: 1 })
  expect(await save({ 'real-time': false }, 1, 'account')).toMatchObject({ changed: [], version: 1 })
  const lines = await inAccount(accountId, tx => list(tx, { subject: 'setting:real-time', limit: 10 }))
  expect(lines).toHaveLength(1)
  expect(lines[0]).toMatchObject({
    actorName: 'Jane Ng',
    detail: { label: 'Real-Time Sync enabled', from: true, to: false },
  })
  expect(await inAccount(accountId, tx => readSetting(tx, catalog['real-time'], accountId))).toBe(false)
  expect(await jobs()).toEqual(['ensure-callbacks'])
})

test('of two forms read at the same version the second is told what stands now, and nothing of it is saved', async () => {
  const { accountId, companyId } = await fresh()
  const results = await Promise.all([save({ 'post-as': 'draft' }, 0), save({ items: 'required' }, 0)])
  expect(results.map(result => result.kind).toSorted()).toEqual(['conflict', 'saved'])
  const now = await inAccount(accountId, tx => readSettings(tx, 'company', companyId))
  const conflict = results.find(result => result.kind === 'conflict')
  expect(conflict).toEqual({ kind: 'conflict', current: now })
  const changed = ['post-as', 'items'] as const
  expect(changed.filter(key => now.values.get(key) !== catalog[key].default)).toHaveLength(1)
})

test('a form with one value that cannot be is refused whole, field by field', async () => {
  const { accountId, companyId } = await fresh()
  const result = await save(
    { 'post-as': 'draft', 'rounding-limit': '5', 'real-time': true, nonsense: 1, items: 'maybe' },
    0,
  )
  expect(result).toMatchObject({ kind: 'invalid' })
  expect(result.kind === 'invalid' && Object.keys(result.errors).toSorted()).toEqual([
    'items',
    'nonsense',
    'real-time',
    'rounding-limit',
  ])
  for (const text of ['abc', '-0.01', '0.001', '', '1e9', 5]) {
    expect(await save({ 'rounding-limit': text }, 0), String(text)).toMatchObject({ kind: 'invalid' })
  }
  const now = await inAccount(accountId, tx => readSettings(tx, 'company', companyId))
  expect(now.values.get('post-as')).toBe('approved')
})

test('another account’s settings are not seen', async () => {
  const mine = await fresh()
  await save({ 'post-as': 'draft' }, 0)
  const other = await bareAccount('Other')
  const seen = await inAccount(other.accountId, tx => companyOptions(tx, mine.companyId))
  expect(seen.postAs).toBe('approved')
})
