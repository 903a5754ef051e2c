import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { findPersonByEmail } from '../../../lib/accounts/directory/people.ts'
import { createDirectoryUser, createSession, findSession } from '../../../lib/accounts/directory.ts'
import { companyScopeOf, membershipOf } from '../../../lib/accounts/members.ts'
import { checkPassword } from '../../../lib/accounts/passwords.ts'
import { insertCompany } from '../../../lib/accounts/store.ts'
import { inAccount } from '../../../lib/accounts/transaction.ts'
import { acceptInvitation, readInvitation } from '../../../lib/accounts/users/accept.ts'
import { setDisabled } from '../../../lib/accounts/users/access.ts'
import {
  invite,
  inviteAgain,
  type NewInvitation,
  withdrawInvitation,
} from '../../../lib/accounts/users/invite.ts'
import { listInvitations, listUsers } from '../../../lib/accounts/users/list.ts'
import { putPerson, writeMember } from '../../../lib/accounts/users/store.ts'
import { list } from '../../../lib/activity/activity.ts'
import { present } from '../../../lib/std/assert.ts'
import { newId } from '../../../lib/std/id.ts'
import { Secret } from '../../../lib/std/secret.ts'
import { type RunningMail, startMail } from '../../simulators/smtp/index.ts'
import { age, appEnvironment, type BareAccount, bareAccount } from '../../support/accounts.ts'
import { dump } from '../../support/accounts-world.ts'
import type { TestDatabase } from '../../support/database.ts'
import { addPerson } from '../../support/people.ts'

let database: TestDatabase
let mail: RunningMail
let account: BareAccount
const jane = { id: '', name: 'Jane Ng' }
const password = 'three quiet lamps'
let serial = 0

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
  jane.id = account.userId
  await mail.control.clearRefusals()
})

const inside: <T>(work: Parameters<typeof inAccount<T>>[1]) => Promise<T> = work =>
  inAccount(account.accountId, work)

/** An address that no other test uses. */
function address(): string {
  serial += 1
  return `sam${serial}@example.com`
}

async function ask(change: Partial<NewInvitation> = {}, of = account) {
  const asked = {
    email: address(),
    name: 'Sam Lee',
    role: 'user',
    allCompanies: true,
    companyIds: [],
  } as const
  return invite(of.accountId, { ...jane, id: of.userId }, { ...asked, member: null, ...change })
}

/** Invites, and answers what arrived. */
async function invited(change: Partial<NewInvitation> = {}, of = account) {
  const answer = await ask(change, of)
  if (answer.kind !== 'invited') throw new Error(`Refused: ${answer.message}`)
  return { id: answer.id, email: answer.email, link: await newestLink(answer.email) }
}

async function newestLink(email: string): Promise<string> {
  const [newest] = await mail.control.mails(email)
  const [, link] = /invite\?link=(\S+)/.exec(newest?.text ?? '') ?? []
  return present(link, 'The mail has a link.')
}

const accept = (link: string, change: { name?: string; password?: string } = {}, of = account) =>
  acceptInvitation(of.installKey, {
    link,
    name: change.name ?? 'Sam Lee',
    password: Secret.of(change.password ?? password),
  })

describe('an invitation', () => {
  test('is a mail with a link, which leads in once', async () => {
    const { email, link } = await invited({
      role: 'approver',
      allCompanies: false,
      companyIds: [account.companyId],
    })
    const [letter] = await mail.control.mails(email)
    expect(letter).toMatchObject({ subject: 'Jane Ng invites you to Evenbook', recipients: [email] })
    expect(letter?.text).toContain('for Acme MSP. Your role: Approver.')
    expect(letter?.text).toContain(`http://localhost:3999/${account.installKey}/invite?link=`)
    expect(await readInvitation(account.installKey, link)).toEqual({
      ...{
        account: 'Acme MSP',
        email,
        name: 'Sam Lee',
        role: 'approver',
        invitedBy: 'Jane Ng',
        known: false,
      },
    })
    expect(await accept(link, { name: ' Samuel\u0007 Lee ' })).toEqual({ kind: 'accepted', email })
    expect(await accept(link)).toEqual({ kind: 'gone' })
    expect(await readInvitation(account.installKey, link)).toBeNull()
    const person = present(await findPersonByEmail(email), 'The address is confirmed.')
    expect(await checkPassword(person.passwordHash ?? '', Secret.of(password))).toBe(true)
    expect(await inside(tx => membershipOf(tx, person.id))).toMatchObject({
      ...{ name: 'Samuel Lee', email, role: 'approver' },
    })
    expect(await inside(tx => companyScopeOf(tx, person.id))).toEqual([account.companyId])
    expect(
      (await inside(tx => list(tx, { subject: `user:${person.id}`, limit: 5 }))).map(row => row.verb),
    ).toEqual(['invitation.accepted'])
  })

  test('neither link nor password stands anywhere', async () => {
    const { link } = await invited()
    await accept(link)
    const everything = await dump(database)
    expect(everything).not.toContain(link)
    expect(everything).not.toContain(password)
  })

  test('of twenty who open it at once one gets in', async () => {
    const { link } = await invited()
    const answers = await Promise.all(Array.from({ length: 20 }, () => accept(link)))
    expect(answers.filter(one => one.kind === 'accepted')).toHaveLength(1)
    expect(answers.filter(one => one.kind === 'gone')).toHaveLength(19)
    expect((await inside(tx => listUsers(tx, account.accountId))).map(one => one.name)).toEqual([
      'Jane Ng',
      'Sam Lee',
    ])
  })

  test('ends after seven days; sent again it has a new link, and the old one leads nowhere', async () => {
    const { id, email, link } = await invited()
    await age(database, `update directory_links set expires_at = now() where subject = '${id}'`)
    await age(database, `update invitations set expires_at = now() where id = '${id}'`)
    expect(await accept(link)).toEqual({ kind: 'gone' })
    expect(await inside(listInvitations)).toMatchObject([{ id, expired: true }])
    expect(await inviteAgain(account.accountId, jane, id)).toBe('sent')
    const [open] = await inside(listInvitations)
    expect(open).toMatchObject({ id, expired: false })
    expect(open?.sentAt).not.toBeNull()
    expect(await accept(link)).toEqual({ kind: 'gone' })
    expect(await accept(await newestLink(email))).toMatchObject({ kind: 'accepted' })
    expect(await inviteAgain(account.accountId, jane, id)).toBe('gone')
  })

  test('that was withdrawn leads nowhere', async () => {
    const { id, link } = await invited()
    expect(await inside(tx => withdrawInvitation(tx, account.accountId, jane, id))).toBe(true)
    expect(await accept(link)).toEqual({ kind: 'gone' })
    expect(await inside(listInvitations)).toEqual([])
    expect(await inside(tx => withdrawInvitation(tx, account.accountId, jane, id))).toBe(false)
  })

  test('is of its own account', async () => {
    const { link, id } = await invited()
    const other = await bareAccount('Other')
    expect(await accept(link, {}, other)).toEqual({ kind: 'gone' })
    expect(await readInvitation(other.installKey, link)).toBeNull()
    expect(await inviteAgain(other.accountId, jane, id)).toBe('gone')
    expect(await inAccount(other.accountId, listInvitations)).toEqual([])
    expect(await accept(link)).toMatchObject({ kind: 'accepted' })
  })

  test('that could not be sent stands there to be sent again', async () => {
    const email = address()
    await mail.control.refuse({ at: 'data', code: 451 })
    await expect(ask({ email })).rejects.toMatchObject({ name: 'MailError', kind: 'refused' })
    const [open] = await inside(listInvitations)
    expect(open).toMatchObject({ email, sentAt: null })
    expect(await inviteAgain(account.accountId, jane, open?.id ?? '')).toBe('sent')
    expect(await mail.control.mails(email)).toHaveLength(1)
  })

  test('is not sent over and over', async () => {
    const { id } = await invited()
    const answers = []
    for (let time = 0; time < 6; time += 1) answers.push(await inviteAgain(account.accountId, jane, id))
    expect(answers.slice(0, 4)).toEqual(['sent', 'sent', 'sent', 'sent'])
    expect(answers.at(-1)).toBe('often')
  })

  test('of an address that is invited, a member that is taken, a company of somebody else: refused at its field', async () => {
    const { email } = await invited({ member: { id: '152', identifier: 'TEllis', name: 'Tom Ellis' } })
    const field = async (change: Partial<NewInvitation>) => {
      const answer = await ask(change)
      return answer.kind === 'refused' ? answer.field : answer.kind
    }
    expect(await field({ email: email.toUpperCase() })).toBe('email')
    expect(await field({ email: 'sam@example.com\r\nBcc: all@example.com' })).toBe('email')
    expect(await field({ email: '' })).toBe('email')
    expect(await field({ member: { id: '152', identifier: 'TEllis', name: 'Tom Ellis' } })).toBe('member')
    expect(await field({ member: { id: '1', identifier: 'JNg', name: 'Jane Ng' } })).toBe('member')
    const other = await bareAccount('Other')
    expect(await field({ allCompanies: false, companyIds: [other.companyId] })).toBe('companies')
  })

  test('of the same address by two admins at once is one', async () => {
    const email = address()
    const answers = await Promise.all([ask({ email }), ask({ email })])
    expect(answers.map(one => one.kind).sort()).toEqual(['invited', 'refused'])
  })
})

describe('accepting', () => {
  test('a password that is guessed first, and no name, are said at their fields; the link stays good', async () => {
    const { link } = await invited()
    expect(await accept(link, { name: ' ', password: 'password' })).toEqual({
      kind: 'invalid',
      errors: { name: expect.any(String), password: expect.any(String) },
    })
    expect(await accept(link)).toMatchObject({ kind: 'accepted' })
  })

  test('one person belongs to several accounts, by the password they have', async () => {
    const first = await invited({ role: 'read-only' })
    await accept(first.link)
    const other = await bareAccount('Other')
    const { link } = await invited({ email: first.email, role: 'approver' }, other)
    expect(await readInvitation(other.installKey, link)).toMatchObject({ known: true })
    expect(await accept(link, { password: 'another long one' }, other)).toMatchObject({ kind: 'invalid' })
    expect(await accept(link, {}, other)).toMatchObject({ kind: 'accepted' })
    const person = present(await findPersonByEmail(first.email), 'known')
    expect(await checkPassword(person.passwordHash ?? '', Secret.of(password))).toBe(true)
    expect(await inside(tx => membershipOf(tx, person.id))).toMatchObject({ role: 'read-only' })
    expect(await inAccount(other.accountId, tx => membershipOf(tx, person.id))).toMatchObject({
      role: 'approver',
    })
  })

  test('whoever guesses that password has a few tries', async () => {
    const first = await invited()
    await accept(first.link)
    const other = await bareAccount('Other')
    const { link } = await invited({ email: first.email }, other)
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, place) => accept(link, { password: `guess number ${place}` }, other)),
    )
    expect(answers.every(one => one.kind === 'invalid')).toBe(true)
    expect(answers.filter(one => JSON.stringify(one).includes('not the password'))).toHaveLength(5)
    expect(await accept(link, {}, other)).toMatchObject({ kind: 'invalid' })
  })

  test('a company that is gone by then is left out', async () => {
    const gone = newId()
    await inside(tx => insertCompany(tx, { accountId: account.accountId, id: gone, name: 'Gone' }))
    const { email, link } = await invited({ allCompanies: false, companyIds: [gone, account.companyId] })
    await age(database, `delete from companies where id = '${gone}'`)
    expect(await accept(link)).toMatchObject({ kind: 'accepted' })
    const { id } = present(await findPersonByEmail(email), 'known')
    expect(await inside(tx => companyScopeOf(tx, id))).toEqual([account.companyId])
  })

  test('a member who was admitted without a role is that very person', async () => {
    const tom = { id: '152', identifier: 'TEllis', name: 'Tom Ellis' }
    const admitted = await addPerson(account.accountId, { name: 'Tom Ellis', role: 'none', member: tom })
    const { email, link } = await invited({ member: tom })
    await accept(link, { name: 'Tom Ellis' })
    expect((await findPersonByEmail(email))?.id).toBe(admitted.userId)
    expect(await inside(tx => listUsers(tx, account.accountId))).toMatchObject([
      { name: 'Jane Ng' },
      { name: 'Tom Ellis', role: 'user', memberId: '152', memberIdentifier: 'TEllis' },
    ])
  })

  test('a member who has got a role meanwhile keeps it; the person is in without one', async () => {
    const tom = { id: '152', identifier: 'TEllis', name: 'Tom Ellis' }
    const { link } = await invited({ member: tom })
    await addPerson(account.accountId, { name: 'Tom Ellis', role: 'approver', member: tom })
    expect(await accept(link)).toMatchObject({ kind: 'accepted' })
    expect(await inside(tx => listUsers(tx, account.accountId))).toMatchObject([
      { name: 'Jane Ng' },
      { name: 'Sam Lee', memberId: null },
      { name: 'Tom Ellis', memberId: '152' },
    ])
  })

  test('somebody who is disabled comes back with the role of the new invitation, and no old session', async () => {
    const { email, link } = await invited({ role: 'approver' })
    await accept(link)
    const userId = present(await findPersonByEmail(email), 'known').id
    await inside(tx => setDisabled(tx, { accountId: account.accountId, userId, actor: jane, disabled: true }))
    const again = await invited({ email, role: 'read-only' })
    const session = await createSession({ accountId: account.accountId, userId, parentHash: null })
    await accept(again.link)
    expect(await findSession(session.id)).toBeNull()
    expect(await inside(tx => membershipOf(tx, userId))).toMatchObject({ role: 'read-only' })
  })

  test('an invitation cannot take an admin’s role away', async () => {
    const { email, link } = await invited({ role: 'read-only' })
    // The address is confirmed by another way between invitation and acceptance.
    const userId = newId()
    await inside(async tx => {
      await createDirectoryUser(tx, userId)
      await putPerson(tx, { accountId: account.accountId, userId, name: 'Ada', email, role: 'account-admin' })
      await writeMember(tx, userId, { memberId: '9', memberIdentifier: 'Ada' })
    })
    await age(
      database,
      `update directory_users set email_hash = encode(sha256('${email}'), 'hex') where id = '${userId}'`,
    )
    expect(await accept(link)).toEqual({ kind: 'in-already' })
    expect(await inside(tx => membershipOf(tx, userId))).toMatchObject({ role: 'account-admin', name: 'Ada' })
  })
})
