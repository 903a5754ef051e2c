import type { NextRequest } from 'next/server'
import { currentMember } from '@/app/_session/member.ts'
import { within } from '@/app/_session/within.ts'
import { csvResponse, inPages } from '@/app/_ui/csv.ts'
import { postingCells, postingHeader } from '@/app/_ui/posting-cells.ts'
import { can } from '@/lib/accounts/permissions.ts'
import { isId } from '@/lib/std/id.ts'
import { runLines } from '@/lib/sync/views/run.ts'

export async function GET(
  _request: NextRequest,
  { params }: { params: Promise<{ install: string; run: string }> },
): Promise<Response> {
  const { install, run } = await params
  const member = await currentMember(install)
  if (!member || !can(member.role, 'view')) return new Response(null, { status: 401 })
  if (!isId(run)) return new Response(null, { status: 404 })
  const read = (offset: number) => within(member, tx => runLines(tx, run, offset))
  return csvResponse('run', postingHeader, inPages(read, postingCells))
}
