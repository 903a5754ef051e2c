import type { NextRequest } from 'next/server'
import { consentAnswer } from '@/app/_session/consent-answer.ts'
import { consentCookie } from '@/app/_session/consent-cookie.ts'
import { isFromOurPage } from '@/app/_session/request.ts'
import { windowPage } from '@/app/_session/window-page.ts'
import { chooseOrganisation } from '@/lib/accounts/consent.ts'
import { env } from '@/lib/env.ts'

/** One of several organisations that a consent opened. */
export async function POST(request: NextRequest, { params }: { params: Promise<{ ledger: string }> }) {
  const { ledger } = await params
  const form = await request.formData()
  const ticket = form.get('ticket')
  const organisationId = form.get('organisation')
  const whole = typeof ticket === 'string' && typeof organisationId === 'string'
  if (!isFromOurPage(request.headers, env().EVENBOOK_URL) || !whole) {
    return windowPage(403, { title: 'Not connected', text: 'Start again from the Company page.' })
  }
  const cookie = request.cookies.get(consentCookie.name)?.value ?? null
  return consentAnswer(ledger, await chooseOrganisation({ ticket, cookie, organisationId }))
}
