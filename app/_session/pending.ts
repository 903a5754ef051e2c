import { cookies } from 'next/headers'
import { decode, encode } from 'next-auth/jwt'
import { z } from 'zod'
import { isStillPassword } from '../../lib/accounts/sign-in.ts'
import { env } from '../../lib/env.ts'
import { isOwnPath } from './request.ts'

/** A sign-in half way: what was typed, and whose password was right. Sealed, in the browser, ten minutes. */
const zPending = z.object({
  email: z.string(),
  next: z.string(),
  /** null: no right password yet */
  userId: z.uuid().nullable(),
  /** of the password that was right (lib/accounts/sign-in.ts), '' while none was */
  passwordMark: z.string(),
  /** where a code was sent to, as its owner is shown it; '' for the app */
  sentTo: z.string(),
})

export type Pending = z.output<typeof zPending>

const seconds = 600
// Not the session's: neither can stand for the other.
const salt = 'sign-in'

export async function pendingCookie(install: string, pending: Pending) {
  const secret = env().SESSION_SECRET.reveal()
  return { ...place(install), value: await encode({ token: { ...pending }, secret, salt, maxAge: seconds }) }
}

export function noPendingCookie(install: string) {
  return { ...place(install), value: '', maxAge: 0 }
}

export async function readPending(install: string): Promise<Pending | null> {
  const token = (await cookies()).get(place(install).name)?.value
  if (!token) return null
  const secret = env().SESSION_SECRET.reveal()
  const found = await decode({ token, secret, salt }).catch(() => null)
  const result = zPending.safeParse(found)
  return result.success ? result.data : null
}

/** Of somebody whose password was right, and still is theirs. */
export async function readHalfway(install: string): Promise<(Pending & { userId: string }) | null> {
  const pending = await readPending(install)
  if (!pending || pending.userId === null) return null
  const { userId, passwordMark } = pending
  return (await isStillPassword(userId, passwordMark)) ? { ...pending, userId } : null
}

/** Where a sign-in leads: a page of this account, else its first. */
export function nextPage(install: string, wanted: unknown): string {
  return typeof wanted === 'string' && isOwnPath(install, wanted) ? wanted : `/${install}/sync`
}

function place(install: string) {
  return {
    name: `__Secure-evenbook-signin.${install.slice(0, 8)}`,
    httpOnly: true,
    secure: true,
    sameSite: 'lax',
    path: `/${install}/signin`,
    maxAge: seconds,
  } as const
}
