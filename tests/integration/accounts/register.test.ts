import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { accountName } from '../../../lib/accounts/accounts.ts'
import { findPersonByEmail } from '../../../lib/accounts/directory/people.ts'
import { listAccounts } from '../../../lib/accounts/directory.ts'
import { ensureCallbacks } from '../../../lib/accounts/install.ts'
import { listMembers } from '../../../lib/accounts/members.ts'
import { checkPassword } from '../../../lib/accounts/passwords.ts'
import { psaFacts, psaOf } from '../../../lib/accounts/psa.ts'
import {
  askToRegister,
  type RegistrationForm,
  readRegistration,
  register,
} from '../../../lib/accounts/register.ts'
import type { Draft } from '../../../lib/accounts/register-draft.ts'
import { inAccount } from '../../../lib/accounts/transaction.ts'
import { present } from '../../../lib/std/assert.ts'
import { Secret } from '../../../lib/std/secret.ts'
import { DEMO, NORTHWIND, QUAYSIDE } from '../../simulators/connectwise/index.ts'
import { type RunningMail, startMail } from '../../simulators/smtp/index.ts'
import { age } from '../../support/accounts.ts'
import { accountsWorld, dump, type World } from '../../support/accounts-world.ts'

let world: World
let mail: RunningMail

beforeAll(async () => {
  mail = await startMail()
  world = await accountsWorld({
    environment: { SMTP_URL: mail.smtpUrl, MAIL_FROM: 'Evenbook <no@evenbook.test>' },
  })
})
afterAll(async () => {
  await world.close()
  await mail.close()
})
beforeEach(async () => {
  await world.connectwise.control.clearFaults()
  await age(world.database, 'delete from directory_attempts')
})

let serial = 0
function newEmail(): string {
  serial += 1
  return `owner${serial}@msp.example`
}

async function linkFor(email: string): Promise<string> {
  await askToRegister({ email, address: '203.0.113.7' })
  const [sent] = await mail.control.mails(email)
  const address = /https?:\S+\/register\/new\?\S+/.exec(present(sent, 'a mail').text)?.[0]
  return present(new URL(present(address, 'a link')).searchParams.get('link'), 'the link')
}

const password = 'seven green bottles'

function formOf(
  link: string,
  changes: Partial<Draft> & { privateKey?: string; password?: string } = {},
): RegistrationForm {
  const { privateKey = DEMO.keys.private, password: typed = password, ...draft } = changes
  return {
    link,
    privateKey,
    password: Secret.of(typed),
    draft: {
      accountName: 'Acme MSP',
      yourName: 'Jane Ng',
      region: 'demo',
      loginCompany: DEMO.company,
      publicKey: DEMO.keys.public,
      memberIdentifier: DEMO.member,
      companyName: '',
      ...draft,
    },
  }
}

describe('step 1, the address', () => {
  test('a mail goes out with a link that opens the form as often as it is looked at', async () => {
    const email = newEmail()
    const link = await linkFor(email)
    expect(await readRegistration(link)).toMatchObject({ email, known: false, draft: {}, faults: {} })
    expect(await readRegistration(link)).not.toBeNull()
    expect(await dump(world.database)).not.toContain(email)
  })

  test('an address is written to three times, a place asks ten times, then nobody is told', async () => {
    const email = newEmail()
    for (let asked = 0; asked < 6; asked += 1) await askToRegister({ email, address: null })
    expect(await mail.control.mails(email)).toHaveLength(3)
    const many = Array.from({ length: 14 }, newEmail)
    for (const one of many) await askToRegister({ email: one, address: '198.51.100.9' })
    const sent = await Promise.all(many.map(one => mail.control.mails(one)))
    expect(sent.filter(mails => mails.length > 0)).toHaveLength(10)
  })

  test('a mail server that refuses is for the log, and what is no address is not tried', async () => {
    await expect(askToRegister({ email: 'a@b', address: null })).resolves.toBeUndefined()
    await expect(askToRegister({ email: 'x\r\nBcc: y@z.example', address: null })).resolves.toBeUndefined()
  })

  test('after 24 hours the link is nothing', async () => {
    const link = await linkFor(newEmail())
    await age(
      world.database,
      "update directory_links set expires_at = clock_timestamp() - interval '1 second'",
    )
    expect(await readRegistration(link)).toBeNull()
    expect(await register(formOf(link))).toEqual({ kind: 'gone' })
  })
})

describe('step 2, what is wrong is said at its field, stores nothing and keeps what was typed', () => {
  const cases = [
    ['accountName', { accountName: ' ' }],
    ['yourName', { yourName: '' }],
    ['region', { region: 'mars' }],
    ['loginCompany', { loginCompany: 'a;b' }],
    ['loginCompany', { loginCompany: 'nobody_here' }],
    ['publicKey', { publicKey: '' }],
    ['privateKey', { privateKey: 'canary-private-key' }],
    ['privateKey', { publicKey: 'wrong' }],
    ['memberIdentifier', { memberIdentifier: 'Ghost' }],
    ['password', { password: 'short' }],
    ['password', { password: 'password' }],
    ['accountName', { accountName: 'x'.repeat(201) }],
    ['yourName', { yourName: 'a\u0000b' }],
    ['accountName', { accountName: 'a\u202Eb' }],
  ] as const

  test.each(cases)('%s', async (field, changes) => {
    const link = await linkFor(newEmail())
    const before = await listAccounts()
    const form = formOf(link, { password: 'canary password 1', ...changes })
    expect(await register(form)).toEqual({ kind: 'invalid' })
    const open = await readRegistration(link)
    expect(Object.keys(open?.faults ?? {})).toEqual([field])
    expect(open?.draft).toEqual(form.draft)
    expect(await listAccounts()).toEqual(before)
    expect(JSON.stringify(open)).not.toContain('canary')
    expect(await dump(world.database)).not.toContain('canary')
  })

  test('several at once, and a ConnectWise that does not answer', async () => {
    const link = await linkFor(newEmail())
    await register(formOf(link, { accountName: '', yourName: '', password: 'x' }))
    expect(Object.keys((await readRegistration(link))?.faults ?? {}).toSorted()).toEqual([
      'accountName',
      'password',
      'yourName',
    ])
    await world.connectwise.control.fault({
      match: { path: 'companyinfo' },
      effect: 'drop-before',
      times: 50,
    })
    await register(formOf(link))
    expect((await readRegistration(link))?.faults.form).toMatch(/Try again/)
  })
})

describe('the account', () => {
  test('Account Name: shown after registration, with a first admin linked by the member’s id', async () => {
    const email = newEmail()
    const link = await linkFor(email)
    const made = await register(
      formOf(link, { accountName: 'Zoë’s 「IT」 & <b>Söhne</b>', yourName: 'Jane O’Neill' }),
    )
    if (made.kind !== 'made') throw new Error(made.kind)
    const { accountId, userId } = made
    expect(await inAccount(accountId, accountName)).toBe('Zoë’s 「IT」 & <b>Söhne</b>')
    expect(await inAccount(accountId, listMembers)).toEqual([
      { userId, memberId: '151', name: 'Jane O’Neill', email, role: 'account-admin' },
    ])
    const person = present(await findPersonByEmail(email), 'the person')
    expect(person.id).toBe(userId)
    expect(await checkPassword(person.passwordHash ?? '', Secret.of(password))).toBe(true)
    expect(made.factor).toBe(true)
    expect((await psaFacts(accountId)).live).toBe(false)
    expect((await ensureCallbacks(accountId)).get('invoice')).toBe('off')
    await (await psaOf(accountId)).probe()
    expect(await readRegistration(link)).toBeNull()
    await age(world.database, "update directory_links set used_at = used_at - interval '2 minutes'")
    expect(await register(formOf(link))).toEqual({ kind: 'gone' })
    expect(await dump(world.database)).not.toContain(password)
  })

  test('who has the same ConnectWise with working keys is refused with a way out, and not told who has it', async () => {
    const link = await linkFor(newEmail())
    expect(await register(formOf(link, { loginCompany: DEMO.company.toUpperCase() }))).toEqual({
      kind: 'invalid',
    })
    const { faults = {} } = (await readRegistration(link)) ?? {}
    expect(faults.form ?? faults.loginCompany).toBeDefined()
    expect(await register(formOf(link))).toEqual({ kind: 'invalid' })
    const said = (await readRegistration(link))?.faults.form
    expect(said).toMatch(/registered with Evenbook already.*ask for access/)
    expect(said).not.toMatch(/Zoë|Jane|@/)
  })

  test('eight clicks at once make one account, and all of them lead to it', async () => {
    const link = await linkFor(newEmail())
    const before = (await listAccounts()).length
    const north = {
      loginCompany: NORTHWIND.company,
      publicKey: NORTHWIND.keys.public,
      memberIdentifier: NORTHWIND.member,
    }
    const form = () => formOf(link, { ...north, privateKey: NORTHWIND.keys.private })
    const all = await Promise.all(Array.from({ length: 8 }, () => register(form())))
    expect(new Set(all.map(one => (one.kind === 'made' ? one.accountId : one.kind))).size).toBe(1)
    expect(await listAccounts()).toHaveLength(before + 1)
    expect(await register({ ...form(), password: Secret.of('another password') })).toEqual({ kind: 'gone' })
  })

  test('an address that is known gives its own password, not a new one', async () => {
    const email = newEmail()
    const quayside = {
      loginCompany: QUAYSIDE.company,
      publicKey: QUAYSIDE.keys.public,
      privateKey: QUAYSIDE.keys.private,
      memberIdentifier: QUAYSIDE.member,
    }
    const first = await linkFor(`known-${email}`)
    expect((await register(formOf(first, quayside))).kind).toBe('made')
    const second = await linkFor(`known-${email}`)
    expect(await readRegistration(second)).toMatchObject({ known: true })
    expect(await register(formOf(second, { ...quayside, password: 'not the same one' }))).toEqual({
      kind: 'invalid',
    })
    expect((await readRegistration(second))?.faults.password).toMatch(/not the password/)
  })
})
