import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { psas } from '../../../drizzle/schema/accounts.ts'
import { inAccount } from '../../../lib/accounts/transaction.ts'
import { accountToday } from '../../../lib/accounts/zone.ts'
import { saveSettings } from '../../../lib/settings/settings.ts'
import { startRun } from '../../../lib/sync/run.ts'
import { expensesView } from '../../../lib/sync/views/expenses.ts'
import { results } from '../../../lib/sync/views/results.ts'
import { appEnvironment, bareAccount } from '../../support/accounts.ts'
import type { TestDatabase } from '../../support/database.ts'

let database: TestDatabase

beforeAll(async () => {
  database = await appEnvironment()
})
afterAll(() => database.close())

test('Time zone: a day of Results begins and ends where the company is', async () => {
  const { accountId, companyId, userId } = await bareAccount()
  const actor = { id: userId, name: 'Jane Ng' }
  const asked = [{ recordId: '1', number: 'INV-1', previewHash: null }]
  await inAccount(accountId, tx => startRun({ tx, accountId, companyId, actor }, 'record', asked))
  // Early on 1 July in Sydney, still 30 June in Greenwich.
  await database.owner.execute(
    sql`update postings set updated_at = '2026-06-30T20:00:00Z' where account_id = ${accountId}`,
  )
  const onFirst = async () => {
    const filter = { companyId, view: 'all' as const, search: '', from: '2026-07-01', to: '2026-07-01' }
    return (await inAccount(accountId, tx => results(tx, filter, 1))).rows.map(row => row.number)
  }
  expect(await onFirst()).toEqual([])
  const values = { 'time-zone': 'Australia/Sydney' }
  const save = (zone: Record<string, string>) =>
    inAccount(accountId, tx =>
      saveSettings(tx, { scope: 'company', scopeId: companyId, values: zone, version: 0, actor }),
    )
  expect(await save({ 'time-zone': 'Mars/Base' })).toMatchObject({ kind: 'invalid' })
  expect(await save(values)).toMatchObject({ kind: 'saved' })
  expect(await onFirst()).toEqual(['INV-1'])
  await database.owner.execute(sql`delete from settings where key = 'time-zone' and scope_id = ${companyId}`)
  expect(await onFirst()).toEqual([])
  await inAccount(accountId, tx => tx.update(psas).set({ serverTimeZone: 'AUS Eastern Standard Time' }))
  expect(await onFirst()).toEqual(['INV-1'])
})

test('the last days of expenses are counted from the day it is where the account’s ConnectWise stands', async () => {
  const { accountId } = await bareAccount()
  const evening = new Date('2026-06-30T20:00:00Z')
  const asked: string[] = []
  const expenses = async (since: string) => {
    asked.push(since)
    return []
  }
  for (const serverTimeZone of ['GMT Standard Time', 'AUS Eastern Standard Time']) {
    await inAccount(accountId, tx => tx.update(psas).set({ serverTimeZone }))
    const today = await inAccount(accountId, tx => accountToday(tx, evening))
    await expensesView({ expenses }, [], today)
  }
  expect(asked).toEqual(['2026-04-01', '2026-04-02'])
})
