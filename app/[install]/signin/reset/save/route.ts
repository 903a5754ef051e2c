import type { NextRequest } from 'next/server'
import { seeOther, signInForm } from '@/app/_session/sign-in.ts'
import { passwordFault } from '@/lib/accounts/passwords.ts'
import { passwordLink, setPassword } from '@/lib/accounts/sign-in.ts'
import { Secret } from '@/lib/std/secret.ts'

/** A new password by a link that was mailed; then the sign-in, with its code. */
export async function POST(request: NextRequest, { params }: { params: Promise<{ install: string }> }) {
  const { install } = await params
  const form = await signInForm(install, request)
  if (form instanceof Response) return form
  const link = form.text('link')
  const password = form.text('password', 1_000)
  const again = (fault: string) => seeOther(`/${install}/signin/reset`, { link, fault })
  if (passwordFault(password) !== null) return again(password.length < 8 ? 'short' : 'common')
  if (password !== form.text('repeat', 1_000)) return again('repeat')
  const whose = await passwordLink(form.accountId, link)
  const outcome = whose ? await setPassword(whose, link, Secret.of(password)) : 'expired'
  return outcome === 'set' ? seeOther(`/${install}/signin`, { done: 'password' }) : again(outcome)
}
