import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { connectionOf, disconnect, ledgerOf } from '../../../lib/accounts/connections.ts'
import { chooseOrganisation, finishConsent } from '../../../lib/accounts/consent.ts'
import { accountOfOrganisation, dueCompanies, revokeSession } from '../../../lib/accounts/directory.ts'
import { accessToken } from '../../../lib/accounts/grants.ts'
import { insertCompany } from '../../../lib/accounts/store.ts'
import { inAccount } from '../../../lib/accounts/transaction.ts'
import { list } from '../../../lib/activity/activity.ts'
import { ledgerItems } from '../../../lib/reference/reference.ts'
import { refreshLedger } from '../../../lib/reference/refresh.ts'
import { newId } from '../../../lib/std/id.ts'
import { DEMO_AU, DEMO_US } from '../../simulators/xero/seed.ts'
import {
  type Admin,
  accountsWorld,
  adminOf,
  answerConsent,
  connectXero,
  demoInput,
  dump,
  northwindInput,
  otherUser,
  type World,
} from '../../support/accounts-world.ts'

let world: World
let demo: Admin
let north: Admin

beforeAll(async () => {
  world = await accountsWorld()
  demo = await adminOf(demoInput())
  north = await adminOf(northwindInput())
})
afterAll(() => world.close())
beforeEach(async () => {
  await world.xero.control.clearFaults()
  for (const admin of [demo, north]) await disconnect(admin.accountId, admin.companyId, admin.userId)
})

const connection = (admin: Admin) => inAccount(admin.accountId, tx => connectionOf(tx, admin.companyId))

describe('a consent', () => {
  test('to one organisation links it: tokens sealed, the company due, said in the activity', async () => {
    const result = await connectXero(demo)
    expect(result).toMatchObject({ kind: 'connected', companyId: demo.companyId })
    const linked = await connection(demo)
    expect(linked).toMatchObject({ vendor: 'xero', organisationId: DEMO_AU, reconnectNeeded: null })
    const ledger = await ledgerOf(demo.accountId, demo.companyId)
    if ('kind' in ledger) throw new Error(ledger.kind)
    expect(await ledger.organisation()).toMatchObject({ id: DEMO_AU, baseCurrency: 'AUD' })
    expect(await connection(demo)).toMatchObject({ shortCode: '!nw7Au', baseCurrency: 'AUD' })
    const again = await ledgerOf(demo.accountId, demo.companyId)
    expect(await ledgerOf(demo.accountId, demo.companyId)).toBe(again)
    expect(await dueCompanies(10)).toContainEqual({ accountId: demo.accountId, companyId: demo.companyId })
    const [line] = await inAccount(demo.accountId, tx => list(tx, { limit: 1 }))
    expect(line).toMatchObject({ verb: 'connection.opened', actorName: 'Jane Ng' })
    const token = await accessToken(demo.accountId, linked?.grantId ?? '')
    expect(await dump(world.database)).not.toContain(token.reveal())
  })

  test('works once: the same answer a second time links nothing', async () => {
    const answer = await answerConsent(demo)
    expect(await finishConsent(answer)).toMatchObject({ kind: 'connected' })
    expect(await finishConsent(answer)).toMatchObject({ kind: 'refused', reason: 'expired' })
  })

  test('that was begun in another browser, by another vendor’s address or by an ended session links nothing', async () => {
    const answer = await answerConsent(demo)
    expect(await finishConsent({ ...answer, cookie: 'another' })).toMatchObject({ reason: 'other-browser' })
    expect(await finishConsent({ ...(await answerConsent(demo)), cookie: '' })).toMatchObject({
      reason: 'other-browser',
    })
    expect(await finishConsent({ ...(await answerConsent(demo)), vendor: 'quickbooks' })).toMatchObject({
      reason: 'expired',
    })
    const gone = await adminOf(demoInput())
    const late = await answerConsent(gone)
    await revokeSession(gone.sessionHash)
    expect(await finishConsent(late)).toMatchObject({ reason: 'expired' })
    expect(await finishConsent({ ...late, state: 'invented' })).toMatchObject({ reason: 'expired' })
    expect(await connection(demo)).toBeNull()
  })

  test('that was cancelled, whose code Xero refuses, or whose answer is lost links nothing and says so', async () => {
    expect(await finishConsent(await answerConsent(demo, { decision: 'cancel' }))).toMatchObject({
      reason: 'cancelled',
      message: expect.stringContaining('Nothing was connected'),
    })
    expect(await finishConsent({ ...(await answerConsent(demo)), code: 'invented' })).toMatchObject({
      reason: 'vendor',
    })
    const answer = await answerConsent(demo)
    await world.xero.control.fault({ match: { path: '/connect/token' }, effect: 'drop-before', times: 5 })
    expect(await finishConsent(answer)).toMatchObject({ reason: 'vendor' })
    expect(await connection(demo)).toBeNull()
  })

  test('to several organisations asks which, once, in the same browser', async () => {
    const answer = await answerConsent(demo, { organisations: [DEMO_AU, DEMO_US] })
    const asked = await finishConsent(answer)
    if (asked.kind !== 'choose') throw new Error(asked.kind)
    expect(asked.organisations.map(one => one.id).toSorted()).toEqual([DEMO_AU, DEMO_US])
    expect(await connection(demo)).toBeNull()
    const choice = { ticket: asked.ticket, cookie: answer.cookie, organisationId: DEMO_US }
    expect(await chooseOrganisation(choice)).toMatchObject({ kind: 'connected' })
    expect(await connection(demo)).toMatchObject({ organisationId: DEMO_US })
    expect(await chooseOrganisation(choice)).toMatchObject({ reason: 'expired' })
  })

  test('does not choose an organisation that the consent did not open', async () => {
    const answer = await answerConsent(demo, { organisations: [DEMO_AU, DEMO_US] })
    const asked = await finishConsent(answer)
    if (asked.kind !== 'choose') throw new Error(asked.kind)
    const choice = { ticket: asked.ticket, cookie: answer.cookie, organisationId: newId() }
    expect(await chooseOrganisation(choice)).toMatchObject({ reason: 'no-organisation' })
    expect(await connection(demo)).toBeNull()
  })
})

describe('one organisation, one company', () => {
  test('linked in another account it is refused with the reason, and the other goes on', async () => {
    await connectXero(demo)
    const refused = await connectXero(north, { user: otherUser })
    expect(refused).toMatchObject({
      kind: 'refused',
      reason: 'other-account',
      message: expect.stringContaining('another Evenbook account'),
    })
    expect(await connection(north)).toBeNull()
    const ledger = await ledgerOf(demo.accountId, demo.companyId)
    if ('kind' in ledger) throw new Error(ledger.kind)
    expect(await ledger.organisation()).toMatchObject({ id: DEMO_AU })
  })

  test('of two accounts that consent at once one gets it', async () => {
    const answers = [await answerConsent(demo), await answerConsent(north, { user: otherUser })]
    const results = await Promise.all(answers.map(finishConsent))
    expect(results.map(result => result.kind).toSorted()).toEqual(['connected', 'refused'])
  })

  test('linked to another company of the account, or the company to another organisation: refused', async () => {
    await connectXero(demo)
    const second = { ...demo, companyId: newId() }
    await inAccount(demo.accountId, tx =>
      insertCompany(tx, { accountId: demo.accountId, id: second.companyId, name: 'Second' }),
    )
    expect(await connectXero(second)).toMatchObject({ reason: 'other-company' })
    expect(await connectXero(demo, { organisations: [DEMO_US] })).toMatchObject({
      reason: 'company-connected',
    })
    expect(await accountOfOrganisation({ vendor: 'xero', organisationId: DEMO_US })).toBeNull()
    expect(await connection(demo)).toMatchObject({ organisationId: DEMO_AU })
  })

  test('a company whose mappings name another organisation’s ids does not change hands', async () => {
    const admin = await adminOf(demoInput())
    await connectXero(admin)
    await disconnect(admin.accountId, admin.companyId, admin.userId)
    await world.database.owner.execute(sql`
      insert into mappings (account_id, company_id, kind, psa_key, ledger_id)
      values (${admin.accountId}, ${admin.companyId}, 'account', '4000', 'x')`)
    expect(await connectXero(admin, { organisations: [DEMO_US] })).toMatchObject({ reason: 'other-books' })
    expect(await connectXero(admin)).toMatchObject({ kind: 'connected' })
    await disconnect(admin.accountId, admin.companyId, admin.userId)
  })
})

test('a company that changes its ledger before it has books begins with empty lists', async () => {
  const admin = await adminOf(demoInput())
  const refreshed = async () => {
    const ledger = await ledgerOf(admin.accountId, admin.companyId)
    if ('kind' in ledger) throw new Error(ledger.kind)
    await refreshLedger({ accountId: admin.accountId, inAccount }, admin.companyId, ledger)
    return contactIds()
  }
  const contactIds = async () => {
    const items = await inAccount(admin.accountId, tx => ledgerItems(tx, admin.companyId, ['contact']))
    return new Set(items.map(({ id }) => id))
  }
  await connectXero(admin)
  const first = await refreshed()
  expect(first.size).toBeGreaterThan(0)
  await disconnect(admin.accountId, admin.companyId, admin.userId)
  expect(await connectXero(admin, { organisations: [DEMO_US] })).toMatchObject({ kind: 'connected' })
  expect(await contactIds()).toEqual(new Set())
  const second = await refreshed()
  expect(second.size).toBeGreaterThan(0)
  expect([...second].filter(id => first.has(id))).toEqual([])
  await disconnect(admin.accountId, admin.companyId, admin.userId)
})

describe('reconnect and disconnect', () => {
  test('a new consent to the same organisation keeps the connection and drops the old tokens', async () => {
    await connectXero(demo)
    const before = await connection(demo)
    await connectXero(demo, { user: otherUser })
    const after = await connection(demo)
    expect(after).toMatchObject({ id: before?.id, connectedAt: before?.connectedAt })
    expect(after?.grantId).not.toBe(before?.grantId)
    await expect(accessToken(demo.accountId, before?.grantId ?? '')).rejects.toMatchObject({
      kind: 'unauthorized',
    })
  })

  test('disconnect deletes Xero’s connection, never revokes, keeps the history and frees the organisation', async () => {
    await connectXero(demo)
    const before = await connection(demo)
    await world.xero.control.clearCalls()
    expect(await disconnect(demo.accountId, demo.companyId, demo.userId)).toEqual({
      kind: 'disconnected',
      removed: true,
    })
    const calls = await world.xero.control.calls()
    expect(calls.map(call => `${call.method} ${call.path.split('/')[1]}`)).toEqual(['DELETE connections'])
    expect(await connection(demo)).toBeNull()
    expect(await ledgerOf(demo.accountId, demo.companyId)).toEqual({ kind: 'not-connected' })
    expect(await disconnect(demo.accountId, demo.companyId, demo.userId)).toEqual({ kind: 'not-connected' })
    const [row] = await world.database.owner.execute(
      sql`select disconnected_at is not null as ended from connections where id = ${before?.id ?? ''}`,
    )
    expect(row).toEqual({ ended: true })
    expect(await connectXero(north, { user: otherUser })).toMatchObject({ kind: 'connected' })
  })

  test('nothing is sent any more even when Xero cannot be told', async () => {
    await connectXero(demo)
    await world.xero.control.fault({ match: { path: '/connections' }, effect: 'drop-before', times: 5 })
    expect(await disconnect(demo.accountId, demo.companyId, demo.userId)).toEqual({
      kind: 'disconnected',
      removed: false,
    })
    expect(await ledgerOf(demo.accountId, demo.companyId)).toEqual({ kind: 'not-connected' })
    expect(await accountOfOrganisation({ vendor: 'xero', organisationId: DEMO_AU })).toBeNull()
  })
})
