import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { askedFactor } from '../../../app/_session/factor.ts'
import { factorTicket } from '../../../app/_session/redeem.ts'
import { trustedDevices } from '../../../lib/accounts/directory/devices.ts'
import { findPerson, spendTotpStep } from '../../../lib/accounts/directory/people.ts'
import { standingOf } from '../../../lib/accounts/directory/standing.ts'
import { createSession, mintTicket, revokeSession } from '../../../lib/accounts/directory.ts'
import { enrolApp, newRecoveryCodes, offerApp, removeApp } from '../../../lib/accounts/enrolment.ts'
import {
  checkCode,
  mailCode,
  maskedAddress,
  missingFactor,
  needOf,
  resetFactors,
  wayOf,
} from '../../../lib/accounts/factor.ts'
import { codeOfStep, stepAt } from '../../../lib/accounts/totp.ts'
import { inAccount } from '../../../lib/accounts/transaction.ts'
import { proven, revokeBrowser } from '../../../lib/accounts/trust.ts'
import { list } from '../../../lib/activity/activity.ts'
import { readSettings, saveSettings } from '../../../lib/settings/settings.ts'
import { present } from '../../../lib/std/assert.ts'
import { newId, randomKey, sha256 } from '../../../lib/std/id.ts'
import type { Secret } from '../../../lib/std/secret.ts'
import { type RunningMail, startMail } from '../../simulators/smtp/index.ts'
import { appEnvironment, type BareAccount, bareAccount } from '../../support/accounts.ts'
import type { TestDatabase } from '../../support/database.ts'

let database: TestDatabase
let mail: RunningMail
let account: BareAccount

const address = 'jane@acme.example'
const label = 'Two-factor Authentication: 2FA Mode is set to required'

beforeAll(async () => {
  mail = await startMail()
  database = await appEnvironment({ SMTP_URL: mail.smtpUrl, MAIL_FROM: 'Evenbook <mail@evenbook.example>' })
})
afterAll(() => Promise.all([database.close(), mail.close()]))
beforeEach(async () => {
  account = await bareAccount()
  await mail.control.clearMails()
  await run(sql`update memberships set email = ${address} where user_id = ${account.userId}`)
})

const run = (statement: ReturnType<typeof sql>) => database.owner.execute(statement)

/** The app of a person: the code of now, and of any step. */
async function enrolled(who = account) {
  const { secret } = present(await offerApp(who, address), 'No app is enrolled yet.')
  const answer = await enrolApp(who, codeOfStep(secret, stepAt(Date.now())))
  if (answer.kind !== 'enrolled') throw new Error('The code was right.')
  return { secret, recoveryCodes: answer.recoveryCodes }
}

/** As if the last code had been typed a while ago. */
const later = () =>
  run(sql`update directory_users set totp_last_step = totp_last_step - 10 where id = ${account.userId}`)
const now = (secret: Secret) => codeOfStep(secret, stepAt(Date.now()))

async function session(deviceHash: string | null = sha256(randomKey(256)), who = account) {
  const { idHash } = await createSession({ ...who, parentHash: null, deviceHash })
  return { ...who, sessionHash: idHash, deviceHash, companies: 'all' as const }
}

const lastCode = async () => /\b\d{6}\b/.exec((await mail.control.mails(address))[0]?.text ?? '')?.[0] ?? ''

describe('what is asked for', () => {
  test('reading nothing, work a trusted browser, what opens doors a recent code', () => {
    expect(needOf('view')).toBe('none')
    for (const permission of ['send', 'approve', 'map'] as const) expect(needOf(permission)).toBe('trusted')
    for (const permission of ['configure', 'manage-users'] as const) expect(needOf(permission)).toBe('recent')
  })

  test(`${label}: whoever writes is asked, by the app or by e-mail`, async () => {
    const who = await session()
    expect(await askedFactor(who, 'none')).toBeNull()
    expect(await askedFactor(who, 'trusted')).toBe('mail')
    expect(await askedFactor(who, 'recent')).toBe('mail')
    await enrolled()
    expect(await askedFactor(who, 'trusted')).toBe('app')
  })

  test(`${label}, or to optional: then only who has an app is asked`, async () => {
    const who = await session()
    await inAccount(account.accountId, async tx => {
      const { version } = await readSettings(tx, 'account', account.accountId)
      const save = { scope: 'account', scopeId: account.accountId, version, actor: null } as const
      await saveSettings(tx, { ...save, values: { 'two-factor': 'optional' } })
    })
    expect(await askedFactor(who, 'trusted')).toBeNull()
    expect(await askedFactor(who, 'recent')).toBeNull()
    await enrolled()
    expect(await askedFactor(who, 'trusted')).toBe('app')
    expect(await askedFactor(who, 'recent')).toBe('app')
  })

  test('who has neither app nor address is told so', async () => {
    await run(sql`update memberships set email = '' where user_id = ${account.userId}`)
    expect(await wayOf(account)).toBe('none')
    expect(await missingFactor(await session(), 'trusted', 'required')).toBe('none')
    expect(await mailCode(account)).toEqual({ kind: 'no-address' })
  })
})

describe('a browser', () => {
  test(`${label}: a code trusts the frame’s browser for 30 days, and counts as recent for ten minutes`, async () => {
    const who = await session()
    await proven(who, { trust: true, browser: 'Firefox on Linux' })
    expect(await standingOf(who.sessionHash)).toEqual({
      trusted: true,
      recent: true,
      deviceHash: who.deviceHash,
    })
    await run(
      sql`update directory_sessions set second_factor_at = now() - interval '11 minutes' where id_hash = ${who.sessionHash}`,
    )
    expect(await askedFactor(who, 'trusted')).toBeNull()
    expect(await askedFactor(who, 'recent')).toBe('mail')
    // The next day: another session in the same browser.
    const next = await session(who.deviceHash)
    expect(await askedFactor(next, 'trusted')).toBeNull()
    expect(await askedFactor(next, 'recent')).toBe('mail')
    await run(sql`update directory_devices set trusted_until = now() - interval '1 second'`)
    expect(await askedFactor(next, 'trusted')).toBe('mail')
  })

  test('that is not to be trusted counts for this session only', async () => {
    const who = await session()
    await proven(who, { trust: false, browser: '' })
    expect(await askedFactor(who, 'trusted')).toBeNull()
    expect(await askedFactor(await session(who.deviceHash), 'trusted')).toBe('mail')
  })

  test('is trusted for one person in one account, and by its own key', async () => {
    const who = await session()
    await proven(who, { trust: true, browser: '' })
    const colleague = { ...account, userId: newId() }
    await run(
      sql`insert into memberships (account_id, user_id, member_id, role) values (${account.accountId}, ${colleague.userId}, '9', 'user')`,
    )
    const elsewhere = await bareAccount()
    const others = [
      await session(sha256(randomKey(256))),
      await session(null),
      await session(who.deviceHash, colleague),
      await session(who.deviceHash, { ...elsewhere, userId: account.userId }),
    ]
    for (const other of others) expect((await standingOf(other.sessionHash)).trusted).toBe(false)
  })

  test('that was revoked is asked again, until a code is typed in it', async () => {
    const who = await session()
    await proven(who, { trust: true, browser: 'Edge on Windows' })
    const next = await session(who.deviceHash)
    expect((await trustedDevices(account.accountId, account.userId)).map(({ name }) => name)).toEqual([
      'Edge on Windows',
    ])
    expect(await revokeBrowser(account, who.deviceHash ?? '')).toBe(true)
    expect(await revokeBrowser(account, who.deviceHash ?? '')).toBe(false)
    expect(await trustedDevices(account.accountId, account.userId)).toEqual([])
    expect(await askedFactor(next, 'trusted')).toBe('mail')
    await proven(next, { trust: true, browser: '' })
    expect((await standingOf((await session(who.deviceHash)).sessionHash)).trusted).toBe(true)
  })

  test('tabs are of their frame’s browser, and a code in one of them counts for all of them', async () => {
    const frame = await session()
    const tab = await createSession({ ...account, parentHash: frame.sessionHash })
    const inner = await createSession({
      ...account,
      parentHash: tab.idHash,
      deviceHash: sha256('another jar'),
    })
    const stranger = await session(frame.deviceHash)
    expect((await standingOf(inner.idHash)).deviceHash).toBe(frame.deviceHash)
    await proven(
      { ...account, sessionHash: inner.idHash, deviceHash: frame.deviceHash },
      { trust: false, browser: '' },
    )
    for (const one of [frame.sessionHash, tab.idHash, inner.idHash]) {
      expect(await standingOf(one)).toMatchObject({ trusted: true, recent: true })
    }
    expect((await standingOf(stranger.sessionHash)).recent).toBe(false)
    const next = await createSession({ ...account, parentHash: frame.sessionHash })
    expect((await standingOf(next.idHash)).recent).toBe(true)
    await revokeSession(frame.sessionHash)
    expect(await standingOf(next.idHash)).toMatchObject({ trusted: false, recent: false })
  })
})

describe('a code of the app', () => {
  test('works once: of 100 parallel tries one succeeds', async () => {
    const { secret } = await enrolled()
    await later()
    const { totpSealed } = present(await findPerson(account.userId), 'The person.')
    const step = stepAt(Date.now())
    const tries = Array.from({ length: 100 }, () =>
      spendTotpStep(account.userId, { totpSealed: totpSealed ?? '', step }),
    )
    expect((await Promise.all(tries)).filter(Boolean)).toHaveLength(1)
    await later()
    await later()
    const code = now(secret)
    const answers = await Promise.all(Array.from({ length: 100 }, () => checkCode(account, code)))
    expect(answers.filter(({ kind }) => kind === 'right')).toHaveLength(1)
  })

  test('nor one before the last that was taken', async () => {
    const { secret } = await enrolled()
    expect(await checkCode(account, codeOfStep(secret, stepAt(Date.now()) - 1))).toEqual({ kind: 'wrong' })
    await later()
    const typed = `${now(secret).slice(0, 3)} ${now(secret).slice(3)}`
    expect(await checkCode(account, typed)).toEqual({ kind: 'right', by: 'app' })
    expect(await checkCode(account, typed)).toEqual({ kind: 'wrong' })
  })

  test('five are looked at in a quarter of an hour, then there is a delay that grows and ends', async () => {
    const { secret } = await enrolled()
    await later()
    for (let time = 0; time < 5; time++) expect(await checkCode(account, '000000')).toEqual({ kind: 'wrong' })
    const first = await checkCode(account, now(secret))
    expect(first.kind).toBe('wait')
    const delay = async (): Promise<number> => {
      const answer = await checkCode(account, '000000')
      return answer.kind === 'wait' ? (answer.until.getTime() - Date.now()) / 1_000 : 0
    }
    expect(await delay()).toBeGreaterThan(20)
    expect(await delay()).toBeLessThanOrEqual(30)
    const over = () => run(sql`update directory_attempts set blocked_until = now() - interval '1 second'`)
    await over()
    expect(await checkCode(account, '000000')).toEqual({ kind: 'wrong' })
    expect(await delay()).toBeGreaterThan(45)
    for (let time = 0; time < 20; time++) {
      await over()
      await checkCode(account, '000000')
    }
    expect(await delay()).toBeLessThanOrEqual(15 * 60)
    // Never for good: when the delay is over the right one is taken, and nothing is held against anybody.
    await over()
    expect(await checkCode(account, now(secret))).toMatchObject({ kind: 'right' })
    expect(await checkCode(account, '000000')).toEqual({ kind: 'wrong' })
  })

  test('an enrolment needs its first code; an app that is enrolled is not replaced unseen', async () => {
    const offer = present(await offerApp(account, address), 'The first.')
    expect(offer.address.reveal()).toContain(offer.secret.reveal())
    expect(await wayOf(account)).toBe('mail')
    expect(await enrolApp(account, '000000')).toEqual({ kind: 'wrong' })
    const newer = present(await offerApp(account, address), 'Not confirmed yet.')
    expect(await enrolApp(account, now(offer.secret))).toEqual({ kind: 'wrong' })
    expect(await enrolApp(account, now(newer.secret))).toMatchObject({ kind: 'enrolled' })
    expect(await offerApp(account, address)).toBeNull()
    await removeApp(account)
    expect(await wayOf(account)).toBe('mail')
    expect(await offerApp(account, address)).not.toBeNull()
  })

  test('the secret stands sealed, and neither it nor a code is in the activity', async () => {
    const { secret, recoveryCodes } = await enrolled()
    const row = await run(
      sql`select row_to_json(u)::text as text from directory_users u where id = ${account.userId}`,
    )
    expect(row[0]?.text).not.toContain(secret.reveal())
    const told = await inAccount(account.accountId, tx => list(tx, { limit: 50 }))
    expect(told.map(({ verb }) => verb)).toContain('authenticator.enrolled')
    for (const text of [secret, ...recoveryCodes]) expect(JSON.stringify(told)).not.toContain(text.reveal())
  })
})

describe('recovery codes', () => {
  test('are ten, work once each, however they are typed, and new ones void the old', async () => {
    const { recoveryCodes } = await enrolled()
    expect(recoveryCodes).toHaveLength(10)
    const [first, second, third] = recoveryCodes.map(code => code.reveal())
    const tries = await Promise.all(Array.from({ length: 5 }, () => checkCode(account, first ?? '')))
    expect(tries.filter(({ kind }) => kind === 'right')).toHaveLength(1)
    expect(await checkCode(account, ` ${second?.toLowerCase().replaceAll('-', '')} `)).toEqual({
      kind: 'right',
      by: 'recovery',
    })
    const told = await inAccount(account.accountId, tx => list(tx, { limit: 1 }))
    expect(told[0]).toMatchObject({ verb: 'recovery-code.used', detail: { left: '8' } })
    const newer = await newRecoveryCodes(account)
    expect(await checkCode(account, third ?? '')).toEqual({ kind: 'wrong' })
    expect(await checkCode(account, newer[0]?.reveal() ?? '')).toMatchObject({ kind: 'right' })
    const stored = await run(sql`select string_agg(code_hash, ' ') as text from directory_recovery_codes`)
    for (const code of newer) expect(stored[0]?.text).not.toContain(code.reveal())
  })

  test('of somebody else do not work', async () => {
    const { recoveryCodes } = await enrolled()
    const other = await bareAccount()
    expect(await checkCode(other, recoveryCodes[0]?.reveal() ?? '')).toEqual({ kind: 'wrong' })
  })
})

describe('a code by e-mail', () => {
  test('reaches the person, works once, and only the newest does', async () => {
    expect(await mailCode(account)).toEqual({ kind: 'sent', to: 'j…@acme.example' })
    const first = await lastCode()
    await mailCode(account)
    const second = await lastCode()
    if (first !== second) expect(await checkCode(account, first)).toEqual({ kind: 'wrong' })
    const tries = await Promise.all(Array.from({ length: 4 }, () => checkCode(account, second)))
    expect(tries.filter(({ kind }) => kind === 'right')).toHaveLength(1)
    expect(await checkCode(account, second)).toEqual({ kind: 'wrong' })
  })

  test('ends after ten minutes, and after five tries', async () => {
    await mailCode(account)
    const code = await lastCode()
    await run(sql`update directory_mail_codes set expires_at = now() - interval '1 second'`)
    expect(await checkCode(account, code)).toEqual({ kind: 'wrong' })
    await mailCode(account)
    const next = await lastCode()
    await run(sql`update directory_mail_codes set attempts = 5`)
    expect(await checkCode(account, next)).toEqual({ kind: 'wrong' })
  })

  test('is sent five times, then not before a while', async () => {
    for (let time = 0; time < 5; time++) expect((await mailCode(account)).kind).toBe('sent')
    expect((await mailCode(account)).kind).toBe('wait')
    expect(await mail.control.mails(address)).toHaveLength(5)
  })

  test('is none where an app is enrolled, and says so when the mail server refuses', async () => {
    await mail.control.refuse({ at: 'recipient', code: 550, times: 1 })
    expect(await mailCode(account)).toMatchObject({ kind: 'failed' })
    await enrolled()
    expect(await mailCode(account)).toEqual({ kind: 'no-address' })
  })

  test('its address is shown to its owner only in part', () => {
    expect(maskedAddress('jane.ng@acme.example')).toBe('j…@acme.example')
  })
})

test('an admin’s reset voids the app, the codes, the trusted browsers and what sessions have shown', async () => {
  const { secret, recoveryCodes } = await enrolled()
  const who = await session()
  await proven(who, { trust: true, browser: '' })
  await inAccount(account.accountId, tx => resetFactors(tx, account.userId))
  await later()
  expect(await standingOf(who.sessionHash)).toMatchObject({ trusted: false, recent: false })
  expect(await wayOf(account)).toBe('mail')
  expect(await checkCode(account, now(secret))).toEqual({ kind: 'wrong' })
  expect(await checkCode(account, recoveryCodes[0]?.reveal() ?? '')).toEqual({ kind: 'wrong' })
})

test('a ticket for a code carries the session and the browser that asked', async () => {
  const who = await session()
  const { accountId, sessionHash, deviceHash } = who
  const subject = JSON.stringify({ userId: who.userId, need: 'recent' })
  const text = await mintTicket({
    accountId,
    sessionHash,
    deviceHash,
    subject,
    purpose: 'factor',
    seconds: 120,
  })
  const asked = { userId: who.userId, need: 'recent', accountId, sessionHash, deviceHash }
  expect(await factorTicket(account.installKey, text, 'look')).toEqual(asked)
  expect(await factorTicket((await bareAccount()).installKey, text, 'look')).toBeNull()
  const spent = await Promise.all(
    Array.from({ length: 10 }, () => factorTicket(account.installKey, text, 'spend')),
  )
  expect(spent.filter(one => one !== null)).toEqual([asked])
  expect(await factorTicket(account.installKey, text, 'look')).toBeNull()
  const old = await mintTicket({ accountId, sessionHash, deviceHash, subject, purpose: 'factor', seconds: 0 })
  expect(await factorTicket(account.installKey, old, 'spend')).toBeNull()
  const other = await mintTicket({ accountId, sessionHash, subject, purpose: 'enter', seconds: 60 })
  expect(await factorTicket(account.installKey, other, 'spend')).toBeNull()
  const ended = await mintTicket({
    accountId,
    sessionHash,
    deviceHash,
    subject,
    purpose: 'factor',
    seconds: 60,
  })
  await revokeSession(sessionHash)
  expect(await factorTicket(account.installKey, ended, 'spend')).toBeNull()
})
