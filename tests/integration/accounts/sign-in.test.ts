import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { isTrusted, trustDevice } from '../../../lib/accounts/directory/devices.ts'
import { confirmEmail, findPersonByEmail, savePassword } from '../../../lib/accounts/directory/people.ts'
import { createSession, findSession } from '../../../lib/accounts/directory.ts'
import { hashPassword } from '../../../lib/accounts/passwords.ts'
import { endSession, forgetBrowser, profileOf, signOutEverywhere } from '../../../lib/accounts/profile.ts'
import {
  askForPassword,
  changePassword,
  checkSignIn,
  forgotPassword,
  isStillPassword,
  passwordLink,
  setPassword,
} from '../../../lib/accounts/sign-in.ts'
import { inAccount } from '../../../lib/accounts/transaction.ts'
import { list } from '../../../lib/activity/activity.ts'
import { present } from '../../../lib/std/assert.ts'
import { newId, randomKey, sha256 } from '../../../lib/std/id.ts'
import { Secret } from '../../../lib/std/secret.ts'
import { type RunningMail, startMail } from '../../simulators/smtp/index.ts'
import { appEnvironment, appUrl, type BareAccount, bareAccount } from '../../support/accounts.ts'
import type { TestDatabase } from '../../support/database.ts'

let database: TestDatabase
let mail: RunningMail
let account: BareAccount
let email: string

const password = Secret.of('a walk along the river')
const other = Secret.of('a swim along the river')
const wrong = { kind: 'wrong' }

beforeAll(async () => {
  mail = await startMail()
  database = await appEnvironment({ SMTP_URL: mail.smtpUrl, MAIL_FROM: 'Evenbook <mail@evenbook.example>' })
})
afterAll(() => Promise.all([database.close(), mail.close()]))
beforeEach(async () => {
  account = await bareAccount()
  email = `jane-${randomKey(64).toLowerCase().replace(/\W/g, '')}@acme.example`
  await run(sql`update memberships set email = ${email} where user_id = ${account.userId}`)
})

const run = (statement: ReturnType<typeof sql>) => database.owner.execute(statement)

async function withPassword(): Promise<void> {
  const passwordHash = await hashPassword(password)
  await inAccount(account.accountId, async tx => {
    await confirmEmail(tx, account.userId, email)
    await savePassword(tx, account.userId, passwordHash)
  })
}

function signIn(change: Partial<Parameters<typeof checkSignIn>[0]> = {}) {
  const { accountId } = account
  return checkSignIn({ accountId, email, password, address: null, deviceHash: null, ...change })
}

async function mailedLink(to = email): Promise<string> {
  const [newest] = await mail.control.mails(to)
  const link = new URL(/https?:\S+/.exec(newest?.text ?? '')?.[0] ?? 'none:').searchParams.get('link')
  return present(link, 'A link was mailed.')
}

describe('signing in outside Manage', () => {
  test('by e-mail, however it is written, and password', async () => {
    await withPassword()
    const right = { kind: 'right', userId: account.userId }
    expect(await signIn()).toMatchObject(right)
    expect(await signIn({ email: ` ${email.toUpperCase()} ` })).toMatchObject(right)
  })

  test('whoever cannot gets one answer: unknown, without password, another one, elsewhere, without role, disabled', async () => {
    expect(await signIn()).toEqual(wrong)
    await withPassword()
    expect(await signIn({ email: 'nobody@acme.example' })).toEqual(wrong)
    expect(await signIn({ password: other })).toEqual(wrong)
    expect(await signIn({ accountId: (await bareAccount()).accountId })).toEqual(wrong)
    await run(sql`update memberships set disabled_at = now() where user_id = ${account.userId}`)
    expect(await signIn()).toEqual(wrong)
    await run(sql`update memberships set disabled_at = null, role = 'none' where user_id = ${account.userId}`)
    expect(await signIn()).toEqual(wrong)
  })

  test('and in the same time: both pay for one argon2id', async () => {
    await withPassword()
    const time = async (change: Partial<Parameters<typeof checkSignIn>[0]>) => {
      const times: number[] = []
      for (let round = 0; round < 9; round++) {
        await run(sql`delete from directory_attempts`)
        const since = performance.now()
        await signIn(change)
        times.push(performance.now() - since)
      }
      return times.sort((a, b) => a - b)[4] ?? 0
    }
    await signIn({ email: 'nobody@acme.example' })
    const known = await time({ password: other })
    const unknown = await time({ email: 'nobody@acme.example' })
    // Without the work for nobody the ratio would be five and more.
    expect(Math.max(known, unknown) / Math.min(known, unknown)).toBeLessThan(2)
  })

  test('five tries of one address of mail, known or not, then a delay that says when it ends', async () => {
    await withPassword()
    for (const whose of [email, 'nobody@acme.example']) {
      for (let time = 0; time < 5; time++)
        expect(await signIn({ email: whose, password: other })).toEqual(wrong)
      const answer = await signIn({ email: whose })
      expect(answer.kind === 'wait' && answer.until.getTime() - Date.now()).toBeGreaterThan(20_000)
    }
    await run(sql`update directory_attempts set blocked_until = now() - interval '1 second'`)
    expect((await signIn()).kind).toBe('right')
  })

  test('of a hundred parallel guesses five are looked at', async () => {
    await withPassword()
    const answers = await Promise.all(Array.from({ length: 100 }, () => signIn({ password: other })))
    expect(answers.filter(({ kind }) => kind === 'wrong')).toHaveLength(5)
  })

  test('whoever guesses elsewhere does not keep a trusted browser out', async () => {
    await withPassword()
    const { accountId, userId } = account
    const deviceHash = sha256(randomKey(256))
    await trustDevice({ accountId, userId, deviceHash }, 'Mine')
    for (let time = 0; time < 6; time++) await signIn({ password: other })
    expect((await signIn()).kind).toBe('wait')
    expect((await signIn({ deviceHash: sha256(randomKey(256)) })).kind).toBe('wait')
    expect((await signIn({ deviceHash })).kind).toBe('right')
  })

  test('twenty tries from one place, whoever they are for; right ones do not count', async () => {
    await withPassword()
    const address = '203.0.113.7'
    for (let time = 0; time < 10; time++) expect((await signIn({ address })).kind).toBe('right')
    for (let time = 0; time < 20; time++)
      expect(await signIn({ address, email: `nobody-${time}@acme.example` })).toEqual(wrong)
    expect((await signIn({ address })).kind).toBe('wait')
    expect((await signIn({ address: '203.0.113.8' })).kind).toBe('right')
  })
})

describe('a link for a password', () => {
  test('sets the first one, confirms the address, ends every session and trust, and works once', async () => {
    const { idHash: _, id } = await createSession({ ...account, parentHash: null })
    const device = { ...account, deviceHash: sha256(randomKey(256)) }
    await trustDevice(device, 'A browser')
    expect(await askForPassword(account)).toMatchObject({ kind: 'sent' })
    const link = await mailedLink()
    const whose = present(await passwordLink(account.accountId, link), 'The link is good.')
    expect(whose).toEqual({ accountId: account.accountId, userId: account.userId, email })
    expect(await passwordLink((await bareAccount()).accountId, link)).toBeNull()
    const outcomes = await Promise.all(Array.from({ length: 3 }, () => setPassword(whose, link, password)))
    expect(outcomes.sort()).toEqual(['expired', 'expired', 'set'])
    expect(await findSession(id)).toBeNull()
    expect(await isTrusted(device)).toBe(false)
    expect((await signIn()).kind).toBe('right')
    const told = await inAccount(account.accountId, tx => list(tx, { limit: 5 }))
    expect(told.map(({ verb }) => verb)).toContain('password.changed')
    expect(JSON.stringify(told)).not.toContain(link)
  })

  test('ends after an hour, and when a newer one is sent', async () => {
    await askForPassword(account)
    const first = await mailedLink()
    await askForPassword(account)
    expect(await passwordLink(account.accountId, first)).toBeNull()
    const second = await mailedLink()
    await run(sql`update directory_links set expires_at = now() - interval '1 second'`)
    expect(await passwordLink(account.accountId, second)).toBeNull()
  })

  test('takes nobody’s address: the other keeps it, and nothing is set', async () => {
    const owner = newId()
    await run(sql`insert into directory_users (id, email_hash) values (${owner}, ${sha256(email)})`)
    await askForPassword(account)
    const link = await mailedLink()
    const whose = present(await passwordLink(account.accountId, link), 'The link is good.')
    expect(await setPassword(whose, link, password)).toBe('taken')
    expect((await findPersonByEmail(email))?.id).toBe(owner)
    expect(await signIn()).toEqual(wrong)
  })

  test('“forgot” reaches whoever has the address here, and says nothing of others', async () => {
    await withPassword()
    const ask = (whose: string, accountId = account.accountId) =>
      forgotPassword({ accountId, email: whose, address: null })
    await ask(email)
    expect(await mail.control.mails(email)).toHaveLength(1)
    const [letter] = await mail.control.mails(email)
    expect(letter?.text).toContain(`${appUrl}/${account.installKey}/signin/reset?link=`)
    await ask('nobody@acme.example')
    await ask(email, (await bareAccount()).accountId)
    expect(await mail.control.mails('nobody@acme.example')).toEqual([])
    for (let time = 0; time < 5; time++) await ask(email)
    expect(await mail.control.mails(email)).toHaveLength(3)
    const link = await mailedLink()
    const whose = present(await passwordLink(account.accountId, link), 'The link is good.')
    expect(await setPassword(whose, link, other)).toBe('set')
    expect((await signIn({ password: other })).kind).toBe('right')
    expect(await signIn()).toEqual(wrong)
  })
})

describe('a person’s own page', () => {
  test('a password is changed by who knows the old one, with five tries', async () => {
    await withPassword()
    const { idHash: sessionHash } = await createSession({ ...account, parentHash: null })
    const change = (from: Secret, to: Secret) => changePassword({ ...account, sessionHash }, from, to)
    for (let time = 0; time < 4; time++) expect(await change(other, other)).toEqual(wrong)
    expect(await change(password, other)).toEqual({ kind: 'changed' })
    expect((await signIn({ password: other })).kind).toBe('right')
    for (let time = 0; time < 5; time++) await change(password, password)
    expect((await change(other, password)).kind).toBe('wait')
  })

  test('a changed password ends every other session, in every account, and the trust of every other browser', async () => {
    await withPassword()
    const [deviceHash, otherDevice] = [sha256(randomKey(256)), sha256(randomKey(256))]
    const elsewhere = { ...account, accountId: (await bareAccount()).accountId }
    for (const whose of [account, elsewhere])
      for (const device of [deviceHash, otherDevice])
        await trustDevice({ ...whose, deviceHash: device }, 'A browser')
    const here = await createSession({ ...account, parentHash: null, deviceHash, origin: 'standalone' })
    const ended = [
      await createSession({ ...account, parentHash: here.idHash }),
      await createSession({ ...account, parentHash: null, deviceHash: otherDevice, origin: 'standalone' }),
      await createSession({ ...account, parentHash: null, origin: 'frame' }),
      await createSession({ ...elsewhere, parentHash: null, origin: 'standalone' }),
    ]
    const theirs = await createSession({ ...account, userId: newId(), parentHash: null })
    await askForPassword(account)
    const link = await mailedLink()
    const change = (from: Secret) => changePassword({ ...account, sessionHash: here.idHash }, from, other)
    const halfway = await signIn({ deviceHash })
    const isOpen = () =>
      isStillPassword(account.userId, halfway.kind === 'right' ? halfway.passwordMark : 'not right')
    expect(await change(other)).toEqual(wrong)
    expect(await isOpen()).toBe(true)
    for (const one of ended) expect(await findSession(one.id)).not.toBeNull()
    expect(await change(password)).toEqual({ kind: 'changed' })
    for (const one of ended) expect(await findSession(one.id)).toBeNull()
    expect(await findSession(here.id)).not.toBeNull()
    expect(await findSession(theirs.id)).not.toBeNull()
    expect(await isOpen()).toBe(false)
    expect(await passwordLink(account.accountId, link)).toBeNull()
    for (const whose of [account, elsewhere]) {
      expect(await isTrusted({ ...whose, deviceHash })).toBe(true)
      expect(await isTrusted({ ...whose, deviceHash: otherDevice })).toBe(false)
    }
  })

  test('browsers and sessions are the person’s own, and end one by one or all', async () => {
    const { accountId, userId } = account
    const deviceHash = sha256(randomKey(256))
    await trustDevice({ accountId, userId, deviceHash }, 'Edge on Windows')
    const here = await createSession({ ...account, parentHash: null, deviceHash })
    const there = await createSession({ ...account, parentHash: null, origin: 'standalone' })
    const theirs = await createSession({ accountId, userId: newId(), parentHash: null })
    const look = () => profileOf({ ...account, sessionHash: here.idHash })
    const profile = await look()
    expect(profile).toMatchObject({ name: 'Jane Ng', email, factor: 'mail', recoveryCodesLeft: 0 })
    expect(profile.browsers).toMatchObject([{ name: 'Edge on Windows', here: true }])
    expect(profile.sessions.map(one => [one.origin, one.here]).sort()).toEqual([
      ['frame', true],
      ['standalone', false],
    ])
    for (const { id } of [...profile.browsers, ...profile.sessions]) expect(id).toHaveLength(16)
    await endSession(account, theirs.idHash.slice(0, 16))
    expect(await findSession(theirs.id)).not.toBeNull()
    await endSession(account, profile.sessions.find(one => !one.here)?.id ?? '')
    expect(await findSession(there.id)).toBeNull()
    await forgetBrowser(account, profile.browsers[0]?.id ?? '')
    expect((await look()).browsers).toEqual([])
    await signOutEverywhere(account)
    expect(await findSession(here.id)).toBeNull()
  })
})
