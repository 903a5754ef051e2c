import { requireMember } from '@/app/_session/member.ts'
import { listMembers } from '@/lib/accounts/members.ts'
import { inAccount } from '@/lib/accounts/transaction.ts'

/** Says that it is permission, and who can help (knowledge/ux.md §1.1). */
export default async function NoAccessPage({ params }: { params: Promise<{ install: string }> }) {
  const { install } = await params
  const { accountId } = await requireMember(install)
  const members = await inAccount(accountId, tx => listMembers(tx))
  const admins = members.filter(member => member.role === 'account-admin').map(member => member.name)
  return (
    <main className="gate">
      <h1>Your role does not include this page</h1>
      <p>{`An account admin can change your role: ${admins.join(', ')}.`}</p>
    </main>
  )
}
