import { createHmac } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { claimOrganisation } from '../../../lib/accounts/directory.ts'
import { inAccount } from '../../../lib/accounts/transaction.ts'
import { present } from '../../../lib/std/assert.ts'
import { Secret } from '../../../lib/std/secret.ts'
import { handleWebhook } from '../../../lib/webhooks/handle.ts'
import { receiveQuickBooks } from '../../../lib/webhooks/receive.ts'
import { appEnvironment, type BareAccount, bareAccount } from '../../support/accounts.ts'
import type { TestDatabase } from '../../support/database.ts'

const token = 'the verifier token of the app'
let database: TestDatabase
let first: BareAccount
let second: BareAccount

beforeAll(async () => {
  database = await appEnvironment()
  first = await bareAccount('First')
  second = await bareAccount('Second')
  for (const [organisationId, { accountId, companyId }] of [
    ['101', first],
    ['202', second],
  ] as const) {
    await inAccount(accountId, tx =>
      claimOrganisation(tx, { vendor: 'quickbooks', organisationId, accountId, companyId }),
    )
  }
})
afterAll(() => database.close())
beforeEach(async () => {
  await database.owner.execute(sql`delete from pgboss.job where name = 'refresh-reference'`)
})

const receive = (body: string, signedWith = token) => {
  const signature = createHmac('sha256', signedWith).update(body).digest('base64')
  return receiveQuickBooks(Secret.of(token), Buffer.from(body), signature)
}

/** Handles what came last; what became of it. */
const handled = async () => {
  const [last] = await database.owner.execute<{ id: string }>(sql`select max(id) as id from webhook_inbox`)
  const id = Number(present(last, 'An inbox.').id)
  await handleWebhook(id)
  const rows = await database.owner.execute(
    sql`select outcome, convert_from(body, 'UTF8') as body, account_id from webhook_inbox where id = ${id}`,
  )
  return present(rows[0], 'It was stored.')
}

const refreshed = async () => {
  const jobs = await database.owner.execute(
    sql`select data from pgboss.job where name = 'refresh-reference' and state = 'created'`,
  )
  return jobs.map(({ data }) => (typeof data === 'string' ? JSON.parse(data) : data))
}

const cloudEvent = (realm: string, type: string, id: string) => ({
  ...{ specversion: '1.0', id: `event-${realm}-${id}`, source: 'intuit.quickbooks', type },
  ...{ datacontenttype: 'application/json', time: '2026-11-26T01:00:00Z', data: {} },
  ...{ intuitentityid: id, intuitaccountid: realm },
})

const notification = (realmId: string, ...entities: [name: string, id: string][]) => ({
  realmId,
  dataChangeEvent: {
    entities: entities.map(([name, id]) => ({ name, id, operation: 'Update', lastUpdated: '2026-11-26' })),
  },
})

test('what is signed by the verifier token is stored as it came and answered 200; the rest is 401, without a token 404', async () => {
  const body = JSON.stringify([cloudEvent('101', 'qbo.invoice.updated.v1', '7')])
  expect(await receive(body)).toBe(200)
  expect(await handled()).toMatchObject({ outcome: 'not used', account_id: null, body })
  expect(await receive(body, 'another token')).toBe(401)
  expect(await receiveQuickBooks(Secret.of(token), Buffer.from(body), '')).toBe(401)
  expect(await receiveQuickBooks(undefined, Buffer.from(body), '')).toBe(404)
})

describe.each([
  [
    'CloudEvents',
    [
      cloudEvent('101', 'qbo.customer.updated.v1', '11'),
      cloudEvent('303', 'qbo.customer.created.v1', '33'),
      cloudEvent('202', 'qbo.invoice.created.v1', '22'),
      cloudEvent('101', 'qbo.item.created.v1', '12'),
    ],
  ],
  [
    'the shape before CloudEvents',
    {
      eventNotifications: [
        notification('101', ['Customer', '11'], ['Item', '12']),
        notification('303', ['Customer', '33']),
        notification('202', ['Invoice', '22']),
      ],
    },
  ],
])('%s', (_name, body) => {
  test('several companies in one delivery: each account gets its own, a company of nobody nothing', async () => {
    expect(await receive(JSON.stringify(body))).toBe(200)
    expect(await handled()).toMatchObject({ outcome: 'noted' })
    const { accountId, companyId } = first
    expect(await refreshed()).toEqual([{ accountId, companyId }])
  })
})

test.each([
  ['no JSON', '['],
  ['no list', '{"events":[]}'],
  ['an event without a company', '[{"type":"qbo.customer.updated.v1","intuitentityid":"1"}]'],
  [
    'a company that is no text',
    '[{"type":"qbo.customer.updated.v1","intuitentityid":"1","intuitaccountid":5}]',
  ],
  ['entities that are none', '{"eventNotifications":[{"realmId":"101","dataChangeEvent":{"entities":5}}]}'],
])('%s is malformed and wakes nobody', async (_name, body) => {
  expect(await receive(body)).toBe(200)
  expect(await handled()).toMatchObject({ outcome: 'malformed' })
  expect(await refreshed()).toEqual([])
})
