import { decode } from 'next-auth/jwt'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { agreementOf, isAgreement } from '../../../app/_session/agreement.ts'
import { authOptions, sessionCookie, sessionCookieName } from '../../../app/_session/auth.ts'
import { answerClaim, type ClaimOutcome, zClaimRequest } from '../../../app/_session/claim.ts'
import { type Member, memberOfSession } from '../../../app/_session/member.ts'
import { enterByTicket } from '../../../app/_session/redeem.ts'
import { findSession, revokeSession } from '../../../lib/accounts/directory.ts'
import { inAccount } from '../../../lib/accounts/transaction.ts'
import { listUsers } from '../../../lib/accounts/users/list.ts'
import { declineRequest, listRequests } from '../../../lib/accounts/users/requests.ts'
import { list } from '../../../lib/activity/activity.ts'
import { env } from '../../../lib/env.ts'
import { present } from '../../../lib/std/assert.ts'
import { sha256 } from '../../../lib/std/id.ts'
import { DEMO, NORTHWIND } from '../../simulators/connectwise/index.ts'
import { type RunningMail, startMail } from '../../simulators/smtp/index.ts'
import {
  type Admin,
  accountsWorld,
  adminOf,
  demoInput,
  dump,
  northwindInput,
  type World,
} from '../../support/accounts-world.ts'

interface Proof {
  companyid: string
  memberid: string
  memberHash: string
  memberContext: string
}

let world: World
let mail: RunningMail
let admin: Admin
let other: Admin

beforeAll(async () => {
  mail = await startMail()
  world = await accountsWorld({
    environment: { SMTP_URL: mail.smtpUrl, MAIL_FROM: 'mail@evenbook.example' },
  })
  admin = await adminOf(demoInput())
  other = await adminOf(northwindInput())
})
afterAll(async () => {
  await world.close()
  await mail.close()
})
beforeEach(async () => {
  await world.connectwise.control.clearFaults()
  globalThis.evenbookMemberCheck = undefined
})

/** What Manage hands to the frame for its member. */
async function proofOf(member: string, tenant: string = DEMO.company) {
  const proof = await world.connectwise.control.call<Proof>('POST', 'sessions', { tenant, member })
  return { site: world.connectwise.urls.ui, ...proof }
}

type Claim = Awaited<ReturnType<typeof proofOf>>

async function ask(
  claim: Claim,
  current: Member | null = null,
  wish: object = { want: 'session' },
): Promise<ClaimOutcome> {
  const request = zClaimRequest.parse({ claim, ...wish })
  return present(await answerClaim(admin.installKey, request, current), 'The install exists.')
}

async function signedIn(member = 'JNg'): Promise<{ sessionId: string; who: Member }> {
  const { sessionId } = await ask(await proofOf(member))
  const id = present(sessionId, 'A new session.')
  return { sessionId: id, who: present(await memberOfSession(admin.installKey, id), 'The member.') }
}

describe('who is looking', () => {
  test('a proven member gets a session and what its actions need; the hash stands nowhere', async () => {
    const proof = await proofOf('JNg')
    const { answer, sessionId } = await ask(proof)
    const idHash = sha256(present(sessionId, 'A new session.'))
    expect(answer).toEqual({
      kind: 'agreed',
      agreement: agreementOf(idHash),
      userId: admin.userId,
      same: false,
    })
    expect(await memberOfSession(admin.installKey, sessionId ?? '')).toMatchObject({
      name: 'Jane Ng',
      role: 'account-admin',
      framed: true,
      psa: { loginCompany: DEMO.company, uiOrigin: world.connectwise.urls.ui, live: true },
    })
    const everything = await dump(world.database)
    expect(everything).not.toContain(proof.memberHash)
    expect(everything).not.toContain(sessionId)
  })

  test('the same member’s session goes on', async () => {
    const { who } = await signedIn()
    expect(await ask(await proofOf('JNg'), who)).toEqual({
      answer: { kind: 'agreed', agreement: agreementOf(who.sessionHash), userId: who.userId, same: true },
      sessionId: null,
    })
  })

  test('another member in Manage ends the session that the cookie names', async () => {
    const { sessionId, who } = await signedIn()
    const { answer } = await ask(await proofOf('TEllis'), who)
    expect(answer).toMatchObject({ kind: 'no-role', admins: ['Jane Ng'] })
    expect(await findSession(sessionId)).toBeNull()
  })

  test('a refused claim ends it too; an outage does not', async () => {
    const { sessionId, who } = await signedIn()
    const proof = await proofOf('JNg')
    const { control } = world.connectwise
    const match = { method: 'GET', path: '/system/myMembers/info' }
    await control.fault({ match, effect: 'drop-before', times: 5 })
    expect((await ask(proof, who)).answer).toEqual({ kind: 'refused', reason: 'unreachable' })
    expect(await findSession(sessionId)).not.toBeNull()
    await control.clearFaults()
    expect((await ask({ ...proof, memberHash: 'made-up' }, who)).answer).toEqual({
      kind: 'refused',
      reason: 'hash',
    })
    expect(await findSession(sessionId)).toBeNull()
  })

  test('a member of another login company is refused here', async () => {
    const claim = await proofOf('JNg', NORTHWIND.company)
    expect((await ask(claim)).answer).toEqual({ kind: 'refused', reason: 'company' })
    expect((await ask({ ...claim, companyid: DEMO.company })).answer).toMatchObject({ kind: 'refused' })
  })

  test('an install that does not exist is nobody’s', async () => {
    const request = zClaimRequest.parse({ want: 'session', claim: await proofOf('JNg') })
    expect(await answerClaim('AbCdEfGhIjKlMnOpQrStUv', request, null)).toBeNull()
  })

  test.each([';', ',', '"', '\\', ' ', '\r\n', 'é'])('a hash with %j is none', async letter => {
    const claim = { ...(await proofOf('JNg')), memberHash: `x${letter}y` }
    expect(zClaimRequest.safeParse({ want: 'session', claim }).success).toBe(false)
  })

  test('asking for access is noted once a day, and the admins are told by mail once', async () => {
    await mail.control.clearMails()
    for (let time = 0; time < 3; time++) {
      expect((await ask(await proofOf('TEllis'), null, { want: 'access' })).answer).toEqual({ kind: 'asked' })
    }
    const rows = await inAccount(admin.accountId, tx => list(tx, { subject: 'member:152', limit: 10 }))
    expect(rows.map(({ verb, detail }) => [verb, detail])).toEqual([['access.asked', { name: 'Tom Ellis' }]])
    const letters = await mail.control.mails()
    expect(letters.map(one => one.subject)).toEqual(['Tom Ellis asks for access to Evenbook'])
    expect(letters[0]?.text).toContain(`/${admin.installKey}/users`)
  })

  test('the request stands in the list until it is declined or the member has a role, and may come again', async () => {
    const { accountId, userId } = admin
    const requests = () =>
      inAccount(accountId, async tx => {
        const found = await listRequests(tx, await listUsers(tx, accountId))
        return found.map(one => one.user.name)
      })
    const asks = async () => (await ask(await proofOf('SMarsh'), null, { want: 'access' })).answer
    expect(await asks()).toEqual({ kind: 'asked' })
    expect(await requests()).toContain('Sam Marsh')
    const actor = { id: userId, name: 'Jane Ng' }
    await inAccount(accountId, async tx => {
      const user = (await listUsers(tx, accountId)).find(one => one.memberIdentifier === 'SMarsh')
      await declineRequest(tx, { accountId, actor, user: present(user, 'admitted') })
    })
    expect(await requests()).not.toContain('Sam Marsh')
    await asks()
    expect(await requests()).toContain('Sam Marsh')
  })

  test('a mail server that is away does not keep anybody from asking', async () => {
    await mail.control.refuse({ at: 'connect', code: 421, times: 10 })
    expect((await ask(await proofOf('RVoss'), null, { want: 'access' })).answer).toEqual({ kind: 'asked' })
    await mail.control.clearRefusals()
  })
})

describe('the frame’s browser', () => {
  const by = async (deviceHash: string | null, current: Member | null = null) => {
    const request = zClaimRequest.parse({ want: 'session', claim: await proofOf('JNg') })
    return present(await answerClaim(admin.installKey, request, current, deviceHash), 'The install exists.')
  }

  test('stands with its session, and is not changed by another one later', async () => {
    const { sessionId } = await by(sha256('mine'))
    const who = present(await memberOfSession(admin.installKey, sessionId ?? ''), 'The member.')
    await by(sha256('another'), who)
    expect((await findSession(sessionId ?? ''))?.deviceHash).toBe(sha256('mine'))
  })

  test('is noted where the session had none', async () => {
    const { sessionId, who } = await signedIn()
    await by(sha256('late'), who)
    expect((await findSession(sessionId))?.deviceHash).toBe(sha256('late'))
  })

  test('a browser that keeps no cookie in frames is known by its tab’s', async () => {
    const to = `/${admin.installKey}/sync`
    const { answer } = await ask(await proofOf('JNg'), null, { want: 'tab', to })
    const url = new URL(answer.kind === 'ticket' ? answer.url : '', 'https://app.example')
    const ticket = url.searchParams.get('ticket') ?? ''
    const entered = present(
      await enterByTicket(admin.installKey, ticket, to, sha256('tab')),
      'A good ticket.',
    )
    expect(await findSession(entered.sessionId)).toMatchObject({ origin: 'tab', deviceHash: sha256('tab') })
  })
})

describe('the session', () => {
  test('its cookie carries the id, sealed, and is one that a cross-site frame keeps', async () => {
    const { sessionId } = await signedIn()
    const { value, ...cookie } = await sessionCookie(admin.installKey, sessionId)
    expect(cookie).toEqual({
      name: `__Secure-evenbook.${admin.installKey.slice(0, 8)}`,
      path: `/${admin.installKey}`,
      httpOnly: true,
      secure: true,
      sameSite: 'none',
      partitioned: true,
      maxAge: 8 * 3_600,
    })
    expect(value).not.toContain(sessionId)
    const token = await decode({ token: value, secret: env().SESSION_SECRET.reveal() })
    expect(Object.keys(token ?? {}).sort()).toEqual(['exp', 'iat', 'jti', 'sid'])
  })

  test('no other cookie’s name begins with its name, which next-auth would take for a piece of it', () => {
    const names = Object.values(authOptions(admin.installKey).cookies ?? {}).map(cookie => cookie.name)
    expect(names).toHaveLength(3)
    const name = sessionCookieName(admin.installKey)
    expect(names.filter(one => one.startsWith(name))).toEqual([name])
  })

  test('is none under another account’s install, nor once it was revoked', async () => {
    const { sessionId, who } = await signedIn()
    expect(sessionCookieName(admin.installKey)).not.toBe(sessionCookieName(other.installKey))
    expect(await memberOfSession(other.installKey, sessionId)).toBeNull()
    await revokeSession(who.sessionHash)
    expect(await memberOfSession(admin.installKey, sessionId)).toBeNull()
  })

  test('an agreement is good for its own session only', () => {
    expect(isAgreement(agreementOf('a'), 'a')).toBe(true)
    expect(isAgreement(agreementOf('a'), 'b')).toBe(false)
    expect(isAgreement('', 'a')).toBe(false)
  })
})

describe('a tab of its own', () => {
  const to = () => `/${admin.installKey}/sync`

  async function ticket(): Promise<string> {
    const { answer } = await ask(await proofOf('JNg'), null, { want: 'tab', to: to() })
    const url = new URL(answer.kind === 'ticket' ? answer.url : '', 'https://app.example')
    expect(url.pathname).toBe(`/${admin.installKey}/enter`)
    return url.searchParams.get('ticket') ?? ''
  }

  test('is the same member’s, works once, and is no frame', async () => {
    const text = await ticket()
    const entered = present(await enterByTicket(admin.installKey, text, to()), 'A good ticket.')
    expect(entered.to).toBe(to())
    expect(await memberOfSession(admin.installKey, entered.sessionId)).toMatchObject({
      userId: admin.userId,
      framed: false,
    })
    expect(await enterByTicket(admin.installKey, text, to())).toBeNull()
  })

  test('leads where it was made for', async () => {
    expect(await enterByTicket(admin.installKey, await ticket(), `/${admin.installKey}/users`)).toBeNull()
    expect(await enterByTicket(other.installKey, await ticket(), to())).toBeNull()
    expect(await enterByTicket(admin.installKey, 'made-up', to())).toBeNull()
  })

  test('elsewhere no ticket is made', async () => {
    const away = { want: 'tab', to: '//evil.example/' }
    expect((await ask(await proofOf('JNg'), null, away)).answer).toEqual({
      kind: 'refused',
      reason: 'server',
    })
  })
})
