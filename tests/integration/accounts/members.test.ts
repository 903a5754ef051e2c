import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createSession, findSession } from '../../../lib/accounts/directory.ts'
import { listMembers, membershipOf, verifyMember } from '../../../lib/accounts/members.ts'
import { can } from '../../../lib/accounts/permissions.ts'
import { inAccount } from '../../../lib/accounts/transaction.ts'
import { changeAccess } from '../../../lib/accounts/users/access.ts'
import { Secret } from '../../../lib/std/secret.ts'
import { DEMO, NORTHWIND } from '../../simulators/connectwise/index.ts'
import {
  type Admin,
  accountsWorld,
  adminOf,
  demoInput,
  dump,
  type World,
} from '../../support/accounts-world.ts'

const readOnly = { role: 'read-only', allCompanies: true, companyIds: [] } as const

interface Proof {
  companyid: string
  memberid: string
  memberHash: string
  memberContext: string
}

let world: World
let admin: Admin

beforeAll(async () => {
  world = await accountsWorld()
  admin = await adminOf(demoInput())
})
afterAll(() => world.close())
beforeEach(async () => {
  await world.connectwise.control.clearFaults()
  globalThis.evenbookMemberCheck = undefined
})

/** What Manage's parent page hands to the frame. */
async function proofOf(member: string, tenant: string = DEMO.company) {
  const proof = await world.connectwise.control.call<Proof>('POST', 'sessions', { tenant, member })
  return {
    site: world.connectwise.urls.ui,
    loginCompany: proof.companyid,
    memberId: proof.memberid,
    memberHash: Secret.of(proof.memberHash),
    memberContext: proof.memberContext,
  }
}

const verify = (claim: Awaited<ReturnType<typeof proofOf>>) => verifyMember(admin.accountId, claim)

describe('who is looking', () => {
  test('the admin is known with the role; the hash is kept nowhere', async () => {
    const claim = await proofOf('JNg')
    expect(await verify(claim)).toEqual({
      kind: 'member',
      userId: admin.userId,
      role: 'account-admin',
      name: 'Jane Ng',
      memberId: '151',
    })
    expect(await dump(world.database)).not.toContain(claim.memberHash.reveal())
  })

  test('a member without a role asks for access, and is in after an admin gave one', async () => {
    const { accountId } = admin
    const claims = await Promise.all(Array.from({ length: 5 }, () => proofOf('TEllis')))
    const answers = await Promise.all(claims.map(verify))
    expect(answers[0]).toEqual({ kind: 'no-role', memberId: '152', name: 'Tom Ellis' })
    const rows = (await inAccount(accountId, listMembers)).filter(member => member.memberId === '152')
    expect(rows).toHaveLength(1)
    const userId = rows[0]?.userId ?? ''
    const session = await createSession({ accountId, userId, parentHash: null })
    const actor = { id: admin.userId, name: 'Jane Ng' }
    expect(
      await inAccount(accountId, tx => changeAccess(tx, { accountId, userId, actor, access: readOnly })),
    ).toEqual({
      kind: 'changed',
    })
    expect(await findSession(session.id)).toBeNull()
    expect(await verify(await proofOf('TEllis'))).toMatchObject({ kind: 'member', role: 'read-only', userId })
    expect(await inAccount(accountId, tx => membershipOf(tx, userId))).toMatchObject({ role: 'read-only' })
  })

  test('the last admin keeps the role', async () => {
    const { accountId, userId } = admin
    const change = { accountId, userId, access: { ...readOnly, role: 'none' }, actor: null } as const
    expect(await inAccount(accountId, tx => changeAccess(tx, change))).toEqual({
      kind: 'refused',
      reason: 'last-admin',
    })
  })
})

describe('who is refused', () => {
  test('another login company and another site are refused without asking anybody', async () => {
    const claim = await proofOf('JNg')
    await world.connectwise.control.clearCalls()
    const wrong = [
      { ...claim, loginCompany: NORTHWIND.company },
      { ...claim, site: 'https://na.myconnectwise.net.evil.example' },
      { ...claim, site: `${world.connectwise.urls.ui}.evil.example` },
      { ...claim, site: '' },
    ]
    for (const one of wrong) expect(await verify(one)).toEqual({ kind: 'refused', reason: 'company' })
    expect(await world.connectwise.control.calls()).toEqual([])
  })

  test('a hash of another login company, an invented one and an expired one', async () => {
    const foreign = await proofOf('JNg', NORTHWIND.company)
    expect(await verify({ ...foreign, loginCompany: DEMO.company })).toEqual({
      kind: 'refused',
      reason: 'hash',
    })
    const claim = await proofOf('JNg')
    expect(await verify({ ...claim, memberHash: Secret.of('0000') })).toEqual({
      kind: 'refused',
      reason: 'hash',
    })
    await world.connectwise.control.call('POST', 'sessions/expire', { tenant: DEMO.company })
    expect(await verify(claim)).toEqual({ kind: 'refused', reason: 'hash' })
  })

  test('an own hash under a colleague’s name', async () => {
    const claim = await proofOf('SMarsh')
    const answer = await verify({ ...claim, memberId: 'JNg' })
    expect(answer.kind).toBe('refused')
    expect(await verify(claim)).toMatchObject({ kind: 'no-role' })
  })

  test('a header smuggled in by the hash', async () => {
    const claim = await proofOf('JNg')
    const smuggled = { ...claim, memberHash: Secret.of(`${claim.memberHash.reveal()}\r\nx-other: 1`) }
    expect(await verify(smuggled)).toMatchObject({ kind: 'refused' })
  })

  test('an inactive member, whichever way ConnectWise says it', async () => {
    const change = (inactive: boolean) =>
      world.connectwise.control.call('POST', 'members', { tenant: DEMO.company, member: 'RVoss', inactive })
    const claim = await proofOf('RVoss')
    await change(true)
    for (const refuseInactiveMember of [true, false]) {
      globalThis.evenbookMemberCheck = undefined
      await world.connectwise.control.setParameters({ refuseInactiveMember })
      const reason = refuseInactiveMember ? 'hash' : 'inactive'
      expect(await verify(claim)).toEqual({ kind: 'refused', reason })
    }
    await change(false)
  })

  test('everybody while ConnectWise cannot be asked, and nobody longer than that', async () => {
    const claim = await proofOf('JNg')
    await world.connectwise.control.fault({ match: { path: 'myMembers' }, effect: 'drop-before', times: 50 })
    expect(await verify(claim)).toEqual({ kind: 'refused', reason: 'unreachable' })
    await world.connectwise.control.clearFaults()
    expect(await verify(claim)).toMatchObject({ kind: 'member' })
  })

  test('a guesser after ten wrong hashes', async () => {
    for (let attempt = 0; attempt < 10; attempt += 1) {
      const claim = await proofOf('JNg')
      await verify({ ...claim, memberHash: Secret.of(`guess-${attempt}`) })
    }
    expect(await verify(await proofOf('JNg'))).toEqual({ kind: 'refused', reason: 'rate' })
  })
})

test('roles: an admin may all, a member without one nothing', () => {
  expect(can('account-admin', 'manage-users')).toBe(true)
  expect(can('user', 'send')).toBe(true)
  expect(can('user', 'configure')).toBe(false)
  expect(can('read-only', 'send')).toBe(false)
  expect(can('none', 'view')).toBe(false)
})
