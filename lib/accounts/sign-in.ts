import type { DirectoryUser } from '../../drizzle/types.ts'
import { env } from '../env.ts'
import { isMailAddress, isMailConfigured, MailError, sendMail } from '../mail/mail.ts'
import { sha256 } from '../std/id.ts'
import { createLogger } from '../std/log.ts'
import type { Secret } from '../std/secret.ts'
import { forgetAttempts, giveAttemptBack, type Limit, takeAttempt } from './directory/attempts.ts'
import { isTrusted, revokeDevicesOf } from './directory/devices.ts'
import { mintLink, peekLink, redeemLink, voidLinks } from './directory/links.ts'
import { confirmEmail, emailHash, findPerson, findPersonByEmail, savePassword } from './directory/people.ts'
import { revokeEverySession, standingOf } from './directory/standing.ts'
import { installOf } from './directory.ts'
import { limitOf, maskedAddress, noteOf, type Person } from './factor.ts'
import { membershipOf } from './members.ts'
import { checkNoPassword, checkPassword, hashPassword } from './passwords.ts'
import { inAccount } from './transaction.ts'

export interface SignInTry {
  accountId: string
  email: string
  password: Secret
  /** of the browser, where it can be told */
  address: string | null
  deviceHash: string | null
}

export type SignInAnswer =
  /** `passwordMark` names the password that was right, without saying anything of it */
  | { kind: 'right'; userId: string; passwordMark: string }
  /** whatever it was: no such person, no password, another one, not of this account */
  | { kind: 'wrong' }
  | { kind: 'wait'; until: Date }

const log = createLogger('sign-in')

const nobody = '00000000-0000-0000-0000-000000000000'

/**
 * The first factor outside Manage. Somebody unknown costs the same work and gets the same answer as a wrong password. A browser
 * that is trusted for the person has tries of its own: whoever guesses elsewhere does not keep them out.
 */
export async function checkSignIn(given: SignInTry): Promise<SignInAnswer> {
  const { accountId, email, password, deviceHash } = given
  const person = await findPersonByEmail(email)
  const who = { accountId, userId: person?.id ?? nobody }
  const own = deviceHash !== null && (await isTrusted({ ...who, deviceHash })) ? deviceHash : ''
  const limit = { what: `sign-in|${accountId}|${emailHash(email)}|${own}`, most: 5 }
  const shared = addressLimit(given)
  const until = (await takeAttempt(limit)) ?? (shared && (await takeAttempt(shared)))
  if (until) {
    log.warn({ accountId, address: given.address }, 'A sign-in was refused: too many tries')
    return { kind: 'wait', until }
  }
  const right = await (person?.passwordHash
    ? checkPassword(person.passwordHash, password)
    : checkNoPassword(password))
  const member = await inAccount(accountId, tx => membershipOf(tx, who.userId))
  if (!right || !member || member.role === 'none') {
    // Never who it was said to be: people type passwords into the wrong field.
    log.warn({ accountId, address: given.address }, 'A sign-in was refused')
    return { kind: 'wrong' }
  }
  await forgetAttempts(limit)
  if (shared) await giveAttemptBack(shared)
  return { kind: 'right', userId: who.userId, passwordMark: markOf(person) }
}

/** A sign-in that waits for its code ends with the password it began with: that one may be known to somebody else. */
export async function isStillPassword(userId: string, passwordMark: string): Promise<boolean> {
  return passwordMark !== '' && markOf(await findPerson(userId)) === passwordMark
}

/** Once the code, where one is asked for, was right too. */
export async function noteSignIn(who: Person, browser: string): Promise<void> {
  await inAccount(who.accountId, tx => noteOf(tx, who, 'signed-in', { browser }))
}

// passwords by mail

const linkSeconds = 3_600

/**
 * "Forgot": to be called when the answer is out, which says the same for everybody. Null: nothing is done before a while;
 * an address that nobody has gets no mail.
 */
export async function forgotPassword(
  given: Pick<SignInTry, 'accountId' | 'email' | 'address'>,
): Promise<void> {
  const { accountId, email } = given
  const shared = addressLimit(given)
  const until =
    (await takeAttempt({ what: `forgot|${accountId}|${emailHash(email)}`, most: 3 })) ??
    (shared && (await takeAttempt(shared)))
  const person = until ? null : await findPersonByEmail(email)
  if (!person || !isMailConfigured() || !isMailAddress(email)) return
  const member = await inAccount(accountId, tx => membershipOf(tx, person.id))
  if (!member || member.role === 'none') return
  await mailPasswordLink({ accountId, userId: person.id }, email).catch((error: unknown) => {
    if (!(error instanceof MailError)) throw error
    log.warn({ kind: error.kind }, 'A link for a new password was not sent')
  })
}

export type LinkAnswer =
  | { kind: 'sent'; to: string }
  | { kind: 'no-address' }
  | { kind: 'wait'; until: Date }
  | { kind: 'failed'; message: string }

/** For somebody who is signed in and has no password yet: the link proves that the address is theirs. */
export async function askForPassword(who: Person): Promise<LinkAnswer> {
  const member = await inAccount(who.accountId, tx => membershipOf(tx, who.userId))
  if (!member || !isMailConfigured() || !isMailAddress(member.email)) return { kind: 'no-address' }
  const until = await takeAttempt(limitOf('mail', who, 5))
  if (until) return { kind: 'wait', until }
  try {
    await mailPasswordLink(who, member.email)
  } catch (error) {
    if (error instanceof MailError) return { kind: 'failed', message: error.message }
    throw error
  }
  return { kind: 'sent', to: maskedAddress(member.email) }
}

export interface PasswordLink extends Person {
  email: string
}

/** Whose password a link sets; mail programs look too, so this uses nothing up. */
export async function passwordLink(accountId: string, text: string): Promise<PasswordLink | null> {
  const link = await peekLink(text, 'password')
  if (link?.accountId !== accountId || link.userId === null) return null
  return { accountId, userId: link.userId, email: link.subject }
}

/**
 * The link's address is the person's own from now on. All their sessions end in every account, and no browser is trusted any
 * more: whoever forgot a password cannot tell who else had it (OWASP Forgot Password Cheat Sheet; NIST SP 800-63B-4 §4.2).
 */
export async function setPassword(
  link: PasswordLink,
  text: string,
  password: Secret,
): Promise<'set' | 'expired' | 'taken'> {
  const passwordHash = await hashPassword(password)
  return inAccount(link.accountId, async tx => {
    if (!(await redeemLink(tx, text, 'password'))) return 'expired'
    if (!(await confirmEmail(tx, link.userId, link.email))) return 'taken'
    await savePassword(tx, link.userId, passwordHash)
    await revokeEverySession(tx, link.userId)
    await revokeDevicesOf(tx, link.userId)
    await noteOf(tx, link, 'password.changed')
    return 'set'
  })
}

export type PasswordChange = { kind: 'changed' } | { kind: 'wrong' } | { kind: 'wait'; until: Date }

/**
 * By somebody who is signed in and knows the old one. Every other session of theirs ends, standalone or framed and in every
 * account, links for a new password are void, and only the browser in which this is done stays trusted, as a code was typed
 * there: whoever else knew the old password has nothing left of it (OWASP ASVS 5.0 §7.4.3). The
 * session itself goes on. Five tries, then a delay (`wait`); `wrong`: not the old password, nothing has changed.
 */
export async function changePassword(
  who: Person & { sessionHash: string },
  old: Secret,
  password: Secret,
): Promise<PasswordChange> {
  const limit = limitOf('password', who, 5)
  const until = await takeAttempt(limit)
  if (until) return { kind: 'wait', until }
  const { userId, sessionHash } = who
  const person = await findPerson(userId)
  const right = person?.passwordHash
    ? await checkPassword(person.passwordHash, old)
    : await checkNoPassword(old)
  if (!right) return { kind: 'wrong' }
  await forgetAttempts(limit)
  const passwordHash = await hashPassword(password)
  const { deviceHash } = await standingOf(sessionHash)
  await inAccount(who.accountId, async tx => {
    await savePassword(tx, userId, passwordHash)
    await voidLinks(tx, { userId, purpose: 'password' })
    await revokeEverySession(tx, userId, sessionHash)
    await revokeDevicesOf(tx, userId, deviceHash)
    await noteOf(tx, who, 'password.changed')
  })
  return { kind: 'changed' }
}

async function mailPasswordLink({ accountId, userId }: Person, email: string): Promise<void> {
  const install = await inAccount(accountId, async tx => {
    await voidLinks(tx, { userId, purpose: 'password' })
    return installOf(accountId)
  })
  const link = await mintLink({
    accountId,
    userId,
    purpose: 'password',
    subject: email,
    seconds: linkSeconds,
  })
  const address = `${env().EVENBOOK_URL}/${install?.installKey}/signin/reset?${new URLSearchParams({ link })}`
  await sendMail({
    to: email,
    subject: 'Your password for Evenbook',
    text: [
      'Set your password here, within an hour. The link works once:',
      address,
      'You did not ask for it? Then nothing has changed, and there is nothing to do.',
    ].join('\n\n'),
  })
}

function markOf(person: DirectoryUser | null): string {
  return person?.passwordHash ? sha256(person.passwordHash) : ''
}

function addressLimit({ accountId, address }: Pick<SignInTry, 'accountId' | 'address'>): Limit | null {
  return address === null ? null : { what: `address|${accountId}|${address}`, most: 20 }
}
