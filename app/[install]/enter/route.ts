import { type NextRequest, NextResponse } from 'next/server'
import { sessionCookie } from '@/app/_session/auth.ts'
import { deviceCookie, knownDevice } from '@/app/_session/device.ts'
import { enterByTicket } from '@/app/_session/redeem.ts'
import { isInstallKey, isOwnPath } from '@/app/_session/request.ts'
import { windowPage } from '@/app/_session/window-page.ts'

/** A page in its own tab. Another site may not sign a browser in here with a ticket of its own. */
export async function GET(request: NextRequest, { params }: { params: Promise<{ install: string }> }) {
  const { install } = await params
  const ticket = request.nextUrl.searchParams.get('ticket') ?? ''
  const to = request.nextUrl.searchParams.get('to') ?? ''
  const ours = ['same-origin', 'none'].includes(request.headers.get('sec-fetch-site') ?? 'none')
  if (!ours || !isInstallKey(install) || !isOwnPath(install, to)) return refused(400, elsewhere)
  const device = await knownDevice(install)
  const entered = await enterByTicket(install, ticket, to, device.hash)
  if (!entered) return refused(410, used)
  const response = new NextResponse(null, { status: 303, headers: { location: entered.to } })
  response.cookies.set(deviceCookie(install, device))
  response.cookies.set(await sessionCookie(install, entered.sessionId))
  return response
}

const elsewhere = 'The address does not lead to a page of this account. Open the page from ConnectWise again.'
const used = 'It works once and for one minute. Open the page from ConnectWise again.'

function refused(status: number, text: string): Response {
  return windowPage(status, { title: 'This link cannot be used', text })
}
