import { env } from '../../lib/env.ts'
import { type FactorSubject, factorTicket } from './redeem.ts'
import { isInstallKey, readForm } from './request.ts'
import { refusedForm, windowPage } from './window-page.ts'

export interface FactorForm {
  asked: FactorSubject
  ticket: string
  /** goes on in this very tab afterwards: as query of the next page */
  stay: { stay?: '1' }
  text(name: string, most?: number): string
}

/** What the page of the code posts, with its ticket looked at; or the page that says why not. */
export async function factorForm(install: string, request: Request): Promise<FactorForm | Response> {
  const form = await readForm(request, env().EVENBOOK_URL)
  if (form === 'large') return refusedForm(form, '')
  if (form === 'foreign' || !isInstallKey(install)) return expired(403)
  const { text } = form
  const asked = await factorTicket(install, text('ticket'), 'look')
  if (!asked) return expired(410)
  return { asked, ticket: text('ticket'), text, stay: text('stay') === '1' ? { stay: '1' } : {} }
}

function expired(status: number): Response {
  const text = 'It works once and for two minutes. Go back to ConnectWise and ask for it again there.'
  return windowPage(status, { title: 'This page cannot be used any more', text })
}
