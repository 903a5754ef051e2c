import { type NextRequest, NextResponse } from 'next/server'
import { readSessionId, sessionCookie } from '@/app/_session/auth.ts'
import { answerClaim, zClaimRequest } from '@/app/_session/claim.ts'
import { deviceCookie, knownDevice } from '@/app/_session/device.ts'
import { memberOfSession } from '@/app/_session/member.ts'
import { isFromOurPage, readJson } from '@/app/_session/request.ts'
import { env } from '@/lib/env.ts'

/** The frame brings what Manage said of the member. The hash is read here and forgotten. */
export async function POST(request: NextRequest, { params }: { params: Promise<{ install: string }> }) {
  const { install } = await params
  if (!isFromOurPage(request.headers, env().EVENBOOK_URL)) return NextResponse.json({}, { status: 403 })
  const parsed = zClaimRequest.safeParse(await readJson(request, 8_192))
  if (!parsed.success) return NextResponse.json({ kind: 'refused', reason: 'hash' })
  const sessionId = await readSessionId(install)
  const current = sessionId ? await memberOfSession(install, sessionId) : null
  const device = await knownDevice(install)
  const outcome = await answerClaim(install, parsed.data, current, device.hash)
  if (!outcome) return NextResponse.json({}, { status: 404 })
  const response = NextResponse.json(outcome.answer, { headers: { 'cache-control': 'no-store' } })
  if (outcome.answer.kind === 'agreed') response.cookies.set(deviceCookie(install, device))
  if (outcome.sessionId) response.cookies.set(await sessionCookie(install, outcome.sessionId))
  return response
}
