import type { NextRequest } from 'next/server'
import { currentMember } from '@/app/_session/member.ts'
import { within } from '@/app/_session/within.ts'
import { textOf } from '@/app/_ui/address.ts'
import { csvResponse, inPages } from '@/app/_ui/csv.ts'
import { kindWords } from '@/app/_ui/posting-cells.ts'
import { can } from '@/lib/accounts/permissions.ts'
import { isId } from '@/lib/std/id.ts'
import { type SyncRow, syncRows } from '@/lib/sync/views/list.ts'
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
  const filter = filterOf(companyId, textOf(query))
  const read = (offset: number) => within(member, tx => syncRows(tx, filter, offset))
  return csvResponse('invoices-to-send', header, inPages(read, cells))
}

const header = [
  'Number',
  'Kind',
  'Customer',
  'Date',
  'Total',
  'Currency',
  'Check',
  'Finding',
  'Held by',
  'Held until',
  'Reason',
]

function cells(row: SyncRow): string[] {
  const { number, kind, customer, date, total, currency, pill, problem, hold } = row
  const held = [hold?.by ?? '', hold?.until ?? '', hold?.reason ?? '']
  return [
    number,
    kindWords[kind],
    customer,
    date,
    total,
    currency,
    pill.word,
    problem?.message ?? '',
    ...held,
  ]
}
