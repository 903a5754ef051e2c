import type { NextRequest } from 'next/server'
import { z } from 'zod'
import { act } from '@/app/_session/action.ts'
import { currentMember } from '@/app/_session/member.ts'
import { readJson } from '@/app/_session/request.ts'
import { done } from '@/app/_session/result.ts'
import { testConnection } from '@/lib/accounts/details/connection-test.ts'
import { zDetails } from '@/lib/accounts/details/wanted.ts'
import { env } from '@/lib/env.ts'
import { eventStream } from '../progress/stream.ts'
import { asLines } from './lines.ts'

const zAsked = z.object({ caller: z.unknown(), input: z.unknown() })
const mostBytes = 20_000

/** The connection test, line by line while it runs. Whoever asks is checked as an action's caller is. */
export async function POST(request: NextRequest): Promise<Response> {
  const asked = zAsked.safeParse(await readJson(request, mostBytes)).data
  const ask = { headers: request.headers, appOrigin: env().EVENBOOK_URL, find: currentMember }
  const plan = {
    schema: zDetails,
    permission: 'configure' as const,
    fn: async ({ member }: { member: { accountId: string } }, input: z.output<typeof zDetails>) =>
      done({ accountId: member.accountId, input }),
  }
  const allowed = await act(ask, plan, asked?.caller, asked?.input)
  if (!allowed.ok) return Response.json(allowed, { status: 403 })
  const { accountId, input } = allowed.value
  return new Response(eventStream(asLines(testConnection(accountId, input, request.signal))), {
    headers: streamHeaders,
  })
}

// As for progress: a proxy in between would hold the lines back.
const streamHeaders = {
  'content-type': 'application/x-ndjson; charset=utf-8',
  'cache-control': 'no-cache, no-transform',
  'x-accel-buffering': 'no',
}
