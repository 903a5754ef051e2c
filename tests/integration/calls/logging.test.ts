import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { flushCalls, trimCalls } from '../../../lib/accounts/calls.ts'
import { claimOrganisation } from '../../../lib/accounts/directory.ts'
import { accessToken, bearer } from '../../../lib/accounts/grants.ts'
import { ensureCallbacks } from '../../../lib/accounts/install.ts'
import { verifyMember } from '../../../lib/accounts/members.ts'
import { psaOf } from '../../../lib/accounts/psa.ts'
import { inAccount } from '../../../lib/accounts/transaction.ts'
import {
  type CallFilter,
  callOf,
  calls,
  callsKept,
  callsOfRecord,
  exportWhole,
} from '../../../lib/activity/calls/calls.ts'
import { env } from '../../../lib/env.ts'
import { readSettings, saveSettings } from '../../../lib/settings/settings.ts'
import { present } from '../../../lib/std/assert.ts'
import { Secret } from '../../../lib/std/secret.ts'
import { handleWebhook } from '../../../lib/webhooks/handle.ts'
import { handleQuickBooks } from '../../../lib/webhooks/quickbooks.ts'
import { receiveConnectWise } from '../../../lib/webhooks/receive.ts'
import { handleXero } from '../../../lib/webhooks/xero.ts'
import { DEMO } from '../../simulators/connectwise/index.ts'
import { DEMO_AU } from '../../simulators/xero/seed.ts'
import { adminOf, dump, northwindInput } from '../../support/accounts-world.ts'
import { closedInvoice, type PostingWorld, postingWorld } from '../../support/world.ts'

let world: PostingWorld

beforeAll(async () => {
  world = await postingWorld()
})
afterAll(() => world.close())

const all: CallFilter = {
  ...{ system: '', method: '', status: '', record: '', path: '', from: '', to: '', zone: 'UTC' },
}

const found = async (filter: Partial<CallFilter> = {}) => {
  await flushCalls()
  return (await inAccount(world.accountId, tx => calls(tx, { ...all, ...filter }, null))).rows
}

async function logging(on: boolean | number): Promise<void> {
  const { accountId, actor } = world
  await inAccount(accountId, async tx => {
    const { version } = await readSettings(tx, 'account', accountId)
    const values = typeof on === 'boolean' ? { 'api-logging': on } : { 'api-log-days': on }
    const saved = await saveSettings(tx, { scope: 'account', scopeId: accountId, values, version, actor })
    expect(saved.kind).toBe('saved')
  })
}

/** The switch is read anew after two seconds in each process; until then calls go on as before. */
async function untilObeyed(on: boolean): Promise<void> {
  const psa = await psaOf(world.accountId)
  const before = (await inAccount(world.accountId, callsKept)).lastId
  for (let last = before; ; ) {
    await psa.probe()
    await flushCalls()
    const now = (await inAccount(world.accountId, callsKept)).lastId
    if (on ? now > before : now === last && now === (await settled(psa))) return
    last = now
  }
}

async function settled(psa: Awaited<ReturnType<typeof psaOf>>): Promise<number> {
  await psa.probe()
  await flushCalls()
  return (await inAccount(world.accountId, callsKept)).lastId
}

test('ConnectWise API Call Detailed logging enabled: each call to both sides is kept, with the record it is about', async () => {
  await world.work()
  expect(await found()).toEqual([])
  await logging(true)
  await untilObeyed(true)
  const invoice = await closedInvoice(world)
  await world.ask([invoice])
  await world.work()

  const ofRecord = await found({ record: `invoice:${invoice.id}` })
  const write = present(
    ofRecord.find(row => row.system === 'xero' && row.method === 'PUT'),
    'the document to Xero',
  )
  expect(write).toMatchObject({ status: 200, direction: 'out', path: expect.stringContaining('/Invoices') })
  expect(write.correlationId).not.toBe('')
  expect(ofRecord.some(row => row.method === 'POST' && row.path.endsWith('/accounting/batches'))).toBe(true)
  const shown = await inAccount(world.accountId, tx => callsOfRecord(tx, `invoice:${invoice.id}`))
  expect(shown.rows.map(row => row.id)).toEqual(ofRecord.map(row => row.id))
  // People know it by its number.
  expect((await found({ record: invoice.number })).map(row => row.id)).toEqual(ofRecord.map(row => row.id))

  const whole = present(await inAccount(world.accountId, tx => callOf(tx, write.id)), 'the call')
  expect(whole.requestBody).toContain(`"InvoiceNumber":"${invoice.number}"`)
  expect(whole.responseBody).toContain('"InvoiceID"')
  expect(whole.requestHeaders).toMatchObject({
    authorization: '[secret]',
    'content-type': 'application/json',
  })
  expect(whole.bytes).toBe(Buffer.byteLength(whole.requestBody) + Buffer.byteLength(whole.responseBody))
})

test('a call without an answer says why, and filters narrow the list', async () => {
  await world.xero.control.fault({ effect: 'drop-before', match: { path: 'Organisation' }, times: 1 })
  const ledger = present(await world.engine.ledgerOf(world.accountId, world.companyId), 'connected')
  await ledger.organisation()
  const [lost, ...others] = await found({ status: 'none' })
  expect(others).toEqual([])
  expect(lost).toMatchObject({ system: 'xero', method: 'GET', status: null })
  const whole = present(await inAccount(world.accountId, tx => callOf(tx, lost?.id ?? 0)), 'the call')
  expect(whole.responseBody).toMatch(/connection failed/)

  const rows = await found({ system: 'xero', status: '2', path: 'organisation' })
  expect(rows.length).toBeGreaterThan(0)
  expect(rows.every(row => row.system === 'xero' && row.status === 200)).toBe(true)
  expect(await found({ path: '100%_' })).toEqual([])
  expect(await found({ to: '2020-01-01T00:00' })).toEqual([])
  expect((await found({ from: '2020-01-01T00:00', zone: 'Australia/Sydney' })).length).toBeGreaterThan(0)
})

describe('secrets', () => {
  test('of both vendors stand nowhere in what is kept: canaries', async () => {
    const { accountId, admin, connectwise } = world
    const proof = await connectwise.control.call<Record<string, string>>('POST', 'sessions', {
      tenant: DEMO.company,
      member: 'JNg',
    })
    await verifyMember(accountId, {
      site: connectwise.urls.ui,
      loginCompany: proof.companyid ?? '',
      memberId: proof.memberid ?? '',
      memberHash: Secret.of(proof.memberHash ?? ''),
      memberContext: proof.memberContext ?? '',
    })
    await ensureCallbacks(accountId)
    expect((await ensureCallbacks(accountId)).get('invoice')).toBe('registered')
    const delivery = await deliver()
    const before = await accessTokenOf()
    await refreshed()
    const after = await accessTokenOf()
    expect(after).not.toBe(before)

    const { XERO_CLIENT_SECRET, CONNECTWISE_CLIENT_ID } = env()
    const canaries = {
      privateKey: DEMO.keys.private,
      clientId: CONNECTWISE_CLIENT_ID,
      basic: Buffer.from(`${DEMO.company}+${DEMO.keys.public}:${DEMO.keys.private}`).toString('base64'),
      memberHash: proof.memberHash ?? '',
      webhookKey: new URL(admin.callbackUrl).pathname.split('/').at(-1) ?? '',
      signingKey: `signing-key-of-${DEMO.company}-0123456789`,
      signature: delivery.signature,
      xeroSecret: XERO_CLIENT_SECRET.reveal(),
      accessBefore: before,
      accessAfter: after,
    }
    const rows = await found()
    const systems = new Set(rows.map(row => `${row.direction} ${row.system} ${row.method}`))
    expect([...systems].toSorted()).toEqual(
      expect.arrayContaining(['in connectwise POST', 'out xero POST', 'out connectwise GET']),
    )
    const kept = await everything()
    const text = kept.join('\n')
    expect(text).toContain('/connect/token')
    expect(text).toContain('/system/myMembers/info')
    expect(text).toContain('/api/webhooks/connectwise/[secret]')
    expect(text).toMatch(/refresh_token[^,]{1,8}\[secret\]/)
    for (const [name, secret] of Object.entries(canaries)) {
      expect(secret.length, name).toBeGreaterThan(5)
      expect(text.includes(secret), name).toBe(false)
    }
    // Nowhere else in the database either: buffers, jobs, activity.
    const database = await dump(world.database)
    for (const name of ['privateKey', 'memberHash', 'accessAfter', 'xeroSecret'] as const)
      expect(database.includes(canaries[name]), name).toBe(false)
  })

  test('an outsider cannot make a line of ours, and no NUL reaches the database', async () => {
    const { admin } = world
    const key = new URL(admin.callbackUrl).pathname.split('/').at(-1) ?? ''
    const path = `/api/webhooks/connectwise/${key}?recordId=1\r\nINFO forged`
    const headers = { 'content-type': 'text/plain\r\nx-forged: yes' }
    expect(
      await receiveConnectWise(key, Buffer.from('{"ID":7,"Type":"invoice"}\u0000'), 's', { path, headers }),
    ).toBe(202)
    const [row] = await found({ record: 'invoice:7' })
    expect(row?.path).toBe('/api/webhooks/connectwise/[secret]?recordId=1 INFO forged')
    const whole = present(await inAccount(world.accountId, tx => callOf(tx, row?.id ?? 0)), 'the call')
    expect(whole.requestHeaders['content-type']).toBe('text/plain x-forged: yes')
    expect(whole.requestBody).toBe('{"ID":7,"Type":"invoice"}')
  })
})

test('of Xero’s message to the app an account sees its own events only', async () => {
  const other = '9f2b7f0e-0000-4000-8000-00000000abcd'
  const events = [DEMO_AU, other].map(tenantId => ({
    ...{ tenantId, eventCategory: 'INVOICE', resourceId: `of ${tenantId}` },
  }))
  expect(await handleXero(Buffer.from(JSON.stringify({ events })))).toBe('noted')
  const [row] = await found({ path: '/api/webhooks/xero' })
  const whole = present(await inAccount(world.accountId, tx => callOf(tx, row?.id ?? 0)), 'the call')
  expect(whole).toMatchObject({ direction: 'in', system: 'xero' })
  expect(whole.requestBody).toContain(DEMO_AU)
  expect(whole.requestBody).not.toContain(other)
})

test('of QuickBooks’ delivery too, and a company of nobody leaves no trace', async () => {
  const { accountId, companyId } = world
  const organisationId = '9130350000000101'
  await inAccount(accountId, tx =>
    claimOrganisation(tx, { vendor: 'quickbooks', organisationId, accountId, companyId }),
  )
  const events = [organisationId, '404404'].map(intuitaccountid => ({
    ...{ type: 'qbo.invoice.updated.v1', intuitentityid: '5', intuitaccountid },
  }))
  expect(await handleQuickBooks(Buffer.from(JSON.stringify(events)))).toBe('not used')
  const rows = await found({ path: '/api/webhooks/quickbooks' })
  expect(rows).toHaveLength(1)
  const whole = present(await inAccount(accountId, tx => callOf(tx, rows[0]?.id ?? 0)), 'the call')
  expect(whole).toMatchObject({ direction: 'in', system: 'quickbooks' })
  expect(whole.requestBody).toContain(organisationId)
  expect(whole.requestBody).not.toContain('404404')
})

test('another account sees none of it', async () => {
  const other = await adminOf(northwindInput())
  expect((await inAccount(other.accountId, tx => calls(tx, all, null))).rows).toEqual([])
})

test('api-log-days: at night what is older goes, and nothing else', async () => {
  const { accountId, database } = world
  await flushCalls()
  const { count } = await inAccount(accountId, callsKept)
  const rows = await found()
  const [first, second] = [rows[0]?.id ?? 0, rows[1]?.id ?? 0]
  const age = (id: number, days: number) =>
    database.owner.$client.unsafe(
      `update api_calls set at = now() - interval '${days} days' where id = ${id}`,
    )
  await age(first, 8)
  await age(second, 6)
  expect(await trimCalls(accountId)).toBe(0)
  await logging(7)
  expect(await trimCalls(accountId)).toBe(1)
  expect((await inAccount(accountId, callsKept)).count).toBe(count - 1)
  expect((await found()).some(row => row.id === second)).toBe(true)
})

test('switched off, nothing more is kept, and what stands there stays', async () => {
  await logging(false)
  await untilObeyed(false)
  const { count } = await inAccount(world.accountId, callsKept)
  await (await psaOf(world.accountId)).probe()
  await flushCalls()
  expect((await inAccount(world.accountId, callsKept)).count).toBe(count)
  expect(count).toBeGreaterThan(10)
})

interface Delivery {
  url: string
  signature: string
  body: string
}

/** A callback as Manage sends it, received and handled. */
async function deliver(): Promise<Delivery> {
  const { control } = world.connectwise
  const invoice = await closedInvoice(world)
  await control.call('POST', 'callbacks/send', { tenant: DEMO.company, id: invoice.id })
  const delivery = present((await control.call<Delivery[]>('GET', 'callbacks')).at(-1), 'It was sent.')
  const { pathname, search } = new URL(delivery.url)
  const asked = { path: `${pathname}${search}`, headers: { 'x-content-signature': delivery.signature } }
  const key = pathname.split('/').at(-1) ?? ''
  expect(await receiveConnectWise(key, Buffer.from(delivery.body), delivery.signature, asked)).toBe(202)
  const inbox = await world.database.owner.$client.unsafe('select max(id)::int as id from webhook_inbox')
  await handleWebhook(Number(inbox[0]?.id))
  expect((await found({ record: `invoice:${invoice.id}` })).some(row => row.direction === 'in')).toBe(true)
  return delivery
}

async function grantId(): Promise<string> {
  const rows = await world.database.owner.$client.unsafe('select id::text from grants where dead_at is null')
  return String(rows[0]?.id)
}

async function accessTokenOf(): Promise<string> {
  return (await accessToken(world.accountId, await grantId())).reveal()
}

async function refreshed(): Promise<void> {
  const id = await grantId()
  const { sealed } = await bearer(world.accountId, id, '')
  await bearer(world.accountId, id, sealed)
}

async function everything(): Promise<string[]> {
  const texts: string[] = []
  const { accountId } = world
  for await (const rows of exportWhole(work => inAccount(accountId, work), all))
    texts.push(...rows.map(row => JSON.stringify(row)))
  return texts
}
