import type { NextRequest } from 'next/server'
import { sentAgain } from '@/app/_session/code-fault.ts'
import { readHalfway } from '@/app/_session/pending.ts'
import { askForCode, seeOther, signInForm } from '@/app/_session/sign-in.ts'

/** Another code to the same address; those before are void. */
export async function POST(request: NextRequest, { params }: { params: Promise<{ install: string }> }) {
  const { install } = await params
  const form = await signInForm(install, request)
  if (form instanceof Response) return form
  const pending = await readHalfway(install)
  if (!pending) return seeOther(`/${install}/signin`, { fault: 'ended' })
  const { userId, sentTo: _before, ...asked } = pending
  return askForCode(install, { accountId: form.accountId, userId }, asked, request, sentAgain)
}
