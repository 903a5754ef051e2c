import type { Transaction } from '../../drizzle/client.ts'
import type { DirectoryUser } from '../../drizzle/types.ts'
import { record } from '../activity/activity.ts'
import { isMailAddress, isMailConfigured, MailError, sendMail } from '../mail/mail.ts'
import { Secret } from '../std/secret.ts'
import { newMailCode, recoveryHash, sixDigits } from './codes.ts'
import { forgetAttempts, type Limit, takeAttempt } from './directory/attempts.ts'
import {
  clearMailCodes,
  clearRecoveryCodes,
  recoveryCodesLeft,
  saveMailCode,
  spendMailCode,
  spendRecoveryCode,
  tryMailCode,
} from './directory/codes.ts'
import { revokeDevicesOf } from './directory/devices.ts'
import { clearTotp, findPerson, spendTotpStep } from './directory/people.ts'
import { forgetSecondFactors, standingOf } from './directory/standing.ts'
import { type Member, membershipOf } from './members.ts'
import { checkPassword, hashPassword } from './passwords.ts'
import type { Permission } from './permissions.ts'
import { sealer } from './sealer.ts'
import { stepOfCode } from './totp.ts'
import { inAccount } from './transaction.ts'

/** What an action asks for beside who somebody is: a browser that was trusted once, or a code of the last ten minutes. */
export type FactorNeed = 'none' | 'trusted' | 'recent'

/** How the person can give it: by the app, by a code sent to them, or not at all (yet). */
export type FactorWay = 'app' | 'mail' | 'none'

export interface Person {
  accountId: string
  userId: string
}

/** Reading needs no more than the verified member of Manage; what others feel does, and what opens doors asks anew. */
export function needOf(permission: Permission): FactorNeed {
  if (permission === 'view') return 'none'
  return permission === 'configure' || permission === 'manage-users' ? 'recent' : 'trusted'
}

/** Null: nothing is missing. `mode` optional: only those who have an app are asked. */
export async function missingFactor(
  who: Person & { sessionHash: string },
  need: FactorNeed,
  mode: 'required' | 'optional',
): Promise<FactorWay | null> {
  if (need === 'none' || (await standingOf(who.sessionHash))[need]) return null
  const way = await wayOf(who)
  return mode === 'optional' && way !== 'app' ? null : way
}

export async function wayOf(who: Person): Promise<FactorWay> {
  if ((await findPerson(who.userId))?.totpEnrolledAt) return 'app'
  return (await mailAddressOf(who)) === null ? 'none' : 'mail'
}

export type CodeAnswer =
  | { kind: 'right'; by: 'app' | 'recovery' | 'mail' }
  | { kind: 'wrong' }
  /** too many tries: none is looked at before */
  | { kind: 'wait'; until: Date }

/** A code of the app, one that was mailed, or a recovery code: whichever it is written like. */
export async function checkCode(who: Person, typed: string): Promise<CodeAnswer> {
  const limit = limitOf('code', who, 5)
  const until = await takeAttempt(limit)
  if (until) return { kind: 'wait', until }
  const by = await codeKind(who, typed)
  if (by === null) return { kind: 'wrong' }
  await forgetAttempts(limit)
  if (by === 'recovery') await noteRecoveryCode(who)
  return { kind: 'right', by }
}

export type MailAnswer =
  | { kind: 'sent'; to: string }
  | { kind: 'no-address' }
  /** several were sent already */
  | { kind: 'wait'; until: Date }
  /** the mail server did not take it; in words for the person */
  | { kind: 'failed'; message: string }

/** Where no app is enrolled yet. */
export async function mailCode(who: Person): Promise<MailAnswer> {
  const to = await mailAddressOf(who)
  if (to === null || (await findPerson(who.userId))?.totpEnrolledAt) return { kind: 'no-address' }
  const until = await takeAttempt(limitOf('mail', who, 5))
  if (until) return { kind: 'wait', until }
  const code = newMailCode()
  await saveMailCode(who.userId, await hashPassword(code))
  try {
    await sendMail({ to, subject: 'Your code for Evenbook', text: codeText(code) })
  } catch (error) {
    if (error instanceof MailError) return { kind: 'failed', message: error.message }
    throw error
  }
  return { kind: 'sent', to: maskedAddress(to) }
}

function codeText(code: Secret): string {
  return [
    `${code.reveal()} is your code. It works once, for ten minutes.`,
    'You did not ask for it? Then somebody else is signed in as you: tell your administrator.',
  ].join('\n\n')
}

/** `j…@acme.example`: enough for its owner. */
export function maskedAddress(address: string): string {
  const [name = '', host = ''] = address.split('@')
  return `${name.slice(0, 1)}…@${host}`
}

/** An admin's help for somebody who lost their phone: everything that proved them is void, in every account of theirs. */
export async function resetFactors(tx: Transaction, userId: string): Promise<void> {
  await clearTotp(tx, userId)
  await clearRecoveryCodes(tx, userId)
  await clearMailCodes(tx, userId)
  await revokeDevicesOf(tx, userId)
  await forgetSecondFactors(tx, userId)
}

/** The app's secret, enrolled or waiting for its first code. */
export function totpSecretOf(person: DirectoryUser): Secret | null {
  if (person.totpSealed === null || person.dataKey === null) return null
  return sealer().open(person.dataKey, totpPlace(person.id), person.totpSealed)
}

export function totpPlace(userId: string) {
  return { account: userId, table: 'directory_users', row: userId, field: 'totp_sealed' }
}

export function limitOf(kind: string, { accountId, userId }: Person, most: number): Limit {
  return { what: `${kind}|${accountId}|${userId}`, most }
}

async function codeKind(who: Person, typed: string): Promise<'app' | 'recovery' | 'mail' | null> {
  const digits = sixDigits(typed)
  if (digits === null) {
    const hash = recoveryHash(typed)
    return hash !== null && (await spendRecoveryCode(who.userId, hash)) ? 'recovery' : null
  }
  const person = await findPerson(who.userId)
  if (person?.totpEnrolledAt) return (await isAppCode(person, digits)) ? 'app' : null
  return (await isMailedCode(who.userId, digits)) ? 'mail' : null
}

async function isAppCode(person: DirectoryUser, digits: string): Promise<boolean> {
  const secret = totpSecretOf(person)
  const step = secret && stepOfCode(secret, digits, Date.now())
  if (step === null || person.totpSealed === null) return false
  return spendTotpStep(person.id, { totpSealed: person.totpSealed, step })
}

async function isMailedCode(userId: string, digits: string): Promise<boolean> {
  const sent = await tryMailCode(userId)
  if (!sent || !(await checkPassword(sent.codeHash, Secret.of(digits)))) return false
  return spendMailCode(sent.id)
}

async function noteRecoveryCode(who: Person): Promise<void> {
  const left = await recoveryCodesLeft(who.userId)
  await inAccount(who.accountId, async tx => noteOf(tx, who, 'recovery-code.used', { left: String(left) }))
}

/** One line of the account's activity about a person's own proofs. */
export async function noteOf(
  tx: Transaction,
  who: Person,
  verb: string,
  detail: Parameters<typeof record>[1]['detail'] = {},
): Promise<void> {
  const name = (await membershipOf(tx, who.userId))?.name ?? ''
  const actor = { id: who.userId, name }
  await record(tx, { accountId: who.accountId, actor, verb, subject: `user:${who.userId}`, detail })
}

/** The account's own address of the person: ConnectWise's, or the one that was invited. */
async function mailAddressOf(who: Person): Promise<string | null> {
  if (!isMailConfigured()) return null
  const member: Member | null = await inAccount(who.accountId, tx => membershipOf(tx, who.userId))
  return member && isMailAddress(member.email) ? member.email : null
}
