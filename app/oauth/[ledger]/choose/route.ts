import type { NextRequest } from 'next/server'
import { consentAnswer } from '@/app/_session/consent-answer.ts'
import { consentCookie } from '@/app/_session/consent-cookie.ts'
import { readForm } from '@/app/_session/request.ts'
import { refusedForm } from '@/app/_session/window-page.ts'
import { chooseOrganisation } from '@/lib/accounts/consent.ts'
import { env } from '@/lib/env.ts'

/** One of several organisations that a consent opened. */
export async function POST(request: NextRequest, { params }: { params: Promise<{ ledger: string }> }) {
  const { ledger } = await params
  const form = await readForm(request, env().EVENBOOK_URL)
  if (typeof form === 'string') return refusedForm(form, 'Start again from the Company page.')
  const [ticket, organisationId] = [form.text('ticket'), form.text('organisation')]
  const cookie = request.cookies.get(consentCookie.name)?.value ?? null
  return consentAnswer(ledger, await chooseOrganisation({ ticket, cookie, organisationId }))
}
