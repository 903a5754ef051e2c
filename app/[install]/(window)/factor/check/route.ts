import { type NextRequest, NextResponse } from 'next/server'
import { faultQuery } from '@/app/_session/code-fault.ts'
import { browserName } from '@/app/_session/device.ts'
import { factorForm } from '@/app/_session/factor-form.ts'
import { factorTicket } from '@/app/_session/redeem.ts'
import { mintTicket } from '@/lib/accounts/directory.ts'
import { checkCode } from '@/lib/accounts/factor.ts'
import { proven } from '@/lib/accounts/trust.ts'

/** A right code uses the ticket up; the waiting page goes on by itself. */
export async function POST(request: NextRequest, { params }: { params: Promise<{ install: string }> }) {
  const { install } = await params
  const form = await factorForm(install, request)
  if (form instanceof Response) return form
  const { asked, ticket, stay } = form
  const answer = await checkCode(asked, form.text('code'))
  if (answer.kind !== 'right') {
    return to(`/${install}/factor`, { ticket, ...stay, ...faultQuery(answer) })
  }
  const spent = await factorTicket(install, ticket, 'spend')
  if (!spent) return to(`/${install}/factor`, {})
  const browser = browserName(request.headers.get('user-agent'))
  await proven(spent, { trust: form.text('trust') === '1', browser })
  return to(`/${install}/factor/done`, {
    ...stay,
    ...(answer.by === 'mail' && (await offerApp(install, spent))),
  })
}

/** Who was sent a code has no app yet: the next page offers to set one up. */
async function offerApp(install: string, who: { accountId: string; userId: string; sessionHash: string }) {
  const { accountId, userId, sessionHash } = who
  const subject = JSON.stringify({ userId, to: `/${install}/profile` })
  return {
    enter: await mintTicket({ ...{ accountId, sessionHash, subject }, purpose: 'enter', seconds: 600 }),
  }
}

function to(path: string, query: Record<string, string>): Response {
  const location = `${path}?${new URLSearchParams(query)}`
  return new NextResponse(null, { status: 303, headers: { location } })
}
