import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ensureCallbacks } from '../../../lib/accounts/install.ts'
import { inAccount } from '../../../lib/accounts/transaction.ts'
import { readSettings, saveSettings } from '../../../lib/settings/settings.ts'
import { present } from '../../../lib/std/assert.ts'
import { handleWebhook } from '../../../lib/webhooks/handle.ts'
import { receiveConnectWise } from '../../../lib/webhooks/receive.ts'
import { DEMO, NORTHWIND } from '../../simulators/connectwise/index.ts'
import {
  type Admin,
  accountsWorld,
  adminOf,
  demoInput,
  northwindInput,
  type World,
} from '../../support/accounts-world.ts'

interface Delivery {
  tenant: string
  url: string
  signature: string
  body: string
}

interface Shown {
  id: number
  number: string
  closed: boolean
}

let world: World
let admin: Admin
let other: Admin
let invoices: Shown[]

beforeAll(async () => {
  world = await accountsWorld()
  admin = await adminOf(demoInput())
  other = await adminOf(northwindInput())
  await ensureCallbacks(admin.accountId)
  await ensureCallbacks(other.accountId)
  const books = await world.connectwise.control.truth<{ tenants: Record<string, { invoices: Shown[] }> }>()
  invoices = present(books.tenants[DEMO.company], 'The demo company has books.').invoices
})
afterAll(() => world.close())

const closed = (place: number) => present(invoices.filter(invoice => invoice.closed)[place], 'An invoice.')

/** What Manage would have delivered; nothing listens at the address, so its log is the mail. */
async function told(spec: object): Promise<Delivery> {
  const { control } = world.connectwise
  await control.call('POST', 'callbacks/send', { tenant: DEMO.company, ...spec })
  return present((await control.call<Delivery[]>('GET', 'callbacks')).at(-1), 'It was sent.')
}

const keyOf = (delivery: Delivery) => new URL(delivery.url).pathname.split('/').at(-1) ?? ''

const receive = (delivery: Delivery, key = keyOf(delivery)) =>
  receiveConnectWise(key, Buffer.from(delivery.body), delivery.signature)

interface Kept {
  id: number
  outcome: string | null
  accountId: string
}

async function inbox(): Promise<Kept[]> {
  const rows = await world.database.owner.execute<{ id: string; outcome: string | null; account_id: string }>(
    sql`select id, outcome, account_id from webhook_inbox order by received_at, id`,
  )
  return rows.map(row => ({ id: Number(row.id), outcome: row.outcome, accountId: row.account_id }))
}

async function outcomeOf(delivery: Delivery, key?: string): Promise<string | null | undefined> {
  expect(await receive(delivery, key)).toBe(202)
  const { id } = present((await inbox()).at(-1), 'It was kept.')
  await handleWebhook(id)
  return (await inbox()).find(row => row.id === id)?.outcome
}

async function postings(recordId: number): Promise<unknown[]> {
  return world.database.owner.execute(
    sql`select p.state from postings p join posting_sources s on s.posting_id = p.id where s.source_id = ${String(recordId)}`,
  )
}

describe('receiving', () => {
  test('is kept before it is answered, once, and a job is asked for', async () => {
    const delivery = await told({ id: closed(0).id })
    const before = (await inbox()).length
    expect(await Promise.all([receive(delivery), receive(delivery)])).toEqual([202, 202])
    expect((await inbox()).length).toBe(before + 1)
    expect((await inbox()).at(-1)?.accountId).toBe(admin.accountId)
    const jobs = await world.database.owner.execute(
      sql`select data from pgboss.job where name = 'handle-webhook' and state = 'created'`,
    )
    expect(jobs).toHaveLength(1)
  })

  test('an address with an unknown key keeps nothing', async () => {
    const before = (await inbox()).length
    expect(await receive(await told({ id: closed(0).id }), 'guessed')).toBe(404)
    expect((await inbox()).length).toBe(before)
  })
})

describe('handling', () => {
  test('a closed invoice goes, by its id alone', async () => {
    const { id } = closed(1)
    expect(await outcomeOf(await told({ id }))).toBe('started')
    expect(await postings(id)).toMatchObject([{ state: 'planned' }])
    const due = await world.database.owner.execute(sql`select company_id from directory_due`)
    expect(due).toMatchObject([{ company_id: admin.companyId }])
  })

  test('an open one is noted, and nothing begins', async () => {
    const open = present(
      invoices.find(invoice => !invoice.closed),
      'An open invoice.',
    )
    expect(await outcomeOf(await told({ id: open.id }))).toBe('noted')
    expect(await postings(open.id)).toEqual([])
  })

  test.each([
    ['signature', 'forged', {}],
    ['key-url', 'foreign key address', { keyUrl: 'https://evil.example/key' }],
    ['key-url', 'foreign key address', { keyUrl: 'no address' }],
    ['key-url', 'malformed', { keyUrl: `https://evil.example/${'a'.repeat(2_000)}` }],
    ['company', 'foreign company', {}],
  ])('a forged %s is %s and leaves nothing else', async (forge, outcome, more) => {
    const { id } = closed(2)
    expect(await outcomeOf(await told({ id, forge, ...more }))).toBe(outcome)
    expect(await postings(id)).toEqual([])
  })

  test('a look-alike of the account’s host is foreign', async () => {
    const { id } = closed(2)
    const keyUrl = `http://${new URL(world.connectwise.urls.ui).hostname}.evil.example/key`
    expect(await outcomeOf(await told({ id, forge: 'key-url', keyUrl }))).toBe('foreign key address')
  })

  test('a validly signed message of one’s own company, sent to another’s address, is foreign', async () => {
    const { control } = world.connectwise
    const books = await control.truth<{ tenants: Record<string, { invoices: Shown[] }> }>()
    const theirs = present(books.tenants[NORTHWIND.company]?.invoices[0], 'Northwind has invoices.')
    const delivery = await told({ tenant: NORTHWIND.company, id: theirs.id })
    const ours = keyOf(await told({ id: closed(0).id }))
    expect(await outcomeOf(delivery, ours)).toBe('foreign company')
  })

  test.each([
    ['no JSON', 'hello'],
    ['no event', '{"ID":1}'],
    [
      'no action we know',
      '{"ID":1,"Action":"sold","Type":"invoice","Metadata":{"key_url":"https://a.example"}}',
    ],
  ])('%s is malformed', async (_name, body) => {
    const delivery = await told({ id: closed(0).id })
    expect(await outcomeOf({ ...delivery, body })).toBe('malformed')
  })

  test('while ConnectWise is down the event stays, and goes afterwards', async () => {
    const { id } = closed(3)
    await receive(await told({ id }))
    const kept = present((await inbox()).at(-1), 'It was kept.')
    const { control } = world.connectwise
    await control.fault({
      match: { method: 'GET', path: `/finance/invoices/${id}` },
      effect: 'drop-before',
      times: 20,
    })
    await expect(handleWebhook(kept.id)).rejects.toThrow()
    expect(await postings(id)).toEqual([])
    await control.clearFaults()
    await handleWebhook(kept.id)
    expect((await inbox()).find(row => row.id === kept.id)?.outcome).toBe('started')
    await handleWebhook(kept.id)
    expect(await postings(id)).toHaveLength(1)
  })

  test('with real-time sync off nothing begins', async () => {
    const { accountId } = admin
    await inAccount(accountId, async tx => {
      const { version } = await readSettings(tx, 'account', accountId)
      const values = { 'real-time': false }
      await saveSettings(tx, { scope: 'account', scopeId: accountId, version, actor: null, values })
    })
    const { id } = closed(4)
    expect(await outcomeOf(await told({ id }))).toBe('noted')
    expect(await postings(id)).toEqual([])
  })
})
