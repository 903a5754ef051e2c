import type { NextRequest } from 'next/server'
import { currentMember } from '@/app/_session/member.ts'
import { within } from '@/app/_session/within.ts'
import { textOf } from '@/app/_ui/address.ts'
import { csvResponse, inPages } from '@/app/_ui/csv.ts'
import { postingCells, postingHeader } from '@/app/_ui/posting-cells.ts'
import { can } from '@/lib/accounts/permissions.ts'
import { isId } from '@/lib/std/id.ts'
import { resultLines } from '@/lib/sync/views/results.ts'
import { filterOf } from '../filter-of.ts'

export async function GET(
  request: NextRequest,
  { params }: { params: Promise<{ install: string }> },
): Promise<Response> {
  const member = await currentMember((await params).install)
  const query = request.nextUrl.searchParams
  const companyId = query.get('company')
  if (!member || !can(member.role, 'view')) return new Response(null, { status: 401 })
  if (!isId(companyId)) return new Response(null, { status: 400 })
  const filter = filterOf(companyId, textOf(query), 0)
  const read = (offset: number) => within(member, tx => resultLines(tx, filter, offset))
  return csvResponse('results', [...postingHeader, 'Customer', 'By'], inPages(read, cells))
}

function cells(row: Awaited<ReturnType<typeof resultLines>>[number]): string[] {
  return [...postingCells(row), row.customer, row.by]
}
