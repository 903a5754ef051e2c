import { type NextRequest, NextResponse } from 'next/server'
import { asLedgerVendor, authorizeOrigin } from './lib/accounts/ledgers.ts'
import { frameAncestors } from './lib/accounts/psa.ts'
import { env } from './lib/env.ts'

/**
 * Every answer says who may frame it: the account's own Manage, and for everything else nobody (knowledge/reliability.md
 * §4.1: ASVS 3.4.6). It decides nothing about sessions; each page, action and route handler does that itself.
 */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const { pathname, search } = request.nextUrl
  const manage = await framerOf(pathname)
  const nonce = crypto.randomUUID()
  const policy = contentPolicy(pathname, nonce, manage)
  const headers = ownHeaders(request.headers)
  headers.set('x-evenbook-path', pathname + search)
  headers.set('x-nonce', nonce)
  // Next takes the nonce of its own scripts from here.
  headers.set('content-security-policy', policy)
  if (manage) headers.set('x-evenbook-manage', manage)
  const response = NextResponse.next({ request: { headers } })
  response.headers.set('content-security-policy', policy)
  if (!/^\/[^/]+\/api\//.test(pathname)) response.headers.set('cache-control', 'no-store')
  return response
}

export const config = { matcher: ['/((?!_next/static|_next/image|favicon.ico).*)'] }

/** First segment below the install key of what is never framed. */
const unframed = new Set(['connect', 'connected', 'enter', 'factor', 'invite'])

async function framerOf(pathname: string): Promise<string | null> {
  const [, install = '', section = '', more] = pathname.split('/')
  if (!/^[\w-]{22}$/.test(install) || unframed.has(section)) return null
  // The sign-in itself is where a frame begins; what follows it outside Manage is not.
  if (section === 'signin' && more !== undefined) return null
  try {
    const [origin] = await frameAncestors(install)
    return origin ?? null
  } catch {
    // No database: what cannot be looked up may not be framed either.
    return null
  }
}

function contentPolicy(pathname: string, nonce: string, manage: string | null): string {
  // A form's redirect counts as its target too: the consent window sends the person on to the vendor.
  const ledger = asLedgerVendor(/^\/[\w-]{22}\/connect\/(\w+)/.exec(pathname)?.[1] ?? '')
  const consent = ledger ? ` ${authorizeOrigin(ledger)}` : ''
  return [
    "default-src 'self'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-src 'none'",
    `form-action 'self'${consent}`,
    `frame-ancestors ${manage ?? "'none'"}`,
  ].join('; ')
}

/**
 * Nothing a client may say about the way it came: Next compares an action's Origin with x-forwarded-host, and our address
 * is known from configuration. x-middleware-subrequest once skipped this very file (CVE-2025-29927). Of the addresses only
 * the last is read, which the nearest hop has seen itself; it limits tries and proves nothing (decision 24).
 */
function ownHeaders(given: Headers): Headers {
  const headers = new Headers(given)
  for (const name of [...headers.keys()]) {
    if (/^x-(forwarded|evenbook|middleware|nonce)/.test(name)) headers.delete(name)
  }
  const { host, protocol } = new URL(env().EVENBOOK_URL)
  const address = given.get('x-forwarded-for')?.split(',').at(-1)?.trim()
  if (address) headers.set('x-evenbook-address', address)
  headers.set('x-forwarded-host', host)
  headers.set('x-forwarded-proto', protocol.slice(0, -1))
  return headers
}
