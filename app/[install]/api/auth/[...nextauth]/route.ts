import type { NextRequest } from 'next/server'
import NextAuth from 'next-auth'
import { authOptions } from '@/app/_session/auth.ts'
import { isInstallKey } from '@/app/_session/request.ts'

interface Context {
  params: Promise<{ install: string; nextauth: string[] }>
}

// Only these: next-auth's own sign-in pages assume one fixed address.
const served = new Set(['session', 'csrf', 'signout'])

async function handle(request: NextRequest, context: Context): Promise<Response> {
  const { install, nextauth } = await context.params
  if (!isInstallKey(install) || nextauth.length !== 1 || !served.has(nextauth[0] ?? '')) {
    return new Response(null, { status: 404 })
  }
  return NextAuth(request, context, authOptions(install))
}

export { handle as GET, handle as POST }
