import type { NextRequest } from 'next/server'
import { currentMember } from '@/app/_session/member.ts'
import { within } from '@/app/_session/within.ts'
import { can } from '@/lib/accounts/permissions.ts'
import { callsVersion } from '@/lib/activity/calls/calls.ts'

/** Has a call come since? A page that follows asks this. */
export async function GET(
  _request: NextRequest,
  { params }: { params: Promise<{ install: string }> },
): Promise<Response> {
  const member = await currentMember((await params).install)
  if (!member || !can(member.role, 'configure')) return new Response(null, { status: 401 })
  return new Response(await within(member, callsVersion), { headers: { 'cache-control': 'no-store' } })
}
