import type { NextRequest } from 'next/server'
import { sessionCookie } from '@/app/_session/auth.ts'
import { currentMember } from '@/app/_session/member.ts'
import { seeOther, signInForm } from '@/app/_session/sign-in.ts'
import { revokeSession } from '@/lib/accounts/directory.ts'

/** With the tabs that it opened. */
export async function POST(request: NextRequest, { params }: { params: Promise<{ install: string }> }) {
  const { install } = await params
  const form = await signInForm(install, request)
  if (form instanceof Response) return form
  const member = await currentMember(install)
  if (member) await revokeSession(member.sessionHash)
  const response = seeOther(`/${install}/signin`, { done: 'out' })
  response.cookies.set({ ...(await sessionCookie(install, '')), value: '', maxAge: 0 })
  return response
}
