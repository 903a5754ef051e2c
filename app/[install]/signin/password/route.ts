import type { NextRequest } from 'next/server'
import { faultQuery } from '@/app/_session/code-fault.ts'
import { deviceOf } from '@/app/_session/device.ts'
import { nextPage, pendingCookie } from '@/app/_session/pending.ts'
import { clientAddress } from '@/app/_session/request.ts'
import { askForCode, seeOther, signInForm } from '@/app/_session/sign-in.ts'
import { checkSignIn } from '@/lib/accounts/sign-in.ts'
import { Secret } from '@/lib/std/secret.ts'

/** E-mail and password. What was typed survives a wrong one, the password aside. */
export async function POST(request: NextRequest, { params }: { params: Promise<{ install: string }> }) {
  const { install } = await params
  const form = await signInForm(install, request)
  if (form instanceof Response) return form
  const { accountId, text } = form
  const pending = { email: text('email', 254), next: nextPage(install, text('next', 2_000)) }
  const answer = await checkSignIn({
    accountId,
    email: pending.email,
    password: Secret.of(text('password', 1_000)),
    address: clientAddress(request.headers),
    deviceHash: (await deviceOf(install))?.hash ?? null,
  })
  if (answer.kind === 'right')
    return askForCode(
      install,
      { accountId, userId: answer.userId },
      { ...pending, passwordMark: answer.passwordMark },
      request,
    )
  const response = seeOther(`/${install}/signin`, faultQuery(answer))
  response.cookies.set(
    await pendingCookie(install, { ...pending, userId: null, passwordMark: '', sentTo: '' }),
  )
  return response
}
