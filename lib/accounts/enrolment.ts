import type { Transaction } from '../../drizzle/client.ts'
import { present } from '../std/assert.ts'
import type { Secret } from '../std/secret.ts'
import { newRecoveryCode, recoveryHash, sixDigits } from './codes.ts'
import { takeAttempt } from './directory/attempts.ts'
import { clearRecoveryCodes, replaceRecoveryCodes } from './directory/codes.ts'
import { clearTotp, enrolTotp, findPerson, offerTotp } from './directory/people.ts'
import { limitOf, noteOf, type Person, totpPlace, totpSecretOf } from './factor.ts'
import { sealer } from './sealer.ts'
import { newTotpSecret, stepOfCode, totpAddress } from './totp.ts'
import { inAccount } from './transaction.ts'

const recoveryCodes = 10

export interface TotpOffer {
  /** Base32, for typing it into the app */
  secret: Secret
  /** what the QR code says */
  address: Secret
}

/** A new secret, kept until a first code shows that the app has it. Null: an app is enrolled already. */
export async function offerApp({ userId }: Person, account: string): Promise<TotpOffer | null> {
  const secret = newTotpSecret()
  const dataKey = sealer().newDataKey(userId).wrapped
  const totpSealed = sealer().seal(dataKey, totpPlace(userId), secret)
  if (!(await offerTotp(userId, { dataKey, totpSealed }))) return null
  return { secret, address: totpAddress(secret, account) }
}

export type Enrolment =
  | { kind: 'enrolled'; recoveryCodes: Secret[] }
  | { kind: 'wrong' }
  | { kind: 'wait'; until: Date }

/** The first code proves that the app has the secret; the recovery codes are shown this once. */
export async function enrolApp(who: Person, typed: string): Promise<Enrolment> {
  const until = await takeAttempt(limitOf('enrol', who, 10))
  if (until) return { kind: 'wait', until }
  const person = present(await findPerson(who.userId), 'A member is no person of the directory.')
  const secret = totpSecretOf(person)
  const step = secret && stepOfCode(secret, sixDigits(typed) ?? '', Date.now())
  if (step === null || person.totpSealed === null) return { kind: 'wrong' }
  const proof = { totpSealed: person.totpSealed, step }
  return inAccount(who.accountId, async tx => {
    if (!(await enrolTotp(tx, who.userId, proof))) return { kind: 'wrong' }
    await noteOf(tx, who, 'authenticator.enrolled')
    return { kind: 'enrolled', recoveryCodes: await makeRecoveryCodes(tx, who.userId) }
  })
}

/** Those of before are void. */
export async function newRecoveryCodes(who: Person): Promise<Secret[]> {
  return inAccount(who.accountId, async tx => {
    await noteOf(tx, who, 'recovery-codes.made')
    return makeRecoveryCodes(tx, who.userId)
  })
}

/** From now on codes are sent by e-mail again. */
export async function removeApp(who: Person): Promise<void> {
  await inAccount(who.accountId, async tx => {
    await clearTotp(tx, who.userId)
    await clearRecoveryCodes(tx, who.userId)
    await noteOf(tx, who, 'authenticator.removed')
  })
}

async function makeRecoveryCodes(tx: Transaction, userId: string): Promise<Secret[]> {
  const codes = Array.from({ length: recoveryCodes }, newRecoveryCode)
  const hashes = codes.map(code => present(recoveryHash(code.reveal()), 'A new code can be typed.'))
  await replaceRecoveryCodes(tx, userId, hashes)
  return codes
}
