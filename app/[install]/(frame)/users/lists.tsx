import Link from 'next/link'
import { ActButton } from '@/app/_ui/act-button.tsx'
import { ScrollBox } from '@/app/_ui/scroll-box.tsx'
import { TimeText } from '@/app/_ui/time-text.tsx'
import type { Company } from '@/lib/accounts/companies.ts'
import type { PendingInvitation, User } from '@/lib/accounts/users/list.ts'
import { roleName } from '@/lib/accounts/users/role-words.ts'
import { decline, sendInvitationAgain, withdraw } from './actions.ts'
import { companiesText, factorWords } from './words.ts'

/** Members of ConnectWise who wait for an answer. */
export function Requests({ base, requests }: { base: string; requests: { user: User; askedAt: Date }[] }) {
  if (requests.length === 0) return null
  return (
    <section className="card" aria-labelledby="requests">
      <h2 id="requests" className="section-head">
        Asked for access
      </h2>
      <ul className="grid gap-2">
        {requests.map(({ user, askedAt }) => (
          <li key={user.userId} className="row">
            <span>
              <strong>{user.name}</strong> ({user.memberIdentifier}) asked at{' '}
              <TimeText at={askedAt.toISOString()} />
            </span>
            <Link className="button" href={`${base}/${user.userId}`}>
              Give a role<span className="sr-only"> to {user.name}</span>
            </Link>
            <ActButton action={decline} input={{ userId: user.userId }} busy="Declining…">
              Decline<span className="sr-only"> the request of {user.name}</span>
            </ActButton>
          </li>
        ))}
      </ul>
    </section>
  )
}

export function People({ base, users, companies }: { base: string; users: User[]; companies: Company[] }) {
  return (
    <ScrollBox label="Users">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">ConnectWise member</th>
            <th scope="col">Role</th>
            <th scope="col">Companies</th>
            <th scope="col">Second factor</th>
            <th scope="col">Last seen</th>
          </tr>
        </thead>
        <tbody>
          {users.map(user => (
            <tr key={user.userId}>
              <td>
                <Link href={`${base}/${user.userId}`}>{user.name}</Link>
                <div className="foot">{user.email || 'No e-mail address: no alerts'}</div>
              </td>
              <td>{user.memberId === null ? <span className="muted">None</span> : user.memberIdentifier}</td>
              <td>
                {roleName(user.role)}
                {user.disabledAt !== null && (
                  <div>
                    <span className="pill">○ Disabled</span>
                  </div>
                )}
              </td>
              <td>{user.role === 'none' ? '' : companiesText(user, companies)}</td>
              <td>{factorWords[user.factor]}</td>
              <td>
                {user.lastSeenAt ? (
                  <TimeText at={user.lastSeenAt.toISOString()} />
                ) : (
                  <span className="muted">Never</span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  )
}

export function Invitations(props: { invitations: PendingInvitation[]; companies: Company[] }) {
  const { invitations, companies } = props
  if (invitations.length === 0) return null
  return (
    <section aria-labelledby="invitations">
      <h2 id="invitations" className="section-head">
        Invited
      </h2>
      <ScrollBox label="Invitations">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">E-mail address</th>
              <th scope="col">Role</th>
              <th scope="col">Companies</th>
              <th scope="col">State</th>
              <th scope="col">
                <span className="sr-only">What can be done</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {invitations.map(one => (
              <tr key={one.id}>
                <td>
                  {one.email}
                  <div className="foot">{one.name}</div>
                </td>
                <td>{roleName(one.role)}</td>
                <td>{companiesText(one, companies)}</td>
                <td>
                  <State invitation={one} />
                </td>
                <td>
                  <div className="row">
                    <ActButton action={sendInvitationAgain} input={{ id: one.id }} busy="Sending…">
                      Send again<span className="sr-only"> to {one.email}</span>
                    </ActButton>
                    <ActButton action={withdraw} input={{ id: one.id }} busy="Withdrawing…">
                      Withdraw<span className="sr-only"> the invitation of {one.email}</span>
                    </ActButton>
                  </div>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
    </section>
  )
}

function State({ invitation }: { invitation: PendingInvitation }) {
  if (invitation.expired)
    return (
      <span className="pill" data-tone="warn">
        ! Expired
      </span>
    )
  if (invitation.sentAt === null)
    return (
      <span className="pill" data-tone="bad">
        ✕ Not sent
      </span>
    )
  return (
    <>
      <span className="pill">◷ Pending</span>
      <div className="foot">
        until <TimeText at={invitation.expiresAt.toISOString()} />
      </div>
    </>
  )
}
