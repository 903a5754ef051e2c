import { recoveryCodesLeft } from './directory/codes.ts'
import { trustedDevices } from './directory/devices.ts'
import { findPerson } from './directory/people.ts'
import { liveSessions } from './directory/standing.ts'
import { revokeSession, revokeSessionsOf } from './directory.ts'
import { noteOf, type Person, wayOf } from './factor.ts'
import { membershipOf } from './members.ts'
import { inAccount } from './transaction.ts'
import { revokeBrowser } from './trust.ts'

/** What a person sees and decides of their own. `id` is the beginning of a hash: enough to tell one's own few apart. */
export interface Profile {
  name: string
  email: string
  factor: 'app' | 'mail' | 'none'
  enrolledAt: Date | null
  recoveryCodesLeft: number
  passwordChangedAt: Date | null
  browsers: { id: string; name: string; lastSeenAt: Date; trustedUntil: Date | null; here: boolean }[]
  sessions: { id: string; origin: string; createdAt: Date; lastSeenAt: Date; here: boolean }[]
}

export async function profileOf(who: Person & { sessionHash: string }): Promise<Profile> {
  const { accountId, userId, sessionHash } = who
  const [member, person, factor, left, devices, sessions] = await Promise.all([
    inAccount(accountId, tx => membershipOf(tx, userId)),
    findPerson(userId),
    wayOf(who),
    recoveryCodesLeft(userId),
    trustedDevices(accountId, userId),
    liveSessions(accountId, userId),
  ])
  const here = sessions.find(one => one.idHash === sessionHash)
  return {
    name: member?.name ?? '',
    email: member?.email ?? '',
    factor,
    enrolledAt: person?.totpEnrolledAt ?? null,
    recoveryCodesLeft: left,
    passwordChangedAt: person?.passwordHash ? person.passwordChangedAt : null,
    browsers: devices.map(({ deviceHash, name, lastSeenAt, trustedUntil }) => ({
      ...{ name, lastSeenAt, trustedUntil },
      id: idOf(deviceHash),
      here: deviceHash === here?.deviceHash,
    })),
    sessions: sessions.map(({ idHash, origin, createdAt, lastSeenAt }) => ({
      ...{ origin, createdAt, lastSeenAt },
      id: idOf(idHash),
      here: idHash === sessionHash,
    })),
  }
}

export async function forgetBrowser(who: Person, id: string): Promise<void> {
  const found = (await trustedDevices(who.accountId, who.userId)).find(one => idOf(one.deviceHash) === id)
  if (found) await revokeBrowser(who, found.deviceHash)
}

/** With the tabs that it opened. */
export async function endSession(who: Person, id: string): Promise<void> {
  const found = (await liveSessions(who.accountId, who.userId)).find(one => idOf(one.idHash) === id)
  if (found) await revokeSession(found.idHash)
}

/** Every session of theirs in this account, this one too. */
export async function signOutEverywhere(who: Person): Promise<void> {
  await inAccount(who.accountId, async tx => {
    await revokeSessionsOf(tx, who.accountId, who.userId)
    await noteOf(tx, who, 'signed-out-everywhere')
  })
}

function idOf(hash: string): string {
  return hash.slice(0, 16)
}
