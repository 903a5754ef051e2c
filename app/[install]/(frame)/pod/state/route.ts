import type { NextRequest } from 'next/server'
import { currentMember } from '@/app/_session/member.ts'
import { within } from '@/app/_session/within.ts'
import { textOf } from '@/app/_ui/address.ts'
import { can } from '@/lib/accounts/permissions.ts'
import { postingView } from '@/lib/sync/views/views.ts'

/** The version of what a pod shows, from our own rows: cheap enough to be asked every two seconds. */
export async function GET(
  request: NextRequest,
  { params }: { params: Promise<{ install: string }> },
): Promise<Response> {
  const member = await currentMember((await params).install)
  if (!member || !can(member.role, 'view')) return new Response(null, { status: 401 })
  const record = textOf(request.nextUrl.searchParams)('record')
  const view = await within(member, tx => postingView(tx, record))
  return new Response(view?.version ?? '', { headers: { 'cache-control': 'no-store' } })
}
