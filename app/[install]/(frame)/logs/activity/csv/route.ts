import type { NextRequest } from 'next/server'
import { currentMember } from '@/app/_session/member.ts'
import { within } from '@/app/_session/within.ts'
import { textOf } from '@/app/_ui/address.ts'
import { csvResponse, mapped } from '@/app/_ui/csv.ts'
import { can } from '@/lib/accounts/permissions.ts'
import { accountZone } from '@/lib/accounts/zone.ts'
import { exportActivity } from '@/lib/activity/history.ts'
import { filterOf } from '../filter-of.ts'

export async function GET(
  request: NextRequest,
  { params }: { params: Promise<{ install: string }> },
): Promise<Response> {
  const member = await currentMember((await params).install)
  if (!member || !can(member.role, 'configure')) return new Response(null, { status: 401 })
  const zone = await within(member, accountZone)
  const filter = filterOf(textOf(request.nextUrl.searchParams), zone)
  const ask: Parameters<typeof exportActivity>[0] = work => within(member, work)
  const header = ['Time (UTC)', 'Who', 'What', 'Subject', 'Before', 'After', 'More']
  const rows = mapped(exportActivity(ask, filter), row => [
    ...[row.at.toISOString(), row.who, row.what, row.subject, row.before, row.after, row.more],
  ])
  return csvResponse('activity', header, rows)
}
