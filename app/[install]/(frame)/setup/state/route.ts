import type { NextRequest } from 'next/server'
import { currentMember } from '@/app/_session/member.ts'
import { within } from '@/app/_session/within.ts'
import { listCompanies } from '@/lib/accounts/companies.ts'
import { can } from '@/lib/accounts/permissions.ts'
import { setupVersion } from '../read.ts'

/** Changes when a step does; ConnectWise is not asked for it. */
export async function GET(
  request: NextRequest,
  { params }: { params: Promise<{ install: string }> },
): Promise<Response> {
  const member = await currentMember((await params).install)
  if (!member || !can(member.role, 'configure')) return new Response(null, { status: 401 })
  const wanted = request.nextUrl.searchParams.get('company')
  const company = (await within(member, listCompanies)).find(one => one.id === wanted) ?? null
  const version = await setupVersion({ member, company })
  return new Response(version, { headers: { 'cache-control': 'no-store' } })
}
