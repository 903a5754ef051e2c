import { NextResponse } from 'next/server'
import { installOf } from '../../lib/accounts/directory.ts'
import type { ConsentResult } from '../../lib/accounts/link.ts'
import { escapeHtml, windowPage } from './window-page.ts'

/** What a consent came to, for the window it ran in. */
export async function consentAnswer(ledger: string, result: ConsentResult): Promise<Response> {
  if (result.kind === 'refused') return windowPage(409, { title: 'Not connected', text: result.message })
  if (result.kind === 'choose') return choice(ledger, result)
  const install = await installOf(result.accountId)
  return new NextResponse(null, {
    status: 303,
    headers: { location: install ? `/${install.installKey}/connected` : '/' },
  })
}

function choice(
  ledger: string,
  { ticket, organisations }: Extract<ConsentResult, { kind: 'choose' }>,
): Response {
  const rows = organisations.map(
    ({ id, name, taken }) =>
      `<label><input type="radio" name="organisation" value="${escapeHtml(id)}" required${taken ? ' disabled' : ''}> ${escapeHtml(name)}${
        taken ? ' (linked elsewhere)' : ''
      }</label>`,
  )
  return windowPage(200, {
    title: 'Which organisation?',
    text: 'You allowed access to several. One is linked to this company; the others are not touched.',
    body: `<form method="post" action="/oauth/${escapeHtml(ledger)}/choose"><input type="hidden" name="ticket" value="${escapeHtml(ticket)}">
<fieldset style="border:0;padding:0"><legend>Organisations</legend>${rows.join('')}</fieldset><button>Link it</button></form>`,
  })
}
