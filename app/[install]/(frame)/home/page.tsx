import { redirect } from 'next/navigation'
import { requireMember } from '@/app/_session/member.ts'
import { can } from '@/lib/accounts/permissions.ts'

/** What the menu entry opens: the checklist until Go live is taken, for those who can work it off; then the list. */
export default async function HomePage({ params }: { params: Promise<{ install: string }> }) {
  const { install } = await params
  const member = await requireMember(install)
  const setup = !member.psa.live && can(member.role, 'configure')
  redirect(`/${install}/${setup ? 'setup' : 'sync'}`)
}
