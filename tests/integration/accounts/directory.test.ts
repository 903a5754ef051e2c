import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { closeInbox, openInbox, storeInbox, takeInbox } from '../../../lib/accounts/directory/inbox.ts'
import {
  claimOrganisation,
  clearDue,
  createSession,
  deferDue,
  dueCompanies,
  findInstall,
  findSession,
  findWebhook,
  markDue,
  mintTicket,
  peekTicket,
  redeemTicket,
  releaseOrganisation,
  revokeSession,
  revokeSessionsOf,
  SessionEnded,
  touchSession,
} from '../../../lib/accounts/directory.ts'
import { inAccount, inDirectory } from '../../../lib/accounts/transaction.ts'
import { newId } from '../../../lib/std/id.ts'
import { age, appEnvironment, type BareAccount, bareAccount } from '../../support/accounts.ts'
import type { TestDatabase } from '../../support/database.ts'

let database: TestDatabase
let account: BareAccount

beforeAll(async () => {
  database = await appEnvironment()
  account = await bareAccount()
})
afterAll(() => database.close())

const open = (parentHash: string | null = null) => createSession({ ...account, parentHash })

describe('sessions', () => {
  test('one is found by its id, never by its hash', async () => {
    const session = await open()
    expect(await findSession(session.id)).toMatchObject({
      accountId: account.accountId,
      userId: account.userId,
    })
    expect(await findSession(session.idHash)).toBeNull()
  })

  test('one that was idle for 30 minutes has ended, a touched one has not', async () => {
    const idle = await open()
    const busy = await open()
    const minutes = (hash: string, since: number) =>
      age(
        database,
        `update directory_sessions set last_seen_at = now() - interval '${since} minutes' where id_hash = '${hash}'`,
      )
    await minutes(idle.idHash, 31)
    await minutes(busy.idHash, 29)
    await touchSession(busy.idHash)
    await touchSession(idle.idHash)
    expect(await findSession(idle.id)).toBeNull()
    expect((await findSession(busy.id))?.lastSeenAt.getTime()).toBeGreaterThan(Date.now() - 60_000)
  })

  test('eight hours are the most, and a tab opened from it ends with it', async () => {
    const parent = await open()
    await age(
      database,
      `update directory_sessions set expires_at = now() + interval '1 minute' where id_hash = '${parent.idHash}'`,
    )
    const tab = await open(parent.idHash)
    const expires = async (id: string) => (await findSession(id))?.expiresAt
    expect(await expires(tab.id)).toEqual(await expires(parent.id))
    await age(
      database,
      `update directory_sessions set expires_at = now() - interval '1 second' where id_hash = '${parent.idHash}'`,
    )
    expect(await findSession(parent.id)).toBeNull()
    await expect(open(parent.idHash)).rejects.toThrow(SessionEnded)
  })

  test('revoking one takes the tabs it opened and theirs, and leaves the others', async () => {
    const parent = await open()
    const child = await open(parent.idHash)
    const grandchild = await open(child.idHash)
    const other = await open()
    await revokeSession(parent.idHash)
    for (const session of [parent, child, grandchild]) expect(await findSession(session.id)).toBeNull()
    expect(await findSession(other.id)).not.toBeNull()
  })

  test('tabs that are opened while the parent is revoked do not outlive it', async () => {
    const parent = await open()
    const tabs = Array.from({ length: 12 }, () => open(parent.idHash).catch((error: unknown) => error))
    const [made] = await Promise.all([Promise.all(tabs), revokeSession(parent.idHash)])
    for (const tab of made) {
      if (tab instanceof SessionEnded) continue
      expect(tab).toHaveProperty('id')
      if (typeof tab === 'object' && tab !== null && 'id' in tab)
        expect(await findSession(String(tab.id))).toBeNull()
    }
  })

  test('a changed role ends the person’s sessions in this account', async () => {
    const mine = await open()
    const theirs = await createSession({ ...account, userId: newId(), parentHash: null })
    await inAccount(account.accountId, tx => revokeSessionsOf(tx, account.accountId, account.userId))
    expect(await findSession(mine.id)).toBeNull()
    expect(await findSession(theirs.id)).not.toBeNull()
  })
})

describe('tickets', () => {
  const mint = async (seconds = 60) => {
    const { idHash } = await open()
    const text = await mintTicket({
      accountId: account.accountId,
      sessionHash: idHash,
      purpose: 'enter',
      subject: '/mappings',
      seconds,
    })
    return { text, sessionHash: idHash }
  }

  test('of fifty parallel redemptions one gets the ticket', async () => {
    const { text, sessionHash } = await mint()
    const answers = await Promise.all(Array.from({ length: 50 }, () => redeemTicket(text, 'enter')))
    expect(answers.filter(answer => answer !== null)).toEqual([
      { accountId: account.accountId, deviceHash: null, sessionHash, subject: '/mappings' },
    ])
  })

  test('looking does not use it up; another purpose, its end and a revoked session do refuse it', async () => {
    const { text } = await mint()
    expect(await peekTicket(text, 'enter')).toMatchObject({ subject: '/mappings' })
    expect(await redeemTicket(text, 'connect')).toBeNull()
    expect(await redeemTicket(text, 'enter')).not.toBeNull()
    expect(await peekTicket(text, 'enter')).toBeNull()
    expect(await redeemTicket((await mint(0)).text, 'enter')).toBeNull()
    const late = await mint()
    await revokeSession(late.sessionHash)
    expect(await redeemTicket(late.text, 'enter')).toBeNull()
  })
})

describe('installs and organisations', () => {
  test('an install key names its account; an unknown one and an unknown webhook key name none', async () => {
    expect(await findInstall(account.installKey)).toEqual({ accountId: account.accountId })
    expect(await findInstall('nobody')).toBeNull()
    expect(await findWebhook('nobody')).toBeNull()
  })

  test('of two accounts that claim an organisation at once one has it, until it lets go', async () => {
    const other = await bareAccount('Other')
    const key = { vendor: 'xero', organisationId: newId() }
    const claim = (one: BareAccount) =>
      inAccount(one.accountId, tx =>
        claimOrganisation(tx, { ...key, accountId: one.accountId, companyId: one.companyId }),
      )
    const owners = await Promise.all([claim(account), claim(other)])
    expect(new Set(owners.map(owner => owner.accountId)).size).toBe(1)
    const [loser, winner] = owners[0].accountId === account.accountId ? [other, account] : [account, other]
    await inAccount(loser.accountId, tx => releaseOrganisation(tx, { ...key, accountId: loser.accountId }))
    expect(await claim(loser)).toMatchObject({ accountId: winner.accountId })
    await inAccount(winner.accountId, tx => releaseOrganisation(tx, { ...key, accountId: winner.accountId }))
    expect(await claim(loser)).toMatchObject({ accountId: loser.accountId })
  })
})

describe('companies with work', () => {
  test('a mark made while a worker is at the company is not cleared by that worker', async () => {
    const { accountId, companyId } = account
    const within = <T>(fn: Parameters<typeof inAccount<T>>[1]) => inAccount(accountId, fn)
    const due = async () => (await dueCompanies(10)).filter(one => one.companyId === companyId)
    await within(tx => markDue(tx, accountId, companyId, 'now'))
    expect(await due()).toEqual([{ accountId, companyId }])
    const deferred = await within(tx => deferDue(tx, accountId, companyId, 60_000))
    expect(await due()).toEqual([])
    await within(tx => markDue(tx, accountId, companyId, 'now'))
    await within(tx => clearDue(tx, accountId, companyId, deferred))
    expect(await due()).toHaveLength(1)
    const again = await within(tx => deferDue(tx, accountId, companyId, 60_000))
    await within(tx => clearDue(tx, accountId, companyId, again))
    await within(tx => markDue(tx, accountId, companyId, new Date(Date.now() + 60_000)))
    await within(tx => markDue(tx, accountId, companyId, new Date(Date.now() - 60_000)))
    await within(tx => markDue(tx, accountId, companyId, new Date(Date.now() + 90_000)))
    expect(await due()).toHaveLength(1)
  })
})

describe('webhook inbox', () => {
  test('the same bytes for the same account wait once, are taken again once handled, and a forgery does not stand in their way', async () => {
    const item = {
      source: 'connectwise',
      accountId: account.accountId,
      body: Buffer.from('{"ID":7}'),
      signature: 's',
    }
    const first = await inDirectory(tx => storeInbox(tx, item))
    expect(await inDirectory(tx => storeInbox(tx, item))).toBeNull()
    expect(await inDirectory(tx => storeInbox(tx, { ...item, accountId: newId() }))).not.toBeNull()
    const id = first?.id ?? 0
    expect(await openInbox(10)).not.toContain(id)
    await age(
      database,
      `update webhook_inbox set received_at = now() - interval '2 minutes' where id = ${id}`,
    )
    expect(await openInbox(10)).toContain(id)
    expect(await takeInbox(id)).toMatchObject({ attempts: 1, body: item.body, accountId: account.accountId })
    expect(await takeInbox(id)).toMatchObject({ attempts: 2 })
    await inDirectory(tx => closeInbox(tx, id, 'handled'))
    expect(await takeInbox(id)).toBeNull()
    expect(await openInbox(10)).not.toContain(id)
    expect(await inDirectory(tx => storeInbox(tx, item))).toEqual({ id })
    expect(await takeInbox(id)).toMatchObject({ attempts: 1, outcome: null })
    expect(await inDirectory(tx => storeInbox(tx, { ...item, signature: 'forged' }))).not.toEqual({ id })
  })
})
