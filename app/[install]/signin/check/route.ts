import type { NextRequest } from 'next/server'
import { faultQuery } from '@/app/_session/code-fault.ts'
import { readHalfway } from '@/app/_session/pending.ts'
import { enter, seeOther, signInForm } from '@/app/_session/sign-in.ts'
import { checkCode } from '@/lib/accounts/factor.ts'

/** The code of a person whose password was right. */
export async function POST(request: NextRequest, { params }: { params: Promise<{ install: string }> }) {
  const { install } = await params
  const form = await signInForm(install, request)
  if (form instanceof Response) return form
  const pending = await readHalfway(install)
  if (!pending) return seeOther(`/${install}/signin`, { fault: 'ended' })
  const who = { accountId: form.accountId, userId: pending.userId }
  const answer = await checkCode(who, form.text('code'))
  if (answer.kind !== 'right') return seeOther(`/${install}/signin/code`, faultQuery(answer))
  const trust = form.text('trust') === '1'
  return enter(install, who, { next: pending.next, trust, secondFactor: true }, request)
}
