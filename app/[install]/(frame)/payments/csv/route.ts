import type { NextRequest } from 'next/server'
import { currentMember } from '@/app/_session/member.ts'
import { within } from '@/app/_session/within.ts'
import { csvResponse, inPages } from '@/app/_ui/csv.ts'
import { can } from '@/lib/accounts/permissions.ts'
import { isId } from '@/lib/std/id.ts'
import { type LoosePayment, loosePayments } from '@/lib/sync/views/payments.ts'

const header = [
  'Paid',
  'Document',
  'Customer',
  'Amount',
  'Currency',
  'Reference',
  'Why',
  'Invoices in ConnectWise',
]

export async function GET(
  request: NextRequest,
  { params }: { params: Promise<{ install: string }> },
): Promise<Response> {
  const member = await currentMember((await params).install)
  const companyId = request.nextUrl.searchParams.get('company')
  if (!member || !can(member.role, 'view')) return new Response(null, { status: 401 })
  if (!isId(companyId)) return new Response(null, { status: 400 })
  const read = (offset: number) =>
    within(member, tx => loosePayments(tx, companyId, { offset, limit: 1_000 }))
  return csvResponse('payments', header, inPages(read, cells))
}

function cells(row: LoosePayment): string[] {
  const { date, number, customer, amount, currency, reference, why, candidates } = row
  return [
    date,
    number,
    customer,
    amount,
    currency,
    reference,
    why,
    candidates.map(one => one.number).join(' '),
  ]
}
