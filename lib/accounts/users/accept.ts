import type { Transaction } from '../../../drizzle/client.ts'
import type { DirectoryUser } from '../../../drizzle/types.ts'
import { record } from '../../activity/activity.ts'
import { newId } from '../../std/id.ts'
import type { Secret } from '../../std/secret.ts'
import { listCompanies } from '../companies.ts'
import { forgetAttempts, takeAttempt } from '../directory/attempts.ts'
import { peekLink, redeemLink } from '../directory/links.ts'
import { confirmEmail, findPerson, findPersonByEmail, savePassword } from '../directory/people.ts'
import { createDirectoryUser, findInstall, revokeSessionsOf } from '../directory.ts'
import { checkPassword, hashPassword, passwordFault } from '../passwords.ts'
import { accountRow, membershipOfMember, membershipOfUser } from '../store.ts'
import { inAccount } from '../transaction.ts'
import { cleanName, nameFault, nameOf, roleOf, settled } from './access.ts'
import { takeMember } from './member-link.ts'
import {
  invitationRow,
  lockInvitation,
  markInvitation,
  putPerson,
  writeAccess,
  writeMember,
} from './store.ts'

/** What the page shows before anything is typed. */
export interface OpenInvitation {
  account: string
  email: string
  name: string
  role: string
  invitedBy: string
  /** the address belongs to somebody who has a password: that one is asked for, not a new one */
  known: boolean
}

export async function readInvitation(install: string, link: string): Promise<OpenInvitation | null> {
  const asked = await ofLink(install, link)
  if (!asked) return null
  const person = await findPersonByEmail(asked.invitation.email)
  return inAccount(asked.accountId, async tx => {
    const by = await membershipOfUser(tx, asked.invitation.invitedBy)
    const { email, name, role } = asked.invitation
    const { name: account } = await accountRow(tx)
    return { account, email, name, role, invitedBy: by ? nameOf(by) : account, known: hasPassword(person) }
  })
}

export type Acceptance =
  | { kind: 'accepted'; email: string }
  | { kind: 'gone' }
  /** they are in this account already, by another way */
  | { kind: 'in-already' }
  | { kind: 'invalid'; errors: { name?: string; password?: string } }

/** The link shows that mail to the address reaches them; the password is theirs from before, or set here. */
export async function acceptInvitation(
  install: string,
  given: { link: string; name: string; password: Secret },
): Promise<Acceptance> {
  const asked = await ofLink(install, given.link)
  if (!asked) return { kind: 'gone' }
  const { email } = asked.invitation
  const person = await findPersonByEmail(email)
  const password = await passwordOf(person, given.password)
  const name = cleanName(given.name)
  const wrongName = name === '' ? 'Give your name.' : nameFault(name)
  const errors = {
    ...(wrongName !== null && { name: wrongName }),
    ...(password.fault !== null && { password: password.fault }),
  }
  if (Object.keys(errors).length > 0) return { kind: 'invalid', errors }
  return inAccount(asked.accountId, async tx => {
    const invitation = await lockInvitation(tx, asked.invitation.id)
    const redeemed = invitation && (await redeemLink(tx, given.link, 'invitation'))
    if (!redeemed) return { kind: 'gone' }
    // By now somebody else may have confirmed the address: then it is their password that counts, and it was not asked for.
    const owner = await findPersonByEmail(email, tx)
    if (owner?.id !== person?.id)
      throw new Error('The address was confirmed elsewhere while it was accepted.')
    if (person && (await isIn(tx, person.id))) return { kind: 'in-already' }
    const userId = person?.id ?? (await newPerson(tx, invitation.memberId))
    await confirmEmail(tx, userId, email)
    if (password.newHash !== null) await savePassword(tx, userId, password.newHash)
    await join(tx, userId, name, invitation)
    return { kind: 'accepted', email }
  })
}

async function ofLink(install: string, text: string) {
  const [found, link] = await Promise.all([findInstall(install), peekLink(text, 'invitation')])
  if (!found || !link || link.accountId !== found.accountId) return null
  const { accountId } = found
  const invitation = await inAccount(accountId, tx => invitationRow(tx, link.subject))
  return invitation && { accountId, invitation }
}

/** A person who is known proves it; tries are counted over all of their invitations. */
async function passwordOf(
  person: DirectoryUser | null,
  password: Secret,
): Promise<{ fault: string | null; newHash: string | null }> {
  if (!hasPassword(person)) {
    const fault = passwordFault(password.reveal())
    return { fault, newHash: fault === null ? await hashPassword(password) : null }
  }
  const limit = { what: `invitation ${person.id}`, most: 5 }
  const until = await takeAttempt(limit)
  if (until) return { fault: 'Too many tries. Wait a few minutes, then try again.', newHash: null }
  if (!(await checkPassword(person.passwordHash, password)))
    return { fault: 'This is not the password that you use for Evenbook.', newHash: null }
  await forgetAttempts(limit)
  return { fault: null, newHash: null }
}

function hasPassword(person: DirectoryUser | null): person is DirectoryUser & { passwordHash: string } {
  return person !== null && person.passwordHash !== null
}

/** Whoever opened a frame as this member before has a row without a role: the invitation is for that very person. */
async function newPerson(tx: Transaction, memberId: string | null): Promise<string> {
  const known = memberId === null ? null : await membershipOfMember(tx, memberId)
  if (known && roleOf(known) === 'none' && !(await findPerson(known.userId, tx))?.emailHash)
    return known.userId
  const id = newId()
  await createDirectoryUser(tx, id)
  return id
}

async function isIn(tx: Transaction, userId: string): Promise<boolean> {
  const row = await membershipOfUser(tx, userId)
  return row !== null && row.disabledAt === null && roleOf(row) !== 'none'
}

async function join(
  tx: Transaction,
  userId: string,
  name: string,
  invitation: NonNullable<Awaited<ReturnType<typeof lockInvitation>>>,
): Promise<void> {
  const { accountId, id, email, memberId, allCompanies } = invitation
  // One that was deleted since is nobody's any more.
  const companies = (await listCompanies(tx)).map(one => one.id)
  const companyIds = invitation.companyIds.filter(one => companies.includes(one))
  const role = roleOf(invitation)
  await putPerson(tx, { accountId, userId, name, email, role })
  await writeAccess(tx, { accountId, userId }, settled({ role, allCompanies, companyIds }))
  await revokeSessionsOf(tx, accountId, userId)
  await linkInvited(tx, { accountId, userId, memberId })
  await markInvitation(tx, id, { acceptedBy: userId })
  await record(tx, {
    accountId,
    actor: { id: userId, name },
    verb: 'invitation.accepted',
    subject: `user:${userId}`,
    detail: { email, role, invitation: id },
  })
}

async function linkInvited(
  tx: Transaction,
  { accountId, userId, memberId }: { accountId: string; userId: string; memberId: string | null },
): Promise<void> {
  const own = await membershipOfUser(tx, userId)
  if (memberId === null || own?.memberId === memberId) return
  const taken = await takeMember(tx, accountId, memberId, userId)
  // Linked with somebody else since: the person is in without a member, and an admin can link them.
  if (taken.kind === 'free') await writeMember(tx, userId, { memberId, memberIdentifier: taken.identifier })
}
