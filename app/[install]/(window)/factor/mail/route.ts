import { type NextRequest, NextResponse } from 'next/server'
import { faultQuery, sentAgain } from '@/app/_session/code-fault.ts'
import { factorForm } from '@/app/_session/factor-form.ts'
import { mailCode } from '@/lib/accounts/factor.ts'

/** Another code to the same address; those before are void. */
export async function POST(request: NextRequest, { params }: { params: Promise<{ install: string }> }) {
  const { install } = await params
  const form = await factorForm(install, request)
  if (form instanceof Response) return form
  const answer = await mailCode(form.asked)
  const failed = answer.kind === 'wait' || answer.kind === 'failed'
  const said = failed ? faultQuery(answer) : answer.kind === 'sent' ? sentAgain : {}
  const query = new URLSearchParams({ ticket: form.ticket, ...form.stay, ...said })
  return new NextResponse(null, { status: 303, headers: { location: `/${install}/factor?${query}` } })
}
