import Link from 'next/link'
import { notFound } from 'next/navigation'
import { within } from '@/app/_session/within.ts'
import { openPage, type PageAddress } from '@/app/_ui/open-page.ts'
import { Shell } from '@/app/_ui/shell.tsx'
import { TimeText } from '@/app/_ui/time-text.tsx'
import { listUsers, type User } from '@/lib/accounts/users/list.ts'
import { membersOfPsa } from '@/lib/accounts/users/member-link.ts'
import { roleName } from '@/lib/accounts/users/role-words.ts'
import { choicesOf, factorWords } from '../words.ts'
import { AccessForm } from './access-form.tsx'
import { History } from './history.tsx'
import { MemberForm } from './member-form.tsx'
import { PersonActions } from './person-actions.tsx'

/** One person: what they may do and for which companies, how they come in, and what was changed about it. */
export default async function UserPage(address: PageAddress & { params: Promise<{ id: string }> }) {
  const page = await openPage(address, 'manage-users')
  const { id } = await address.params
  const { member, companies, viewer } = page
  const [members, users] = await Promise.all([
    membersOfPsa(member.accountId),
    within(member, tx => listUsers(tx, member.accountId)),
  ])
  const user = users.find(one => one.userId === id)
  if (!user) notFound()
  const others = users.filter(one => one.userId !== id && one.role !== 'none').map(one => one.memberId)
  const { userId, role, allCompanies, companyIds } = user
  return (
    <Shell page={page} current="users" title={user.name}>
      <p>
        <Link href={`/${viewer.install}/users`}>All users</Link>
      </p>
      <Facts user={user} />
      <PersonActions
        {...{ userId, name: user.name }}
        disabled={user.disabledAt !== null}
        mayView={role !== 'none' && user.disabledAt === null && userId !== member.userId}
        self={userId === member.userId}
        home={`/${viewer.install}/sync`}
      />
      <AccessForm
        userId={userId}
        start={{ role: role === 'none' ? null : role, allCompanies, companyIds }}
        companies={companies}
        lastAdmin={user.lastAdmin}
      />
      <MemberForm
        userId={userId}
        members={choicesOf(members, others)}
        current={user.memberId === null ? null : { id: user.memberId, label: memberText(user) }}
      />
      <History page={page} user={user} />
    </Shell>
  )
}

function Facts({ user }: { user: User }) {
  return (
    <dl className="facts single">
      <dt>Role</dt>
      <dd>
        {roleName(user.role)}
        {user.disabledAt !== null && ' (disabled)'}
      </dd>
      <dt>E-mail</dt>
      <dd>{user.email || 'None'}</dd>
      <dt>Second factor</dt>
      <dd>{factorWords[user.factor]}</dd>
      <dt>Last seen</dt>
      <dd>{user.lastSeenAt ? <TimeText at={user.lastSeenAt.toISOString()} /> : 'Never'}</dd>
    </dl>
  )
}

function memberText({ name, memberIdentifier, memberId }: User): string {
  return memberIdentifier === '' ? `Member ${memberId}` : `${name} (${memberIdentifier})`
}
