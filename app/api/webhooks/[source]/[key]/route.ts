import type { NextRequest } from 'next/server'
import { readBytes } from '@/app/_session/request.ts'
import { env } from '@/lib/env.ts'
import { bodyMost, receiveConnectWise, receiveQuickBooks, receiveXero } from '@/lib/webhooks/receive.ts'

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
  const { XERO_WEBHOOK_KEY, QUICKBOOKS_WEBHOOK_KEY } = env()
  const signed = (header: string) => request.headers.get(header) ?? ''
  if (source === 'xero') {
    return new Response(null, {
      status: await receiveXero(XERO_WEBHOOK_KEY, body, signed('x-xero-signature')),
    })
  }
  if (source !== 'quickbooks') return new Response(null, { status: 404 })
  const status = await receiveQuickBooks(QUICKBOOKS_WEBHOOK_KEY, body, signed('intuit-signature'))
  return new Response(null, { status })
}
