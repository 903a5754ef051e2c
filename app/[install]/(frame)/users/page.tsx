import { within } from '@/app/_session/within.ts'
import { openPage, type PageAddress } from '@/app/_ui/open-page.ts'
import { Shell } from '@/app/_ui/shell.tsx'
import { listInvitations, listUsers } from '@/lib/accounts/users/list.ts'
import { membersOfPsa } from '@/lib/accounts/users/member-link.ts'
import { listRequests } from '@/lib/accounts/users/requests.ts'
import { InviteForm } from './invite-form.tsx'
import { Invitations, People, Requests } from './lists.tsx'
import { choicesOf } from './words.ts'

/** Who is in, who asks to come in, and who is invited. */
export default async function UsersPage(address: PageAddress) {
  const page = await openPage(address, 'manage-users')
  const { member, companies, viewer } = page
  const base = `/${viewer.install}/users`
  const [members, { users, requests, invitations }] = await Promise.all([
    membersOfPsa(member.accountId),
    within(member, async tx => {
      const users = await listUsers(tx, member.accountId)
      return { users, requests: await listRequests(tx, users), invitations: await listInvitations(tx) }
    }),
  ])
  const taken = users.filter(one => one.role !== 'none').map(one => one.memberId)
  return (
    <Shell page={page} current="users" title="Users">
      <Requests {...{ base, requests }} />
      <InviteForm companies={companies} members={choicesOf(members, taken)} />
      <People {...{ base, users, companies }} />
      <Invitations {...{ invitations, companies }} />
    </Shell>
  )
}
