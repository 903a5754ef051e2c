import type { NextRequest } from 'next/server'
import { currentMember } from '@/app/_session/member.ts'
import { within } from '@/app/_session/within.ts'
import { can } from '@/lib/accounts/permissions.ts'
import { isId } from '@/lib/std/id.ts'
import { listVersion } from '@/lib/sync/views/list.ts'

/** Changes when the list does. */
export async function GET(
  request: NextRequest,
  { params }: { params: Promise<{ install: string }> },
): Promise<Response> {
  const member = await currentMember((await params).install)
  const companyId = request.nextUrl.searchParams.get('company')
  if (!member || !can(member.role, 'view')) return new Response(null, { status: 401 })
  if (!isId(companyId)) return new Response(null, { status: 400 })
  const version = await within(member, tx => listVersion(tx, companyId))
  return new Response(version, { headers: { 'cache-control': 'no-store' } })
}
