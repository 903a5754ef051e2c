import type { NextRequest } from 'next/server'
import { readBytes } from '@/app/_session/request.ts'
import { env } from '@/lib/env.ts'
import { bodyMost, receiveConnectWise, receiveXero } from '@/lib/webhooks/receive.ts'

/** Raw bytes to the inbox, an answer at once: ConnectWise waits five seconds and loses the event after a 500. */
export async function POST(
  request: NextRequest,
  { params }: { params: Promise<{ source: string; key: string }> },
): Promise<Response> {
  const { source, key } = await params
  const body = await readBytes(request, bodyMost)
  if (body === null) return new Response(null, { status: 413 })
  if (source === 'connectwise') {
    const signature = request.headers.get('x-content-signature') ?? ''
    const asked = {
      path: `${request.nextUrl.pathname}${request.nextUrl.search}`,
      headers: Object.fromEntries(request.headers),
    }
    return new Response(null, { status: await receiveConnectWise(key, body, signature, asked) })
  }
  if (source !== 'xero') return new Response(null, { status: 404 })
  const signature = request.headers.get('x-xero-signature') ?? ''
  return new Response(null, { status: await receiveXero(env().XERO_WEBHOOK_KEY, body, signature) })
}
