import type { Transaction } from '../../drizzle/client.ts'
import type { DirectoryUser } from '../../drizzle/types.ts'
import { env } from '../env.ts'
import { isMailAddress, isMailConfigured, MailError, sendMail } from '../mail/mail.ts'
import { newId } from '../std/id.ts'
import { createLogger } from '../std/log.ts'
import type { Secret } from '../std/secret.ts'
import { createAccount, type MadeAccount } from './accounts.ts'
import { forgetAttempts, takeAttempt } from './directory/attempts.ts'
import { closeLink, justUsed, mintLink, noteOnLink, peekLink, redeemLink } from './directory/links.ts'
import { confirmEmail, emailHash, findPerson, findPersonByEmail, savePassword } from './directory/people.ts'
import { createDirectoryUser, installOf, isPsaTaken } from './directory.ts'
import { checkPassword, hashPassword, passwordFault } from './passwords.ts'
import { AccountRefused } from './prove.ts'
import { type Draft, openSubject, sealSubject } from './register-draft.ts'
import { type Faults, faultsOf, refusalOf } from './register-faults.ts'
import { insertMembership } from './store.ts'

const log = createLogger('register')
const linkSeconds = 24 * 3_600

/** Without a mail server nobody can show that an address is theirs. */
export function mayRegister(): boolean {
  return isMailConfigured()
}

/** One address, in a form that mail can be sent to. */
export function isAddress(text: string): boolean {
  return isMailAddress(text)
}

/**
 * Step 1, to be called when the answer is out: it says the same for every address, known or not. A mail goes out unless
 * too many were asked for lately.
 */
export async function askToRegister(given: { email: string; address: string | null }): Promise<void> {
  const { email, address } = given
  if (!mayRegister() || !isAddress(email)) return
  const until =
    (await takeAttempt({ what: `register|${emailHash(email)}`, most: 3 })) ??
    (address === null ? null : await takeAttempt({ what: `register-address|${address}`, most: 10 }))
  if (until) return
  const subject = sealSubject({ email, draft: {}, faults: {} })
  const link = await mintLink({
    accountId: null,
    userId: null,
    purpose: 'registration',
    subject,
    seconds: linkSeconds,
  })
  const page = `${env().EVENBOOK_URL}/register/new?${new URLSearchParams({ link })}`
  await sendMail({
    to: email,
    subject: 'Register with Evenbook',
    text: [
      'Go on here within 24 hours. The link works for one registration:',
      page,
      'Have your ConnectWise API keys at hand. You did not ask for this? Then there is nothing to do.',
    ].join('\n\n'),
  }).catch((error: unknown) => {
    if (!(error instanceof MailError)) throw error
    log.warn({ kind: error.kind }, 'A link for a registration was not sent')
  })
}

export interface OpenRegistration {
  email: string
  /** the address belongs to somebody who has a password: that one is asked for, not a new one */
  known: boolean
  /** what was typed last, without secrets, and what was wrong with it */
  draft: Partial<Draft>
  faults: Faults
}

/** Mail programs look too, so this uses nothing up. */
export async function readRegistration(link: string): Promise<OpenRegistration | null> {
  const found = await peekLink(link, 'registration')
  const subject = found && openSubject(found.subject)
  if (!subject) return null
  return { ...subject, known: hasPassword(await findPersonByEmail(subject.email)) }
}

export type Registration =
  /** `factor`: the link shows that mail reaches them, which is as much as a mailed code says; not so for who has an app */
  | { kind: 'made'; accountId: string; userId: string; installKey: string; factor: boolean }
  | { kind: 'invalid' }
  | { kind: 'gone' }

export interface RegistrationForm {
  link: string
  draft: Draft
  privateKey: string
  password: Secret
}

/** Step 2. Nothing is stored before everything was tried; what was typed and what is wrong wait at the link. */
export async function register(form: RegistrationForm): Promise<Registration> {
  const open = await readRegistration(form.link)
  if (!open) return again(form)
  const person = await findPersonByEmail(open.email)
  const faults = faultsOf(form)
  const password = await passwordOf(person, form.password)
  if (password.fault !== null) faults.password = password.fault
  if (Object.keys(faults).length > 0) return invalid(form, open.email, faults)
  const limit = { what: `register-try|${form.link}`, most: 30 }
  if (await takeAttempt(limit)) return invalid(form, open.email, { form: tooMany })
  try {
    const by = {
      ...open,
      person,
      newHash: password.newHash,
      name: form.draft.yourName.trim(),
      link: form.link,
    }
    return await make(form, by)
  } catch (error) {
    if (!(error instanceof AccountRefused)) throw error
    if (error.thing === 'person') return again(form)
    return invalid(form, open.email, refusalOf(error))
  }
}

const tooMany = 'Too many tries. Wait a few minutes, then try again.'

interface By {
  email: string
  name: string
  person: DirectoryUser | null
  newHash: string | null
  link: string
}

async function make({ draft, privateKey }: RegistrationForm, by: By): Promise<Registration> {
  const userId = by.person?.id ?? newId()
  const { accountId, installKey } = await createAccount(
    {
      name: draft.accountName,
      region: draft.region,
      loginCompany: draft.loginCompany,
      publicKey: draft.publicKey,
      privateKey,
      admin: { memberIdentifier: draft.memberIdentifier },
      live: false,
      ...(draft.companyName.trim() !== '' && { companyName: draft.companyName }),
    },
    (tx, made) => admit(tx, made, { ...by, userId }),
  )
  return { kind: 'made', accountId, userId, installKey, factor: by.person?.totpEnrolledAt == null }
}

/** In the transaction of the new account: whose link it is, and that nobody has this ConnectWise yet. */
async function admit(
  tx: Transaction,
  { accountId, member, psaHash }: MadeAccount,
  by: By & { userId: string },
): Promise<void> {
  const { userId, email, name } = by
  // The lock first: of two clicks on one form the second finds the link used, not the ConnectWise taken.
  const taken = await isPsaTaken(tx, psaHash)
  if (!(await redeemLink(tx, by.link, 'registration')))
    throw new AccountRefused('person', 'The link is used.')
  if (taken) throw new AccountRefused('taken', takenText)
  if (by.person === null) await createDirectoryUser(tx, userId)
  if (!(await confirmEmail(tx, userId, email)))
    throw new AccountRefused('person', 'The address has an owner.')
  if (by.newHash !== null) await savePassword(tx, userId, by.newHash)
  const memberFacts = { memberId: member.id, memberIdentifier: member.identifier }
  await insertMembership(tx, { accountId, userId, ...memberFacts, name, email, role: 'account-admin' })
  await closeLink(tx, by.link, { accountId, userId })
}

/** Said only to who holds working keys of that very ConnectWise. */
const takenText =
  'This ConnectWise is registered with Evenbook already. Open Evenbook inside Manage: it names the account admins there and lets you ask for access. If nobody can be reached, remove our API member’s keys in ConnectWise and write to us.'

async function invalid(form: RegistrationForm, email: string, faults: Faults): Promise<Registration> {
  const subject = sealSubject({ email, draft: form.draft, faults })
  await noteOnLink(form.link, 'registration', subject)
  return { kind: 'invalid' }
}

/** A second click of the form that made the account a moment ago leads where the first one did. */
async function again({ link, password }: RegistrationForm): Promise<Registration> {
  const made = await justUsed(link, 'registration')
  if (!made?.accountId || !made.userId) return { kind: 'gone' }
  const [install, person] = await Promise.all([installOf(made.accountId), findPerson(made.userId)])
  const right = hasPassword(person) && (await checkPassword(person.passwordHash, password))
  if (!right || !install) return { kind: 'gone' }
  const { accountId, userId } = made
  return { kind: 'made', accountId, userId, ...install, factor: person.totpEnrolledAt === null }
}

/** Who is known proves it; tries are counted over all of their registrations. */
async function passwordOf(
  person: DirectoryUser | null,
  password: Secret,
): Promise<{ fault: string | null; newHash: string | null }> {
  if (!hasPassword(person)) {
    const fault = passwordFault(password.reveal())
    return { fault, newHash: fault === null ? await hashPassword(password) : null }
  }
  const limit = { what: `register-password|${person.id}`, most: 5 }
  if (await takeAttempt(limit)) return { fault: tooMany, newHash: null }
  if (!(await checkPassword(person.passwordHash, password)))
    return { fault: 'This is not the password that you use for Evenbook.', newHash: null }
  await forgetAttempts(limit)
  return { fault: null, newHash: null }
}

function hasPassword(person: DirectoryUser | null): person is DirectoryUser & { passwordHash: string } {
  return person !== null && person.passwordHash !== null
}
