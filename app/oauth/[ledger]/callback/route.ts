import type { NextRequest } from 'next/server'
import { consentAnswer } from '@/app/_session/consent-answer.ts'
import { consentCookie } from '@/app/_session/consent-cookie.ts'
import { windowPage } from '@/app/_session/window-page.ts'
import { finishConsent } from '@/lib/accounts/consent.ts'
import { asLedgerVendor } from '@/lib/accounts/ledgers.ts'

/** The vendor sends the person back. The state names the account; the cookie says that it is the browser that began. */
export async function GET(request: NextRequest, { params }: { params: Promise<{ ledger: string }> }) {
  const { ledger } = await params
  if (asLedgerVendor(ledger) === null) return windowPage(404, { title: 'There is no such page', text: '' })
  const query = request.nextUrl.searchParams
  const result = await finishConsent({
    vendor: ledger,
    state: query.get('state') ?? '',
    cookie: request.cookies.get(consentCookie.name)?.value ?? null,
    code: query.get('code'),
    error: query.get('error'),
    organisationId: query.get('realmId'),
  })
  return consentAnswer(ledger, result)
}
