import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inAccount } from '../../../lib/accounts/transaction.ts'
import { chain, list, record, verify } from '../../../lib/activity/activity.ts'
import { Decimal } from '../../../lib/std/decimal.ts'
import { appEnvironment, bareAccount } from '../../support/accounts.ts'
import type { TestDatabase } from '../../support/database.ts'

let database: TestDatabase

beforeAll(async () => {
  database = await appEnvironment()
})
afterAll(() => database.close())

async function withRows(count: number): Promise<string> {
  const { accountId } = await bareAccount()
  await inAccount(accountId, async tx => {
    for (let place = 0; place < count; place += 1) {
      await record(tx, {
        accountId,
        actor: null,
        verb: 'invoice.posted',
        subject: `invoice:${place}`,
        detail: { total: Decimal.parse('1042.10'), number: `INV-${place}` },
      })
    }
  })
  return accountId
}

test('rows are chained apart from their transaction, by two jobs at once too, and the chain is whole', async () => {
  const accountId = await withRows(30)
  const done = await Promise.all([inAccount(accountId, chain), inAccount(accountId, chain)])
  expect(done.toSorted()).toEqual([0, 30])
  expect(await inAccount(accountId, verify)).toEqual({ kind: 'whole', rows: 30 })
  const [newest] = await inAccount(accountId, tx => list(tx, { subject: 'invoice:7', limit: 5 }))
  expect(newest).toMatchObject({ actorName: 'Evenbook', chained: true })
})

test('a changed row and a removed row break the chain at their place', async () => {
  const changed = await withRows(6)
  await inAccount(changed, chain)
  await database.owner.execute(
    sql`update activity set detail = '{"total": 1}' where account_id = ${changed} and position = 4`,
  )
  expect(await inAccount(changed, verify)).toEqual({ kind: 'broken', position: 4, reason: 'changed' })

  const removed = await withRows(6)
  await inAccount(removed, chain)
  await database.owner.execute(sql`delete from activity where account_id = ${removed} and position = 3`)
  expect(await inAccount(removed, verify)).toEqual({ kind: 'broken', position: 3, reason: 'missing' })
})

test('the app itself can neither rewrite nor remove what was said', async () => {
  const accountId = await withRows(1)
  const attempt = (statement: ReturnType<typeof sql>) =>
    inAccount(accountId, async tx => void (await tx.execute(statement)))
  await expect(attempt(sql`update activity set verb = 'nothing.happened'`)).rejects.toThrow()
  await expect(attempt(sql`delete from activity`)).rejects.toThrow()
})
