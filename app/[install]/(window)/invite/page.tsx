import { isInstallKey } from '@/app/_session/request.ts'
import { readInvitation } from '@/lib/accounts/users/accept.ts'
import { roleOf } from '@/lib/accounts/users/access.ts'
import { roleName } from '@/lib/accounts/users/role-words.ts'
import { AcceptForm } from './accept-form.tsx'

/** First-party and never framed: a password is typed here. Opening the link does not use it up; mail programs do that too. */
export default async function InvitePage(props: {
  params: Promise<{ install: string }>
  searchParams: Promise<{ link?: string | string[] }>
}) {
  const { install } = await props.params
  const { link } = await props.searchParams
  const text = typeof link === 'string' ? link : ''
  const invitation = isInstallKey(install) ? await readInvitation(install, text) : null
  if (!invitation)
    return (
      <main className="gate narrow">
        <h1>This invitation cannot be used</h1>
        <p>It works once and for seven days. Ask whoever invited you to send it again.</p>
      </main>
    )
  const { account, email, name, role, invitedBy, known } = invitation
  return (
    <main className="gate narrow">
      <h1>Join {account} on Evenbook</h1>
      <p>
        {invitedBy} invites you ({email}). Your role: {roleName(roleOf({ role }))}.
      </p>
      <AcceptForm install={install} link={text} name={name} email={email} known={known} />
    </main>
  )
}
