import type { Transaction } from '../../../drizzle/client.ts'
import { type Actor, record } from '../../activity/activity.ts'
import { env } from '../../env.ts'
import { isMailAddress, sendMail } from '../../mail/mail.ts'
import { present } from '../../std/assert.ts'
import { newId } from '../../std/id.ts'
import { listCompanies } from '../companies.ts'
import { takeAttempt } from '../directory/attempts.ts'
import { mintLink, voidLinks } from '../directory/links.ts'
import { findPersonByEmail } from '../directory/people.ts'
import { installOf } from '../directory.ts'
import { accountRow, membershipRows } from '../store.ts'
import { inAccount } from '../transaction.ts'
import { type Access, cleanName, nameFault, nameOf, roleOf, settled } from './access.ts'
import type { PsaMember } from './member-link.ts'
import { type GivenRole, roleName } from './role-words.ts'
import {
  extendInvitation,
  type Invitation,
  insertInvitation,
  lockAddress,
  lockInvitation,
  markInvitation,
  openInvitations,
} from './store.ts'

const days = 7
export const invitationSeconds = days * 86_400

export interface NewInvitation extends Access {
  role: GivenRole
  email: string
  name: string
  /** to be linked with, when the person accepts */
  member: PsaMember | null
}

export type InviteOutcome =
  | { kind: 'invited'; id: string; email: string }
  | { kind: 'refused'; field: 'email' | 'name' | 'companies' | 'member'; message: string }

/** Written first, sent afterwards: with a mail server that refuses, the invitation stands there to be sent again. */
export async function invite(
  accountId: string,
  actor: NonNullable<Actor>,
  asked: NewInvitation,
): Promise<InviteOutcome> {
  const id = newId()
  const email = asked.email.trim().toLowerCase()
  const name = cleanName(asked.name)
  const fault = nameFault(name)
  if (fault !== null) return no('name', fault)
  const tooMany = await takeAttempt({ what: `invitations of ${accountId}`, most: 100 })
  if (tooMany) return no('email', 'Many people were invited just now. Wait a few minutes, then go on.')
  const problem = await inAccount(accountId, async tx => {
    await lockAddress(tx, email)
    const refusal = await problemOf(tx, { ...asked, email })
    if (refusal) return refusal
    const { role, allCompanies, companyIds } = settled(asked)
    const row = { role, allCompanies, companyIds: [...companyIds], memberId: asked.member?.id ?? null }
    await insertInvitation(tx, { accountId, id, email, name, invitedBy: actor.id, ...row }, invitationSeconds)
    await note(tx, accountId, actor, 'user.invited', { id, email, role })
    return null
  })
  if (problem) return problem
  await send(accountId, actor, id)
  return { kind: 'invited', id, email }
}

/** A new link for seven more days; the one before is void. Gone: accepted or withdrawn meanwhile. */
export async function inviteAgain(
  accountId: string,
  actor: NonNullable<Actor>,
  id: string,
): Promise<'sent' | 'gone' | 'often'> {
  if (await takeAttempt({ what: `mail of invitation ${id}`, most: 5 })) return 'often'
  const found = await inAccount(accountId, async tx => {
    const invitation = await lockInvitation(tx, id)
    if (!invitation) return false
    await extendInvitation(tx, id, invitationSeconds)
    await note(tx, accountId, actor, 'invitation.sent-again', invitation)
    return true
  })
  if (!found) return 'gone'
  await send(accountId, actor, id)
  return 'sent'
}

/** The link leads nowhere from now on. False: there was nothing to withdraw any more. */
export async function withdrawInvitation(
  tx: Transaction,
  accountId: string,
  actor: NonNullable<Actor>,
  id: string,
): Promise<boolean> {
  const invitation = await lockInvitation(tx, id)
  if (!invitation) return false
  await markInvitation(tx, id, { withdrawn: true })
  await voidLinks(tx, { subject: id, purpose: 'invitation' })
  await note(tx, accountId, actor, 'invitation.withdrawn', invitation)
  return true
}

async function problemOf(
  tx: Transaction,
  asked: NewInvitation,
): Promise<Extract<InviteOutcome, { kind: 'refused' }> | null> {
  if (!isMailAddress(asked.email)) return no('email', 'Give an e-mail address, such as sam@example.com.')
  const people = (await membershipRows(tx)).filter(one => roleOf(one) !== 'none')
  const owner = await findPersonByEmail(asked.email, tx)
  const same = people.find(one => one.userId === owner?.id && one.disabledAt === null)
  if (same) return no('email', `${nameOf(same)} has this address and is a user already.`)
  const open = await openInvitations(tx)
  if (open.some(one => one.email === asked.email))
    return no('email', 'This address is invited already. Send that invitation again, or withdraw it.')
  const companies = await listCompanies(tx)
  if (!asked.companyIds.every(id => companies.some(one => one.id === id)))
    return no('companies', 'One of these companies does not exist any more.')
  const { member } = asked
  const holder = member && people.find(one => one.memberId === member.id)
  if (holder) return no('member', `${nameOf(holder)} is linked with this member already.`)
  if (member && open.some(one => one.memberId === member.id))
    return no('member', 'Somebody else is invited as this member already.')
  return null
}

function no(field: 'email' | 'name' | 'companies' | 'member', message: string) {
  return { kind: 'refused', field, message } as const
}

/** The link stands in the mail only; here its hash is kept. */
async function send(accountId: string, actor: NonNullable<Actor>, id: string): Promise<void> {
  const { installKey } = present(await installOf(accountId), 'The account has no install key.')
  const mail = await inAccount(accountId, async tx => {
    const invitation = await lockInvitation(tx, id)
    if (!invitation) return null
    await voidLinks(tx, { subject: id, purpose: 'invitation' })
    const link = await mintLink(
      { accountId, userId: null, subject: id, purpose: 'invitation', seconds: invitationSeconds },
      tx,
    )
    const address = `${env().EVENBOOK_URL}/${installKey}/invite?${new URLSearchParams({ link })}`
    return letter(invitation, actor.name, (await accountRow(tx)).name, address)
  })
  if (!mail) return
  await sendMail(mail)
  await inAccount(accountId, tx => markInvitation(tx, id, { sent: true }))
}

function letter(invitation: Invitation, by: string, account: string, address: string) {
  const { email: to, role, expiresAt } = invitation
  const until = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(expiresAt)
  const subject = `${by} invites you to Evenbook`.replaceAll(/\p{Cc}+/gu, ' ')
  const lines = [
    `${by} invites you to Evenbook, for ${account}. Your role: ${roleName(roleOf({ role }))}.`,
    '',
    `Open this link to get in. It works once, until ${until}:`,
    address,
    '',
    'You did not expect this? Then do nothing. Nobody gets in without the link.',
  ]
  return { to, subject, text: lines.join('\n') }
}

async function note(
  tx: Transaction,
  accountId: string,
  actor: Actor,
  verb: string,
  { id, email, role }: Pick<Invitation, 'id' | 'email' | 'role'>,
): Promise<void> {
  await record(tx, { accountId, actor, verb, subject: `invitation:${id}`, detail: { email, role } })
}
