import type { NextRequest } from 'next/server'
import { askedFactor } from '@/app/_session/factor.ts'
import { currentMember } from '@/app/_session/member.ts'

/** Asked each second by a page that waits for a code: was it given? Keeps no session awake. */
export async function GET(request: NextRequest, { params }: { params: Promise<{ install: string }> }) {
  const member = await currentMember((await params).install)
  if (!member) return new Response(null, { status: 401 })
  const need = request.nextUrl.searchParams.get('need') === 'recent' ? 'recent' : 'trusted'
  const given = (await askedFactor(member, need)) === null
  return Response.json({ given }, { headers: { 'cache-control': 'no-store' } })
}
