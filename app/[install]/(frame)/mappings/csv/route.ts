import type { NextRequest } from 'next/server'
import { currentMember } from '@/app/_session/member.ts'
import { within } from '@/app/_session/within.ts'
import { csvResponse } from '@/app/_ui/csv.ts'
import { can } from '@/lib/accounts/permissions.ts'
import { csvHeader } from '@/lib/mappings/csv.ts'
import { type MappingLine, mappingList } from '@/lib/mappings/list.ts'
import { isId } from '@/lib/std/id.ts'
import { listAsk, zKind } from '../list-ask.ts'

export async function GET(
  request: NextRequest,
  { params }: { params: Promise<{ install: string }> },
): Promise<Response> {
  const member = await currentMember((await params).install)
  const query = request.nextUrl.searchParams
  const kind = zKind.safeParse(query.get('kind'))
  const companyId = query.get('company')
  if (!member || !can(member.role, 'view')) return new Response(null, { status: 401 })
  if (!kind.success || !isId(companyId)) return new Response(null, { status: 400 })
  const lines = await within(member, async tx =>
    mappingList(tx, await listAsk(tx, companyId, kind.data), null),
  )
  return csvResponse(`mappings-${kind.data}`, csvHeader, once(lines.map(cells)))
}

function cells(line: MappingLine): string[] {
  const { kind, key, name, ledger, used, waiting } = line
  return [kind, key, name, ledger?.id ?? '', ledger?.name ?? '', String(used), String(waiting)]
}

async function* once<T>(rows: T): AsyncGenerator<T> {
  yield rows
}
