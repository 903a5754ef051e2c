import { afterAll, beforeAll, expect, test } from 'vitest'
import { inAccount } from '../../../lib/accounts/transaction.ts'
import { record } from '../../../lib/activity/activity.ts'
import {
  type ActivityFilter,
  activityPage,
  activityPageSize,
  exportActivity,
} from '../../../lib/activity/history.ts'
import { readSettings, saveSettings } from '../../../lib/settings/settings.ts'
import { appEnvironment, type BareAccount, bareAccount } from '../../support/accounts.ts'
import type { TestDatabase } from '../../support/database.ts'

let database: TestDatabase
let account: BareAccount

beforeAll(async () => {
  database = await appEnvironment()
  account = await bareAccount()
})
afterAll(() => database.close())

const all: ActivityFilter = { who: '', kind: '', text: '', from: '', to: '', zone: 'UTC' }
const ask = <T>(work: Parameters<typeof inAccount<T>>[1]) => inAccount(account.accountId, work)
const found = async (filter: Partial<ActivityFilter>) =>
  (await ask(tx => activityPage(tx, { ...all, ...filter }, null))).rows

test('a changed setting tells who, what, before and after, and is found by each', async () => {
  const { accountId, userId } = account
  await ask(async tx => {
    const { version } = await readSettings(tx, 'account', accountId)
    const save = {
      scope: 'account',
      scopeId: accountId,
      version,
      actor: { id: userId, name: 'Jane Ng' },
    } as const
    await saveSettings(tx, { ...save, values: { 'api-log-days': 7, 'hide-sync-all': true } })
    await record(tx, {
      accountId,
      actor: null,
      verb: 'connection.closed',
      subject: 'x',
      detail: { vendor: 'xero' },
    })
  })
  const [line, ...more] = await found({ kind: 'setting', text: 'api-log-days' })
  expect(more).toEqual([])
  expect(line).toMatchObject({ who: 'Jane Ng', subject: 'setting:api-log-days', before: '30', after: '7' })
  expect(line?.what).toMatch(/^Setting changed: /)
  expect((await found({ kind: 'setting' })).map(row => row.after).toSorted()).toEqual(['7', 'on'])
  expect(await found({ who: 'evenbook' })).toMatchObject([{ who: 'Evenbook', more: 'vendor: xero' }])
  expect(await found({ text: '%' })).toEqual([])
  expect(await found({ to: '2020-01-01T00:00' })).toEqual([])
})

test('pages and export hold every line once', async () => {
  const { accountId } = account
  await ask(async tx => {
    for (let n = 0; n < activityPageSize + 5; n += 1)
      await record(tx, { accountId, actor: null, verb: 'tested', subject: `n:${n}`, detail: {} })
  })
  const first = await ask(tx => activityPage(tx, { ...all, text: 'tested' }, null))
  const second = await ask(tx => activityPage(tx, { ...all, text: 'tested' }, first.next))
  const ids = [...first.rows, ...second.rows].map(row => row.id)
  expect(new Set(ids).size).toBe(activityPageSize + 5)
  expect(second.next).toBeNull()
  const exported: string[] = []
  for await (const rows of exportActivity(ask, { ...all, text: 'tested' }))
    exported.push(...rows.map(row => row.id))
  expect(exported).toEqual(ids)
})
