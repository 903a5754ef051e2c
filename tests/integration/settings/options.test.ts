import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { offersSyncAll } from '../../../app/[install]/(frame)/sync/offer.ts'
import { trimCalls } from '../../../lib/accounts/calls.ts'
import { ensureCallbacks } from '../../../lib/accounts/install.ts'
import { psaOf } from '../../../lib/accounts/psa.ts'
import { inAccount } from '../../../lib/accounts/transaction.ts'
import { locksOf } from '../../../lib/settings/locks.ts'
import { readSettings, saveSettings } from '../../../lib/settings/settings.ts'
import { mayGoByItself } from '../../../lib/sync/by-itself.ts'
import { type BareAccount, bareAccount } from '../../support/accounts.ts'
import { accountsWorld, adminOf, demoInput, type World } from '../../support/accounts-world.ts'
import { salesExport, salesLine } from '../../support/planning.ts'
import { planAfter } from '../../support/settled-plan.ts'

/** The account's Options, each by what it changes. */

let world: World
let account: BareAccount

beforeAll(async () => {
  world = await accountsWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  account = await bareAccount()
})

async function save(
  values: Record<string, unknown>,
  who: { accountId: string; companyId?: string } = account,
  scope: 'account' | 'company' = 'account',
): Promise<void> {
  const scopeId = scope === 'account' ? who.accountId : (who.companyId ?? '')
  await inAccount(who.accountId, async tx => {
    const { version } = await readSettings(tx, scope, scopeId)
    const saved = await saveSettings(tx, { scope, scopeId, values, version, actor: null })
    expect(saved.kind).toBe('saved')
  })
}

const jobs = async (accountId: string) => {
  const rows = await world.database.owner.execute<{ name: string; data: string }>(
    sql`select name, data::text as data from pgboss.job where state = 'created' order by name`,
  )
  return rows.filter(row => row.data.includes(accountId)).map(row => row.name)
}

test('Real-Time Sync enabled: a closed record goes by itself, and Manage reports it, only while it is on', async () => {
  const admin = await adminOf(demoInput())
  const { accountId } = admin
  const callbacks = async () => (await (await psaOf(accountId)).callbacks()).map(row => row.url)
  for (const on of [true, false, true]) {
    await save({ 'real-time': on }, admin)
    expect(await mayGoByItself(accountId)).toBe(on)
    await ensureCallbacks(accountId)
    expect(await callbacks()).toEqual(on ? [admin.callbackUrl] : [])
  }
  // The switch and the job that carries it to Manage are one transaction.
  expect(await jobs(accountId)).toContain('ensure-callbacks')
})

test('Hide "Sync All" Button: the Sync screen does not offer it', async () => {
  const offered = () => inAccount(account.accountId, tx => offersSyncAll(tx, account.accountId))
  expect(await offered()).toBe(true)
  await save({ 'hide-sync-all': true })
  expect(await offered()).toBe(false)
})

test('Warn on Missing Class for Tracking Codes: the record goes with a warning instead of waiting', async () => {
  const record = salesExport({ lines: [salesLine({ segments: ['', '', ''] })] })
  const company = { 'segment-2-category': 'region' }
  const waits = await planAfter({ company, account: { 'warn-missing-class': false } }, { record })
  expect(waits.ready).toBe(false)
  expect(waits.problems).toMatchObject([{ code: 'tracking-missing' }])
  const goes = await planAfter({ company, account: { 'warn-missing-class': true } }, { record })
  expect(goes.ready).toBe(true)
  expect(goes.problems).toMatchObject([{ code: 'tracking-missing', warn: true }])
})

describe('COGS validation', () => {
  const record = salesExport({ lines: [salesLine({ costAccount: '' })] })

  test('COGS Validation enabled: a revenue line without a cost account stops its record', async () => {
    const off = await planAfter({ account: { 'cogs-validation': false } }, { record })
    expect([off.problems, off.ready]).toEqual([[], true])
    const on = await planAfter({ account: { 'cogs-validation': true } }, { record })
    expect(on.problems).toMatchObject([{ code: 'cost-account-missing' }])
    expect(on.ready).toBe(false)
  })

  test('COGS Validation enabled: on and locked, with the reason, while Procurement is among a company’s records', async () => {
    const locks = () =>
      inAccount(account.accountId, tx => locksOf(tx, ['cogs-validation'], account.accountId))
    expect(await locks()).toEqual(new Map())
    await save({ 'record-kinds': ['invoices', 'procurement'] }, account, 'company')
    const lock = (await locks()).get('cogs-validation')
    expect(lock?.value).toBe(true)
    expect(lock?.reason).toContain('Procurement is among the records of Bare')
    const company = { 'record-kinds': ['invoices', 'procurement'] }
    const plan = await planAfter({ account: { 'cogs-validation': false }, company }, { record })
    expect(plan.ready).toBe(false)
  })
})

test('Keep logged calls for: at night what is older goes', async () => {
  const { accountId } = account
  for (const days of [8, 6]) {
    await world.database.owner.execute(sql`
      insert into api_calls (account_id, at, system, method, path, ms, request_headers, response_headers)
      values (${accountId}, now() - ${days} * interval '1 day', 'xero', 'GET', '/Invoices', 1, '{}', '{}')`)
  }
  expect(await trimCalls(accountId)).toBe(0)
  await save({ 'api-log-days': 7 })
  expect(await trimCalls(accountId)).toBe(1)
})

test('what every plan obeys wakes every company of the account', async () => {
  await save({ 'warn-missing-class': true })
  expect(await jobs(account.accountId)).toEqual(['wake-company'])
})
