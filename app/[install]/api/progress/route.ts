import type { NextRequest } from 'next/server'
import { readSessionId } from '@/app/_session/auth.ts'
import { memberOfSession } from '@/app/_session/member.ts'
import { isInstallKey } from '@/app/_session/request.ts'
import { within } from '@/app/_session/within.ts'
import { textOf } from '@/app/_ui/address.ts'
import { findSession } from '@/lib/accounts/directory.ts'
import { can } from '@/lib/accounts/permissions.ts'
import { isId } from '@/lib/std/id.ts'
import { postingView, runView } from '@/lib/sync/views/views.ts'
import { eventStream, type Look, progressEvents } from './stream.ts'

/** `?posting=` or `?run=`: what happens to it, live. Looking on does not keep a session awake. */
export async function GET(
  request: NextRequest,
  { params }: { params: Promise<{ install: string }> },
): Promise<Response> {
  const { install } = await params
  const query = request.nextUrl.searchParams
  const text = textOf(query)
  const [posting, run] = [text('posting'), text('run')]
  const sessionId = isInstallKey(install) ? await readSessionId(install) : null
  const member = sessionId ? await memberOfSession(install, sessionId) : null
  if (!sessionId || !member || !can(member.role, 'view')) return new Response(null, { status: 401 })
  if (posting === '' && !isId(run)) return new Response(null, { status: 400 })
  const look = async () => {
    if (!(await findSession(sessionId))) return null
    return within<Look | null>(member, tx => (posting ? postingView(tx, posting) : runView(tx, run)))
  }
  const lastSeen = request.headers.get('last-event-id')
  const events = progressEvents({ look, lastSeen, signal: request.signal })
  return new Response(eventStream(events), { headers: streamHeaders })
}

// Without these a proxy in between, Next's own compression among them, holds events back.
const streamHeaders = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-cache, no-transform',
  'x-accel-buffering': 'no',
}
