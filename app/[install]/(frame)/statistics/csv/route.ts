import type { NextRequest } from 'next/server'
import { currentMember } from '@/app/_session/member.ts'
import { csvResponse } from '@/app/_ui/csv.ts'
import { can } from '@/lib/accounts/permissions.ts'
import { series, seriesNames } from '@/lib/statistics/kinds.ts'
import type { MonthLine } from '@/lib/statistics/statistics.ts'
import { isId } from '@/lib/std/id.ts'
import { readStatistics } from '../read.ts'

export async function GET(
  request: NextRequest,
  { params }: { params: Promise<{ install: string }> },
): Promise<Response> {
  const member = await currentMember((await params).install)
  const company = request.nextUrl.searchParams.get('company')
  if (!member || !can(member.role, 'view')) return new Response(null, { status: 401 })
  if (company !== null && !isId(company)) return new Response(null, { status: 400 })
  const { months } = await readStatistics(member, company)
  return csvResponse('sync-statistics', header, once(months.map(cells)))
}

const header = ['Month', ...series.map(name => seriesNames[name]), 'Total', 'Success', 'Median seconds']

function cells({ month, counts, total, success, medianSeconds }: MonthLine): string[] {
  const numbers = [...series.map(name => counts[name]), total].map(String)
  return [month, ...numbers, success === null ? '' : success.toFixed(4), String(medianSeconds ?? '')]
}

async function* once<T>(rows: T): AsyncGenerator<T> {
  yield rows
}
