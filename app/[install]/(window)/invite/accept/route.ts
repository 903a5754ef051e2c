import { type NextRequest, NextResponse } from 'next/server'
import { z } from 'zod'
import { isFromOurPage, isInstallKey, readJson } from '@/app/_session/request.ts'
import { acceptInvitation } from '@/lib/accounts/users/accept.ts'
import { env } from '@/lib/env.ts'
import { Secret } from '@/lib/std/secret.ts'
import type { Answer } from '../ask.ts'

const zAsked = z.object({
  link: z.string().max(100),
  name: z.string(),
  password: z.string().transform(text => Secret.of(text)),
})

/** Joining: the link, once, with a password that is new or the person's own. */
export async function POST(request: NextRequest, { params }: { params: Promise<{ install: string }> }) {
  const { install } = await params
  if (!isFromOurPage(request.headers, env().EVENBOOK_URL)) return answer(403, gone)
  const asked = zAsked.safeParse(await readJson(request, 8_192))
  if (!isInstallKey(install) || !asked.success) return answer(400, gone)
  const outcome = await acceptInvitation(install, asked.data)
  if (outcome.kind === 'gone') return answer(410, gone)
  return answer(outcome.kind === 'invalid' ? 422 : 200, outcome)
}

const gone: Answer = {
  kind: 'trouble',
  message: 'This invitation cannot be used any more. Ask whoever invited you to send it again.',
}

function answer(status: number, body: Answer): NextResponse {
  return NextResponse.json(body, { status, headers: { 'cache-control': 'no-store' } })
}
