import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { connectionOf, ledgerOf } from '../../../lib/accounts/connections.ts'
import { accessToken, bearer, markGrantDead } from '../../../lib/accounts/grants.ts'
import { inAccount } from '../../../lib/accounts/transaction.ts'
import { list } from '../../../lib/activity/activity.ts'
import { present } from '../../../lib/std/assert.ts'
import {
  type Admin,
  accountsWorld,
  adminOf,
  connectXero,
  demoInput,
  dump,
  type World,
} from '../../support/accounts-world.ts'

let world: World
let admin: Admin
let grantId: string

beforeAll(async () => {
  world = await accountsWorld()
  admin = await adminOf(demoInput())
})
afterAll(() => world.close())
beforeEach(async () => {
  await world.xero.control.clearFaults()
  const result = await connectXero(admin)
  expect(result.kind).toBe('connected')
  grantId = present(await connection(), 'It was linked just now.').grantId
  await world.xero.control.clearCalls()
})

const connection = () => inAccount(admin.accountId, tx => connectionOf(tx, admin.companyId))
const token = () => accessToken(admin.accountId, grantId)
const refreshes = async () => (await world.xero.control.calls({ path: '/connect/token' })).length

/** The token's end, seen from the database clock. */
const endsIn = (interval: string) =>
  world.database.owner.execute(
    sql`update grants set expires_at = now() + ${interval}::interval where id = ${grantId}`,
  )

test('twenty who need a token at its end make one call and share its answer', async () => {
  const old = await token()
  await endsIn('4 minutes')
  const tokens = await Promise.all(Array.from({ length: 20 }, token))
  expect(new Set(tokens.map(one => one.reveal())).size).toBe(1)
  expect(tokens[0]?.reveal()).not.toBe(old.reveal())
  expect(await refreshes()).toBe(1)
  await token()
  expect(await refreshes()).toBe(1)
})

test('a refused bearer is replaced at once, by one call for all who hold it', async () => {
  const held = await bearer(admin.accountId, grantId, '')
  const next = await Promise.all(
    Array.from({ length: 5 }, () => bearer(admin.accountId, grantId, held.sealed)),
  )
  expect(new Set(next.map(one => one.sealed)).size).toBe(1)
  expect(next[0]?.token.reveal()).not.toBe(held.token.reveal())
  expect(await refreshes()).toBe(1)
})

test('E06 an answer lost after the rotation: the old token serves to its end, then the old refresh token is tried again', async () => {
  const old = await token()
  await endsIn('2 minutes')
  await world.xero.control.fault({ match: { path: '/connect/token' }, effect: 'drop-after-commit', times: 2 })
  expect((await token()).reveal()).toBe(old.reveal())
  await endsIn('-1 second')
  await expect(token()).rejects.toMatchObject({ kind: 'unavailable' })
  expect(await connection()).toMatchObject({ reconnectNeeded: null })
  const fresh = await token()
  expect(fresh.reveal()).not.toBe(old.reveal())
  expect(await refreshes()).toBe(3)
  const ledger = await ledgerOf(admin.accountId, admin.companyId)
  if ('kind' in ledger) throw new Error(ledger.kind)
  expect(await ledger.organisation()).toMatchObject({ baseCurrency: 'AUD' })
})

test('E06 a consent that was withdrawn or ran out asks for a reconnect, once, and the reconnect brings the same connection back', async () => {
  const before = present(await connection(), 'It is linked.')
  // Sixty days without a refresh end a consent at Xero; a withdrawn one gives the same answer.
  await world.xero.control.advance(61 * 24 * 3_600_000)
  await endsIn('-1 second')
  const answers = await Promise.allSettled(Array.from({ length: 10 }, token))
  expect(answers.every(answer => answer.status === 'rejected')).toBe(true)
  await expect(token()).rejects.toMatchObject({ kind: 'unauthorized' })
  expect(await ledgerOf(admin.accountId, admin.companyId)).toEqual({ kind: 'reconnect-needed' })
  expect(await connection()).toMatchObject({ reconnectNeeded: expect.stringMatching(/withdrawn/) })
  const lines = await inAccount(admin.accountId, tx => list(tx, { subject: `grant:${grantId}`, limit: 9 }))
  expect(lines.map(line => line.verb)).toEqual(['connection.reconnect-needed'])
  expect(await connectXero(admin)).toMatchObject({ kind: 'connected' })
  expect(await connection()).toMatchObject({ id: before.id, reconnectNeeded: null })
  expect(await ledgerOf(admin.accountId, admin.companyId)).not.toHaveProperty('kind')
})

test('a 5xx of the token endpoint kills nothing', async () => {
  await endsIn('-1 second')
  await world.xero.control.fault({ match: { path: '/connect/token' }, effect: '500-before', times: 1 })
  await expect(token()).rejects.toMatchObject({ kind: 'unavailable' })
  await expect(token()).resolves.toBeDefined()
})

test('a removed organisation is marked once and needs a reconnect', async () => {
  await markGrantDead(admin.accountId, grantId, 'The organisation was removed.')
  await markGrantDead(admin.accountId, grantId, 'Another reason.')
  expect(await connection()).toMatchObject({ reconnectNeeded: 'The organisation was removed.' })
})

test('no token stands readable in any table', async () => {
  await endsIn('-1 second')
  const fresh = await token()
  const text = await dump(world.database)
  expect(text).toContain(grantId)
  expect(text).not.toContain(fresh.reveal())
  expect(text).not.toContain(world.xero.clientSecret)
})
