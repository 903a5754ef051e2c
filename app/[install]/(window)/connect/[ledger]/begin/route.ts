import { type NextRequest, NextResponse } from 'next/server'
import { consentCookie } from '@/app/_session/consent-cookie.ts'
import { connectTicket } from '@/app/_session/redeem.ts'
import { isInstallKey, readForm } from '@/app/_session/request.ts'
import { refusedForm, windowPage } from '@/app/_session/window-page.ts'
import { beginConsent } from '@/lib/accounts/consent.ts'
import { env } from '@/lib/env.ts'

/** The click: uses the ticket up, leaves the cookie the callback must match, and sends the person to the vendor. */
export async function POST(
  request: NextRequest,
  { params }: { params: Promise<{ install: string; ledger: string }> },
) {
  const { install, ledger } = await params
  const form = await readForm(request, env().EVENBOOK_URL)
  if (form === 'large') return refusedForm(form, '')
  if (form === 'foreign') return expired(403)
  if (!isInstallKey(install)) return expired(400)
  const asked = await connectTicket(install, form.text('ticket'), 'click')
  if (!asked || asked.ledger !== ledger) return expired(410)
  const { ledger: vendor, ...who } = asked
  const { authorizeUrl, cookie } = await beginConsent({ ...who, vendor })
  const response = new NextResponse(null, { status: 303, headers: { location: authorizeUrl } })
  response.cookies.set({ ...consentCookie, value: cookie })
  return response
}

function expired(status: number): Response {
  const text = 'It works once and for two minutes. Start again from the Company page.'
  return windowPage(status, { title: 'This link cannot be used', text })
}
