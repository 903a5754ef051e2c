import type { NextRequest } from 'next/server'
import { currentMember } from '@/app/_session/member.ts'
import { within } from '@/app/_session/within.ts'
import { textOf } from '@/app/_ui/address.ts'
import { csvResponse, mapped } from '@/app/_ui/csv.ts'
import { jsonResponse } from '@/app/_ui/json-file.ts'
import { can } from '@/lib/accounts/permissions.ts'
import { accountZone } from '@/lib/accounts/zone.ts'
import { type CallLine, exportLines, exportWhole } from '@/lib/activity/calls/calls.ts'
import { filterOf } from '../filter-of.ts'

/** CSV: one line a call. JSON: the whole of it, headers and bodies too. */
export async function GET(
  request: NextRequest,
  { params }: { params: Promise<{ install: string }> },
): Promise<Response> {
  const member = await currentMember((await params).install)
  const query = request.nextUrl.searchParams
  if (!member || !can(member.role, 'configure')) return new Response(null, { status: 401 })
  const zone = await within(member, accountZone)
  const filter = filterOf(textOf(query), zone)
  const ask: Parameters<typeof exportLines>[0] = work => within(member, work)
  return query.get('format') === 'json'
    ? jsonResponse('api-calls', exportWhole(ask, filter))
    : csvResponse('api-calls', header, mapped(exportLines(ask, filter), cells))
}

const header = [
  ...['Time (UTC)', 'System', 'Direction', 'Method', 'Path', 'Status', 'Milliseconds'],
  ...['Records', 'Vendor id', 'Bytes'],
]

function cells(row: CallLine): string[] {
  const { at, system, direction, method, path, status, ms, records, correlationId, bytes } = row
  const first = [at.toISOString(), system, direction, method, path, String(status ?? ''), String(ms)]
  return [...first, records.join(' '), correlationId, String(bytes)]
}
