import { createHmac } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { claimOrganisation } from '../../../lib/accounts/directory.ts'
import { inAccount } from '../../../lib/accounts/transaction.ts'
import { present } from '../../../lib/std/assert.ts'
import { Secret } from '../../../lib/std/secret.ts'
import { handleWebhook } from '../../../lib/webhooks/handle.ts'
import { receiveXero } from '../../../lib/webhooks/receive.ts'
import { appEnvironment, type BareAccount, bareAccount } from '../../support/accounts.ts'
import type { TestDatabase } from '../../support/database.ts'

const key = 'a signing key of the app'
let database: TestDatabase
let account: BareAccount

beforeAll(async () => {
  database = await appEnvironment()
  account = await bareAccount()
  const { accountId, companyId } = account
  await inAccount(accountId, tx =>
    claimOrganisation(tx, { vendor: 'xero', organisationId: 'org-1', accountId, companyId }),
  )
})
afterAll(() => database.close())

const receive = (body: string, signedWith = key) => {
  const signature = createHmac('sha256', signedWith).update(body).digest('base64')
  return receiveXero(Secret.of(key), Buffer.from(body), signature)
}

const lastId = async () => {
  const rows = await database.owner.execute<{ id: string }>(sql`select max(id) as id from webhook_inbox`)
  return Number(present(rows[0], 'An inbox.').id)
}

const outcome = async (id: number) => {
  await handleWebhook(id)
  return (await database.owner.execute(sql`select outcome from webhook_inbox where id = ${id}`))[0]
}

test('intent to receive: right signatures 200, wrong ones 401, no key no address', async () => {
  const body = '{"events":[],"firstEventSequence":0,"lastEventSequence":0}'
  expect(await receive(body)).toBe(200)
  expect(await receive(body, 'another key')).toBe(401)
  expect(await receiveXero(Secret.of(key), Buffer.from(body), '')).toBe(401)
  expect(await receiveXero(undefined, Buffer.from(body), '')).toBe(404)
  expect(await outcome(await lastId())).toEqual({ outcome: 'not used' })
})

test('a changed contact makes the lists of that company be read again', async () => {
  const event = { tenantId: 'org-1', eventCategory: 'CONTACT', eventType: 'CREATE', resourceId: 'c1' }
  const foreign = { ...event, tenantId: 'org-of-nobody' }
  expect(await receive(JSON.stringify({ events: [foreign, event, event] }))).toBe(200)
  expect(await outcome(await lastId())).toEqual({ outcome: 'noted' })
  const jobs = await database.owner.execute(
    sql`select data from pgboss.job where name = 'refresh-reference' and state = 'created'`,
  )
  const { accountId, companyId } = account
  expect(jobs.map(({ data }) => (typeof data === 'string' ? JSON.parse(data) : data))).toEqual([
    { accountId, companyId },
  ])
})

test('what is no list of events is malformed', async () => {
  expect(await receive('{"events":5}')).toBe(200)
  expect(await outcome(await lastId())).toEqual({ outcome: 'malformed' })
})
