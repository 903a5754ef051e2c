import Link from 'next/link'
import { requireMember } from '@/app/_session/member.ts'
import { inAccount } from '@/lib/accounts/transaction.ts'
import { listAdmins } from '@/lib/accounts/users/list.ts'

/** Says that it is permission, and who can help (knowledge/ux.md §1.1). */
export default async function NoAccessPage(props: {
  params: Promise<{ install: string }>
  searchParams: Promise<{ reason?: string | string[] }>
}) {
  const { install } = await props.params
  const { reason } = await props.searchParams
  const { accountId } = await requireMember(install)
  const admins = (await inAccount(accountId, listAdmins)).map(one => one.name).join(', ')
  if (reason === 'company')
    return (
      <main className="gate">
        <h1>You have not been given a company yet</h1>
        <p>{`An account admin can give you one: ${admins}.`}</p>
        <div className="actions">
          <Link className="button" href={`/${install}/profile`}>
            My profile
          </Link>
        </div>
      </main>
    )
  return (
    <main className="gate">
      <h1>Your role does not include this page</h1>
      <p>{`An account admin can change your role: ${admins}.`}</p>
    </main>
  )
}
