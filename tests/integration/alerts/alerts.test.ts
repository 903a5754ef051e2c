import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { insertCompany } from '../../../lib/accounts/store.ts'
import { inAccount } from '../../../lib/accounts/transaction.ts'
import { readSettings, saveSettings } from '../../../lib/settings/settings.ts'
import { newId } from '../../../lib/std/id.ts'
import { claimMail } from '../../../lib/sync/alerts/mails/store.ts'
import { mailWayOf, standingAlerts } from '../../../lib/sync/alerts/shown.ts'
import { watchAlerts } from '../../../lib/sync/alerts/watch.ts'
import { type RunningMail, startMail } from '../../simulators/smtp/index.ts'
import { appEnvironment, appUrl, type BareAccount, bareAccount } from '../../support/accounts.ts'
import { addPosting, clockAt, linkLedger, moveTo } from '../../support/alerts.ts'
import type { TestDatabase } from '../../support/database.ts'
import { addPerson, type PersonSpec } from '../../support/people.ts'

/** Who is told of what, when, and how often. */

let database: TestDatabase
let mail: RunningMail
let account: BareAccount

beforeAll(async () => {
  mail = await startMail()
  database = await appEnvironment({ SMTP_URL: mail.smtpUrl, MAIL_FROM: 'Evenbook <mail@evenbook.example>' })
})
afterAll(async () => {
  await database.close()
  await mail.close()
})
beforeEach(async () => {
  account = await bareAccount('Acme MSP')
  await clockAt(database, account.accountId, 3)
  await mail.control.clearRefusals()
})

let serial = 0

/** Somebody with an address that no other test uses. */
async function person(spec: Partial<PersonSpec> = {}) {
  serial += 1
  const email = `person${serial}@example.com`
  const { userId } = await addPerson(account.accountId, { name: 'Kim Ro', role: 'approver', email, ...spec })
  return { userId, email: spec.email ?? email }
}

async function choose(userId: string, choice: 'role' | 'on' | 'off'): Promise<void> {
  await inAccount(account.accountId, async tx => {
    const { version } = await readSettings(tx, 'user', userId)
    const save = { scope: 'user', scopeId: userId, version, actor: null } as const
    expect(await saveSettings(tx, { ...save, values: { 'alert-mails': choice } })).toMatchObject({
      kind: 'saved',
    })
  })
}

const watch = () => watchAlerts(account.accountId, inAccount)
const received = (email: string) => mail.control.mails(email)
const subjects = async (email: string) => (await received(email)).map(({ subject }) => subject)

async function ledgerLost(companyId = account.companyId) {
  const link = await linkLedger({ ...account, companyId }, account.userId)
  await lose(link.grantId)
  return link
}
const lose = (grantId: string) =>
  database.owner.execute(
    sql`update grants set dead_at = clock_timestamp(), dead_reason = 'The consent was withdrawn or has run out.' where id = ${grantId}`,
  )
const renew = (grantId: string) =>
  database.owner.execute(sql`update grants set dead_at = null where id = ${grantId}`)
/** What waits for its time, or for a dead worker's lease, may go now. */
const passTime = () =>
  database.owner.execute(
    sql`update alert_mails set ready_at = clock_timestamp() where account_id = ${account.accountId}`,
  )

test('Alerts by mail: whoever switched them on is told, whatever their role', async () => {
  const user = await person({ role: 'user' })
  await choose(user.userId, 'on')
  await ledgerLost()
  await watch()
  expect(await subjects(user.email)).toEqual(['Reconnect Xero for Acme MSP'])
})

describe('who is told', () => {
  test('by role account-admins and approvers; nobody who switched it off, is disabled or has no role', async () => {
    const admin = await person({ role: 'account-admin' })
    const approver = await person()
    const user = await person({ role: 'user' })
    const reader = await person({ role: 'read-only' })
    const nobody = await person({ role: 'none' })
    const off = await person()
    await choose(off.userId, 'off')
    await ledgerLost()
    await watch()
    for (const told of [admin, approver]) expect(await subjects(told.email)).toHaveLength(1)
    for (const quiet of [user, reader, nobody, off]) expect(await subjects(quiet.email)).toEqual([])
  })

  test('of a company only who may see it', async () => {
    const other = newId()
    await inAccount(account.accountId, tx =>
      insertCompany(tx, { accountId: account.accountId, id: other, name: 'Northwind' }),
    )
    const here = await person({ companyIds: [account.companyId] })
    const there = await person({ companyIds: [other] })
    await ledgerLost()
    await addPosting(account, { state: 'blocked', problems: [{ code: 'no-entries' }] })
    await addPosting({ ...account, companyId: other }, { state: 'ready', hours: 5 })
    await clockAt(database, account.accountId, 9)
    await watch()
    expect((await subjects(here.email)).toSorted()).toEqual([
      '1 record needs a fix',
      'Reconnect Xero for Acme MSP',
    ])
    expect(await subjects(there.email)).toEqual(['1 record has waited for more than 4 hours'])
    expect((await received(there.email))[0]?.text).not.toContain('Acme MSP: ')
  })
})

describe('a ledger that must be reconnected', () => {
  test('once, however many workers look, and again when it happens again', async () => {
    const { email } = await person()
    const { grantId } = await ledgerLost()
    await Promise.all(Array.from({ length: 6 }, watch))
    await watch()
    expect(await received(email)).toHaveLength(1)
    const [letter] = await received(email)
    const install = `${appUrl}/${account.installKey}`
    expect(letter?.text).toContain(
      `Acme MSP: Xero, Acme Books. The consent was withdrawn or has run out.\n${install}/companies?company=${account.companyId}&at=connection`,
    )
    expect(letter?.text.split('\n').at(-1)).toBe(`${install}/profile?field=alert-mails#alerts`)
    await renew(grantId)
    await watch()
    expect(await received(email)).toHaveLength(1)
    await lose(grantId)
    await watch()
    expect(await received(email)).toHaveLength(2)
  })

  test('several at once are one mail', async () => {
    const { email } = await person()
    const second = newId()
    await inAccount(account.accountId, tx =>
      insertCompany(tx, { accountId: account.accountId, id: second, name: 'Northwind' }),
    )
    await ledgerLost()
    await ledgerLost(second)
    await watch()
    expect(await subjects(email)).toEqual(['Reconnect 2 ledgers'])
  })

  test('renewed before the mail could go: none', async () => {
    const { email } = await person()
    await mail.control.refuse({ at: 'connect', code: 421, times: 1 })
    const { grantId } = await ledgerLost()
    await watch()
    await renew(grantId)
    await passTime()
    await watch()
    expect(await received(email)).toEqual([])
  })
})

test('callbacks that were switched off are told of once, whether or not they are back by then', async () => {
  const { email } = await person()
  const lost = (back: string) =>
    database.owner.execute(
      sql`update psas set callback_lost_at = clock_timestamp(), callback_lost_how = 'disabled', callback_back_at = ${sql.raw(back)}
        where account_id = ${account.accountId}`,
    )
  await lost('clock_timestamp()')
  await watch()
  await watch()
  expect(await subjects(email)).toEqual(['ConnectWise stopped reporting changes'])
  expect((await received(email))[0]?.text).toMatch(
    /switched off .* in Acme MSP: .*\nIt was registered again /,
  )
  await lost('null')
  await watch()
  await watch()
  expect(await received(email)).toHaveLength(2)
  expect((await received(email))[0]?.text).toContain('It could not be registered again yet')
  const shown = () => inAccount(account.accountId, tx => standingAlerts(tx, account.companyId))
  expect(await shown()).toEqual({ stuck: 0, hours: 4, callbacks: true })
  await database.owner.execute(
    sql`update psas set callback_back_at = clock_timestamp() where account_id = ${account.accountId}`,
  )
  await watch()
  expect(await received(email)).toHaveLength(2)
  expect(await shown()).toBeNull()
})

test('somebody without an address is told on the screens that no mail reaches them', async () => {
  const { userId } = await person({ email: '' })
  await ledgerLost()
  await watch()
  const way = () => inAccount(account.accountId, tx => mailWayOf(tx, userId))
  expect(await way()).toEqual({ email: '', server: true, byRole: true, last: null })
  const told = await person()
  await ledgerLost()
  await watch()
  expect(await inAccount(account.accountId, tx => mailWayOf(tx, told.userId))).toMatchObject({
    email: told.email,
    last: { state: 'sent' },
  })
})

describe('a posting that waits', () => {
  test.each(['planned', 'ready', 'sending', 'unknown'])(
    '%s for more than four hours is told of once',
    async state => {
      const { email } = await person()
      const id = await addPosting(account, { state, hours: 5, title: '70017' })
      await addPosting(account, { state, hours: 3 })
      await watch()
      await addPosting(account, { state, hours: 6 })
      await watch()
      const letters = await received(email)
      expect(letters.map(({ subject }) => subject)).toEqual(['1 record has waited for more than 4 hours'])
      expect(letters[0]?.text).toContain(
        `- Invoice 70017: ${state === 'sending' ? 'Sending' : state === 'unknown' ? 'Checking with Xero' : 'Waiting'}\n  ${appUrl}/${account.installKey}/documents/${id}`,
      )
    },
  )

  test('it is over when it has moved, and the next one is news', async () => {
    const { email } = await person()
    const first = await addPosting(account, { state: 'ready', hours: 5 })
    await watch()
    await moveTo(account, first, 'ready', 'confirmed')
    await watch()
    await addPosting(account, { state: 'ready', hours: 5 })
    await watch()
    expect(await subjects(email)).toHaveLength(2)
  })

  test('it has not moved when it only went back and forth', async () => {
    const { email } = await person()
    const id = await addPosting(account, { state: 'ready', hours: 5 })
    await moveTo(account, id, 'ready', 'sending')
    await moveTo(account, id, 'sending', 'ready')
    await watch()
    expect(await subjects(email)).toHaveLength(1)
  })

  test('what was refused hours ago and asked for again just now does not wait', async () => {
    const { email } = await person()
    const id = await addPosting(account, { state: 'rejected', hours: 30 })
    await moveTo(account, id, 'rejected', 'planned')
    await watch()
    expect(await subjects(email)).toEqual([])
  })
})

describe('the daily mail', () => {
  const problem = (amount: string) => [{ code: 'differs-from-ledger', ours: amount, ledger: '5.00' }]

  test('once a day in the morning of the account, with counts, the first few and their links, and no amounts', async () => {
    const { email } = await person()
    for (const title of ['1', '2', '3', '4', '5', '6', '7'])
      await addPosting(account, { state: 'blocked', title, problems: problem('8123.45') })
    await watch()
    expect(await received(email)).toEqual([])
    await clockAt(database, account.accountId, 8)
    await Promise.all([watch(), watch(), watch()])
    await watch()
    const letters = await received(email)
    expect(letters.map(({ subject }) => subject)).toEqual(['7 records need a fix'])
    const text = letters[0]?.text ?? ''
    expect(text).toContain('Acme MSP: 7 records to fix')
    expect(text.match(/^- Invoice \d: /gm)).toHaveLength(5)
    expect(text).toContain('… and 2 more')
    expect(text).toContain(`/results?company=${account.companyId}&view=fix`)
    expect(text).not.toContain('8123.45')
    expect(text.match(/documents\/[0-9a-f-]{36}/g)).toHaveLength(5)
  })

  test('none when nothing needs a fix, not even when something turns up later that day', async () => {
    const { email } = await person()
    await clockAt(database, account.accountId, 8)
    await addPosting(account, { state: 'blocked', problems: [{ code: 'zero-total' }] })
    await watch()
    await addPosting(account, { state: 'rejected', problems: [{ code: 'no-entries' }] })
    await watch()
    expect(await received(email)).toEqual([])
    await yesterday()
    await watch()
    expect(await subjects(email)).toEqual(['1 record needs a fix'])
  })

  test('the next day it comes again while something is left', async () => {
    const { email } = await person()
    await clockAt(database, account.accountId, 8)
    await addPosting(account, { state: 'blocked', problems: [{ code: 'no-entries' }] })
    await watch()
    await yesterday()
    await watch()
    expect(await subjects(email)).toHaveLength(2)
  })

  const yesterday = () =>
    database.owner.execute(
      sql`update alerts set subject = subject || ' before', begun_at = begun_at - interval '1 day' where account_id = ${account.accountId}`,
    )
})

describe('the mail server', () => {
  test('takes nothing for a while: the mail waits, and goes once', async () => {
    const { email } = await person()
    await mail.control.refuse({ at: 'data', code: 451, times: 1 })
    await ledgerLost()
    await watch()
    await watch()
    expect(await received(email)).toEqual([])
    await passTime()
    await watch()
    await passTime()
    await watch()
    expect(await received(email)).toHaveLength(1)
  })

  test('knows no such address: the others are told, and this one is not tried again', async () => {
    const wrong = await person()
    const right = await person()
    await mail.control.refuse({ at: 'recipient', code: 550, recipient: wrong.email, times: 1 })
    await ledgerLost()
    await watch()
    await passTime()
    await watch()
    expect(await received(wrong.email)).toEqual([])
    expect(await received(right.email)).toHaveLength(1)
  })

  test('a worker that died with a mail in its hands leaves it to the next one', async () => {
    const { email } = await person()
    await ledgerLost()
    await mail.control.refuse({ at: 'connect', code: 421, times: 1 })
    await watch()
    await passTime()
    expect(await inAccount(account.accountId, tx => claimMail(tx, 120))).toMatchObject({ kind: 'reconnect' })
    await watch()
    expect(await received(email)).toEqual([])
    await passTime()
    await watch()
    expect(await received(email)).toHaveLength(1)
  })

  test('one that died between the sending and the note sends it again under the same Message-ID', async () => {
    const { email } = await person()
    await ledgerLost()
    let calls = 0
    // Found, claimed, written; the fourth transaction would note that it was sent.
    const dying: typeof inAccount = (id, work) => {
      calls += 1
      if (calls === 4) throw new Error('killed')
      return inAccount(id, work)
    }
    await expect(watchAlerts(account.accountId, dying)).rejects.toThrow('killed')
    await passTime()
    await watch()
    const letters = await received(email)
    expect(letters).toHaveLength(2)
    expect(new Set(letters.map(({ headers }) => headers['message-id'])).size).toBe(1)
  })
})
