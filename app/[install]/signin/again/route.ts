import type { NextRequest } from 'next/server'
import { readPending } from '@/app/_session/pending.ts'
import { askForCode, seeOther, signInForm } from '@/app/_session/sign-in.ts'

/** Another code to the same address; those before are void. */
export async function POST(request: NextRequest, { params }: { params: Promise<{ install: string }> }) {
  const { install } = await params
  const form = await signInForm(install, request)
  if (form instanceof Response) return form
  const pending = await readPending(install)
  if (!pending?.userId) return seeOther(`/${install}/signin`, { fault: 'ended' })
  const { userId, email, next } = pending
  return askForCode(install, { accountId: form.accountId, userId }, { email, next }, request)
}
