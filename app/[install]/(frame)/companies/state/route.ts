import type { NextRequest } from 'next/server'
import { currentMember } from '@/app/_session/member.ts'
import { within } from '@/app/_session/within.ts'
import { connectionOf } from '@/lib/accounts/connections.ts'
import { can } from '@/lib/accounts/permissions.ts'
import { listStates } from '@/lib/reference/reference.ts'
import { isId } from '@/lib/std/id.ts'
import { versionOf } from '../version.ts'

/** Changes with the connection and the lists; `connected` or not stands first, for who waits for the consent. */
export async function GET(
  request: NextRequest,
  { params }: { params: Promise<{ install: string }> },
): Promise<Response> {
  const member = await currentMember((await params).install)
  const companyId = request.nextUrl.searchParams.get('company')
  if (!member || !can(member.role, 'view')) return new Response(null, { status: 401 })
  if (!isId(companyId)) return new Response(null, { status: 400 })
  const version = await within(member, async tx => {
    const connection = await connectionOf(tx, companyId)
    const lists = await listStates(tx, companyId)
    return versionOf(connection, lists)
  })
  return new Response(version, { headers: { 'cache-control': 'no-store' } })
}
