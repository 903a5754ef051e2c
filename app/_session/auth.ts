import { type AuthOptions, getServerSession } from 'next-auth'
import { encode } from 'next-auth/jwt'
import { z } from 'zod'
import { findSession, revokeSession } from '../../lib/accounts/directory.ts'
import { env } from '../../lib/env.ts'
import { sha256 } from '../../lib/std/id.ts'

/** The row ends a session (idle, absolute, revoked); the cookie only must not outlive it. */
const sessionSeconds = 8 * 3600

/**
 * next-auth as a function of the install: one browser may hold sessions of several accounts, since all regions of the
 * ConnectWise cloud are one site and so one cookie jar. Name and path keep them apart.
 */
export function authOptions(install: string): AuthOptions {
  const options = cookieOptions(install)
  const name = sessionCookieName(install)
  // next-auth takes every cookie whose name begins with the session's for a piece of it: these two may not.
  const other = (purpose: string) => `__Secure-evenbook-${purpose}.${install.slice(0, 8)}`
  return {
    secret: env().SESSION_SECRET.reveal(),
    session: { strategy: 'jwt', maxAge: sessionSeconds },
    useSecureCookies: true,
    cookies: {
      sessionToken: { name, options },
      csrfToken: { name: other('csrf'), options },
      callbackUrl: { name: other('back'), options },
    },
    providers: [],
    pages: { signIn: `/${install}/signin`, error: `/${install}/signin` },
    callbacks: {
      // Throwing is how next-auth is told to drop the cookie of a session that has ended.
      jwt: async ({ token }) => {
        if (!(await findSession(sessionIdOf(token) ?? ''))) throw new Error('The session has ended.')
        return token
      },
      // This answer reaches the page: that there is a session, never its id.
      session: ({ session }) => ({ expires: session.expires }),
      redirect: () => `${env().EVENBOOK_URL}/${install}/signin`,
    },
    events: {
      signOut: async ({ token }) => {
        const id = sessionIdOf(token)
        if (id) await revokeSession(sha256(id))
      },
    },
    // Ended sessions are no errors; its own texts may carry the token.
    logger: { error: () => undefined, warn: () => undefined, debug: () => undefined },
  }
}

/** What the cookie says, decrypted; whether that session still lives is for the directory to say. */
export async function readSessionId(install: string): Promise<string | null> {
  const session = await getServerSession({
    ...authOptions(install),
    callbacks: { session: ({ token }: { token: unknown }) => ({ id: sessionIdOf(token) }) },
  })
  return session?.id ?? null
}

/** For `response.cookies.set`. */
export async function sessionCookie(install: string, sessionId: string) {
  const value = await encode({
    token: { sid: sessionId },
    secret: env().SESSION_SECRET.reveal(),
    maxAge: sessionSeconds,
  })
  return { name: sessionCookieName(install), value, ...cookieOptions(install), maxAge: sessionSeconds }
}

export function sessionCookieName(install: string): string {
  return `__Secure-evenbook.${install.slice(0, 8)}`
}

// Partitioned is the only kind that survives in a cross-site frame while third-party cookies are blocked
// (measured: knowledge/stack.md §6).
function cookieOptions(install: string) {
  return { httpOnly: true, secure: true, sameSite: 'none', partitioned: true, path: `/${install}` } as const
}

const zToken = z.object({ sid: z.string().min(1) })

function sessionIdOf(token: unknown): string | null {
  const result = zToken.safeParse(token)
  return result.success ? result.data.sid : null
}
