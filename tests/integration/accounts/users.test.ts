import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createSession, findSession } from '../../../lib/accounts/directory.ts'
import { companyScopeOf } from '../../../lib/accounts/members.ts'
import { insertCompany } from '../../../lib/accounts/store.ts'
import { inAccount } from '../../../lib/accounts/transaction.ts'
import { type Access, changeAccess, setDisabled } from '../../../lib/accounts/users/access.ts'
import { listUsers, userOf } from '../../../lib/accounts/users/list.ts'
import { linkMember } from '../../../lib/accounts/users/member-link.ts'
import { resetFactor } from '../../../lib/accounts/users/reset-factor.ts'
import { beginViewAs, endViewAs, sightOf } from '../../../lib/accounts/users/view-as.ts'
import { list } from '../../../lib/activity/activity.ts'
import { present } from '../../../lib/std/assert.ts'
import { newId } from '../../../lib/std/id.ts'
import { appEnvironment, type BareAccount, bareAccount } from '../../support/accounts.ts'
import type { TestDatabase } from '../../support/database.ts'
import { addPerson } from '../../support/people.ts'

let database: TestDatabase
let account: BareAccount
let jane: { id: string; name: string }
let sam: { id: string; name: string }
let second: string

beforeAll(async () => {
  database = await appEnvironment()
})
afterAll(() => database.close())
beforeEach(async () => {
  account = await bareAccount()
  jane = { id: account.userId, name: 'Jane Ng' }
  const { userId, name } = await addPerson(account.accountId, {
    name: 'Sam Lee',
    role: 'user',
    companyIds: [],
  })
  sam = { id: userId, name }
  second = newId()
  await inside(tx => insertCompany(tx, { accountId: account.accountId, id: second, name: 'Second' }))
})

const inside: <T>(work: Parameters<typeof inAccount<T>>[1]) => Promise<T> = work =>
  inAccount(account.accountId, work)
const give = (userId: string, access: Partial<Access>, actor = jane) =>
  inside(tx =>
    changeAccess(tx, {
      accountId: account.accountId,
      userId,
      actor,
      access: { role: 'user', allCompanies: true, companyIds: [], ...access },
    }),
  )
const disable = (userId: string, disabled = true, actor = jane) =>
  inside(tx => setDisabled(tx, { accountId: account.accountId, userId, disabled, actor }))
const historyOf = (userId: string) => inside(tx => list(tx, { subject: `user:${userId}`, limit: 10 }))
const sessionOf = (userId: string) =>
  createSession({ accountId: account.accountId, userId, parentHash: null })

describe('role and companies', () => {
  test('a change stands in the history with before and after, and the person’s sessions end', async () => {
    const session = await sessionOf(sam.id)
    expect(await give(sam.id, { role: 'approver', allCompanies: false, companyIds: [second] })).toEqual({
      kind: 'changed',
    })
    expect(await findSession(session.id)).toBeNull()
    const [row, ...others] = await historyOf(sam.id)
    expect(others).toEqual([])
    expect(row).toMatchObject({
      verb: 'role.changed',
      actorName: 'Jane Ng',
      detail: {
        name: 'Sam Lee',
        from: { role: 'user', companies: [] },
        to: { role: 'approver', companies: ['Second'] },
      },
    })
    expect(await inside(tx => companyScopeOf(tx, sam.id))).toEqual([second])
  })

  test('the same again is no change, and ends nothing', async () => {
    await give(sam.id, { role: 'approver' })
    const session = await sessionOf(sam.id)
    expect(await give(sam.id, { role: 'approver' })).toEqual({ kind: 'same' })
    expect(await findSession(session.id)).not.toBeNull()
    expect(await historyOf(sam.id)).toHaveLength(1)
  })

  test('a company that is added later belongs to whoever has all of them, and to nobody else', async () => {
    await give(sam.id, { allCompanies: true })
    const rita = await addPerson(account.accountId, { name: 'Rita', role: 'user', companyIds: [second] })
    const third = newId()
    await inside(tx => insertCompany(tx, { accountId: account.accountId, id: third, name: 'Third' }))
    expect(await inside(tx => companyScopeOf(tx, sam.id))).toBe('all')
    expect(await inside(tx => companyScopeOf(tx, rita.userId))).toEqual([second])
  })

  test('a company of another account cannot be given', async () => {
    const other = await bareAccount('Other')
    expect(await give(sam.id, { allCompanies: false, companyIds: [other.companyId] })).toEqual({
      kind: 'refused',
      reason: 'company',
    })
    expect(await historyOf(sam.id)).toEqual([])
  })

  test('somebody of another account cannot be changed', async () => {
    const other = await bareAccount('Other')
    const ofOther = await addPerson(other.accountId, { name: 'Olga', role: 'user' })
    expect(await give(ofOther.userId, { role: 'none' })).toEqual({ kind: 'refused', reason: 'unknown' })
  })

  test('who is no admin any more changes nobody', async () => {
    expect(await give(jane.id, { role: 'read-only' }, sam)).toEqual({ kind: 'refused', reason: 'not-admin' })
  })
})

describe('the last admin', () => {
  test.each(['approver', 'user', 'read-only', 'none'] as const)('does not become %s', async role => {
    expect(await give(jane.id, { role })).toEqual({ kind: 'refused', reason: 'last-admin' })
    expect(await inside(tx => userOf(tx, account.accountId, jane.id))).toMatchObject({ lastAdmin: true })
  })

  test('is not disabled, and an admin who is disabled does not count', async () => {
    await give(sam.id, { role: 'account-admin' })
    expect(await inside(tx => userOf(tx, account.accountId, jane.id))).toMatchObject({ lastAdmin: false })
    expect(await disable(jane.id)).toEqual({ kind: 'refused', reason: 'self' })
    expect(await disable(sam.id)).toEqual({ kind: 'changed' })
    expect(await give(jane.id, { role: 'user' })).toEqual({ kind: 'refused', reason: 'last-admin' })
    expect(await disable(jane.id)).toEqual({ kind: 'refused', reason: 'last-admin' })
  })

  test('two admins take each other’s role at once: one does', async () => {
    const rita = await addPerson(account.accountId, { name: 'Rita', role: 'account-admin' })
    for (let round = 0; round < 10; round += 1) {
      const { userId, name } = await addPerson(account.accountId, { name: 'Two', role: 'account-admin' })
      const two = { id: userId, name }
      const three = await addPerson(account.accountId, { name: 'Three', role: 'account-admin' })
      const answers = await Promise.all([
        give(three.userId, { role: 'user' }, two),
        give(two.id, { role: 'user' }, { id: three.userId, name: 'Three' }),
      ])
      expect(answers.map(one => one.kind).sort()).toEqual(['changed', 'refused'])
    }
    await give(rita.userId, { role: 'user' })
  })

  test('two who are the only ones demote themselves at once: one stays', async () => {
    const rita = await addPerson(account.accountId, { name: 'Rita', role: 'account-admin' })
    const answers = await Promise.all([
      give(jane.id, { role: 'user' }, jane),
      give(rita.userId, { role: 'user' }, { id: rita.userId, name: 'Rita' }),
    ])
    expect(answers.map(one => one.kind).sort()).toEqual(['changed', 'refused'])
  })
})

describe('disabling', () => {
  test('ends every session at once; enabling gives back what the person could do', async () => {
    await give(sam.id, { role: 'approver', allCompanies: false, companyIds: [second] })
    const session = await sessionOf(sam.id)
    const tab = await createSession({
      accountId: account.accountId,
      userId: sam.id,
      parentHash: session.idHash,
    })
    expect(await disable(sam.id)).toEqual({ kind: 'changed' })
    expect(await findSession(session.id)).toBeNull()
    expect(await findSession(tab.id)).toBeNull()
    expect(await inside(tx => sightOf(tx, { userId: sam.id, viewAsUserId: null }))).toMatchObject({
      role: 'none',
    })
    expect(await disable(sam.id)).toEqual({ kind: 'same' })
    expect(await disable(sam.id, false)).toEqual({ kind: 'changed' })
    expect(await inside(tx => userOf(tx, account.accountId, sam.id))).toMatchObject({
      role: 'approver',
      companyIds: [second],
      disabledAt: null,
    })
    expect((await historyOf(sam.id)).map(row => row.verb)).toEqual([
      'user.enabled',
      'user.disabled',
      'role.changed',
    ])
  })
})

describe('a member of ConnectWise', () => {
  const tom = { id: '152', identifier: 'TEllis', name: 'Tom Ellis' }
  const link = (userId: string, member: typeof tom | null) =>
    inside(tx => linkMember(tx, { accountId: account.accountId, userId, actor: jane, member }))

  test('is linked by id; a row that was admitted without a role gives the member up and is nobody any more', async () => {
    const admitted = await addPerson(account.accountId, { name: 'Tom Ellis', role: 'none', member: tom })
    const names = async () => (await inside(tx => listUsers(tx, account.accountId))).map(one => one.name)
    expect(await names()).toEqual(['Jane Ng', 'Sam Lee', 'Tom Ellis'])
    expect(await link(sam.id, tom)).toEqual({ kind: 'changed' })
    expect(await names()).toEqual(['Jane Ng', 'Sam Lee'])
    expect(await inside(tx => userOf(tx, account.accountId, sam.id))).toMatchObject({
      memberId: '152',
      memberIdentifier: 'TEllis',
    })
    expect(await link(sam.id, tom)).toEqual({ kind: 'same' })
    expect((await historyOf(sam.id))[0]).toMatchObject({
      verb: 'member.linked',
      detail: { from: null, to: 'TEllis (152)' },
    })
    expect(await historyOf(admitted.userId)).toEqual([])
  })

  test('who has a role keeps their member', async () => {
    await addPerson(account.accountId, { name: 'Tom Ellis', role: 'read-only', member: tom })
    expect(await link(sam.id, tom)).toEqual({ kind: 'refused', reason: 'taken', by: 'Tom Ellis' })
  })

  test('is not taken from somebody who has no other way in', async () => {
    await link(sam.id, tom)
    expect(await link(sam.id, null)).toEqual({ kind: 'refused', reason: 'no-way-in' })
    const rita = await addPerson(account.accountId, {
      name: 'Rita',
      role: 'user',
      email: 'rita@example.com',
      password: 'a long enough one',
      member: { id: '153', identifier: 'Rita' },
    })
    expect(await link(rita.userId, null)).toEqual({ kind: 'changed' })
  })
})

describe('seeing as somebody else', () => {
  const begin = (sessionHash: string, userId = sam.id, actor = jane) =>
    inside(tx => beginViewAs(tx, { accountId: account.accountId, sessionHash, actor, userId }))
  const seenBy = async (id: string) => {
    const session = present(await findSession(id), 'it lives')
    return inside(tx => sightOf(tx, session))
  }

  test('role and companies are theirs, the person stays; ends where it began; both stand in the history', async () => {
    await give(sam.id, { role: 'read-only', allCompanies: false, companyIds: [second] })
    const theirs = await sessionOf(sam.id)
    const session = await sessionOf(jane.id)
    expect(await begin(session.idHash)).toEqual({ kind: 'changed' })
    expect(await seenBy(session.id)).toMatchObject({
      person: { userId: jane.id, name: 'Jane Ng' },
      role: 'read-only',
      companies: [second],
      viewing: { userId: sam.id, name: 'Sam Lee' },
    })
    expect(await findSession(theirs.id)).toMatchObject({ viewAsUserId: null })
    await inside(tx =>
      endViewAs(tx, {
        ...{ accountId: account.accountId, sessionHash: session.idHash },
        actor: jane,
        userId: sam.id,
        name: 'Sam Lee',
      }),
    )
    expect(await seenBy(session.id)).toMatchObject({ role: 'account-admin', companies: 'all', viewing: null })
    expect((await historyOf(sam.id)).map(row => [row.verb, row.actorName])).toEqual([
      ['view-as.ended', 'Jane Ng'],
      ['view-as.begun', 'Jane Ng'],
      ['role.changed', 'Jane Ng'],
    ])
  })

  test('tabs that were opened before and while it lasts see the same', async () => {
    const session = await sessionOf(jane.id)
    const opened = { accountId: account.accountId, userId: jane.id, parentHash: session.idHash }
    const before = await createSession(opened)
    const elsewhere = await sessionOf(jane.id)
    await begin(session.idHash)
    const during = await createSession(opened)
    for (const { id } of [session, before, during])
      expect(await seenBy(id)).toMatchObject({ viewing: { name: 'Sam Lee' } })
    expect(await seenBy(elsewhere.id)).toMatchObject({ viewing: null })
  })

  test('is of people of this account, who have a role, and by admins only', async () => {
    const session = await sessionOf(jane.id)
    const other = await bareAccount('Other')
    const refused = async (userId: string, actor = jane) => {
      const answer = await begin(session.idHash, userId, actor)
      return answer.kind === 'refused' ? answer.reason : answer.kind
    }
    expect(await refused(other.userId)).toBe('unknown')
    expect(await refused(jane.id)).toBe('self')
    expect(await refused(jane.id, sam)).toBe('not-admin')
    await disable(sam.id)
    expect(await refused(sam.id)).toBe('no-role')
    expect(await seenBy(session.id)).toMatchObject({ viewing: null })
  })

  test('is over when that person is disabled, or the admin is none any more', async () => {
    const rita = await addPerson(account.accountId, { name: 'Rita', role: 'account-admin' })
    const session = await sessionOf(jane.id)
    await begin(session.idHash)
    await disable(sam.id)
    expect(await seenBy(session.id)).toMatchObject({ role: 'account-admin', viewing: null })
    await disable(sam.id, false)
    await give(jane.id, { role: 'user' }, { id: rita.userId, name: 'Rita' })
    expect(await findSession(session.id)).toBeNull()
    expect(await inside(tx => sightOf(tx, { userId: jane.id, viewAsUserId: sam.id }))).toMatchObject({
      role: 'user',
      viewing: null,
    })
  })
})

test('resetting a second factor voids it and ends the sessions; one’s own stays', async () => {
  const { accountId } = account
  await database.owner.execute(
    `update directory_users set totp_sealed = 'x', totp_enrolled_at = now() where id in ('${sam.id}', '${jane.id}')`,
  )
  const session = await sessionOf(sam.id)
  const reset = (userId: string) => inside(tx => resetFactor(tx, { accountId, userId, actor: jane }))
  expect(await reset(sam.id)).toEqual({ kind: 'changed' })
  expect(await findSession(session.id)).toBeNull()
  expect(await inside(tx => userOf(tx, accountId, sam.id))).toMatchObject({ factor: 'none' })
  expect((await historyOf(sam.id))[0]).toMatchObject({ verb: 'factors.reset', actorName: 'Jane Ng' })
  expect(await reset(jane.id)).toEqual({ kind: 'refused', reason: 'self' })
  expect(await inside(tx => userOf(tx, accountId, jane.id))).toMatchObject({ factor: 'app' })
})

test('the list says how each can show that it is them, and when they were here', async () => {
  const mail = await addPerson(account.accountId, { name: 'Mia', role: 'user', email: 'mia@example.com' })
  const app = await addPerson(account.accountId, { name: 'Ada', role: 'approver', email: 'ada@example.com' })
  await database.owner.execute(
    `update directory_users set totp_sealed = 'x', totp_enrolled_at = now() where id = '${app.userId}'`,
  )
  await sessionOf(mail.userId)
  const users = await inside(tx => listUsers(tx, account.accountId))
  expect(users.map(one => [one.name, one.factor, one.lastSeenAt !== null, one.allCompanies])).toEqual([
    ['Ada', 'app', false, true],
    ['Jane Ng', 'none', false, true],
    ['Mia', 'mail', true, true],
    ['Sam Lee', 'none', false, false],
  ])
})
