import { type Html, html } from '../../kit/html.ts'
import { type Route, route, type SimRequest, type SimResponse } from '../../kit/message.ts'
import { redirect } from '../../kit/pages.ts'
import type { Journal, Organisation } from '../entities.ts'
import { saveJournal, sidesOf } from '../journals.ts'
import { Money } from '../money.ts'
import { page } from '../page.ts'
import type { CallContext, World } from '../world.ts'

/** Manual journals as a person sees them. */
export function journalViews(world: World, inOrganisation: InOrganisation): Route[] {
  return [
    route('GET', '/app/:org/journals/:id', request =>
      inOrganisation(world, request, context => journalPage(context, request.params.id ?? '')),
    ),
    route('POST', '/app/:org/journals/:id/void', request =>
      inOrganisation(world, request, context => voidIt(context, request.params.id ?? '')),
    ),
  ]
}

type InOrganisation = (
  world: World,
  request: SimRequest,
  show: (context: CallContext) => SimResponse,
) => SimResponse

export function journalPath({ shortCode }: Pick<Organisation, 'shortCode'>, id: string): string {
  return `/app/${encodeURIComponent(shortCode)}/journals/${id}`
}

export function journalList({ books, organisation }: CallContext): Html {
  const journals = books.journals.by('tenant', organisation.id).reverse().slice(0, 500)
  const rows = journals.map(
    row => html`<tr><td><a href="${journalPath(organisation, row.id)}">${row.narration}</a></td><td>${row.date}</td>
<td>${row.status}</td><td class="n">${debited(row)} ${organisation.baseCurrency}</td></tr>`,
  )
  if (rows.length === 0) return html``
  return html`<h2>Manual journals</h2><table><thead><tr><th>Narration</th><th>Date</th><th>Status</th>
<th class="n">Debited</th></tr></thead><tbody>${rows}</tbody></table>`
}

function debited({ lines }: Journal): string {
  return sidesOf(lines).debits.toFixed(2)
}

function journalPage(context: CallContext, id: string, refused?: string): SimResponse {
  const { books, organisation } = context
  const row = books.journals.get(id)
  if (row?.tenant !== organisation.id) return page('Not found', html`<p>No such journal.</p>`, 404)
  const voiding = html`<form method="post" action="${journalPath(organisation, id)}/void"><button class="plain">Void</button></form>`
  return page(
    `Manual journal ${row.narration}`,
    html`${refused === undefined ? undefined : html`<p role="alert">${refused}</p>`}
<p><span class="status">${row.status}</span> ${row.date}${
      row.url === undefined ? undefined : html` · <a href="${row.url}">Source</a>`
    }</p>${lineTable(books, row)}${row.status === 'POSTED' ? voiding : undefined}`,
  )
}

function lineTable(books: CallContext['books'], row: Journal): Html {
  const lines = row.lines.map(({ description, amount, account = '', tracking }) => {
    const { code, name } = books.accounts.get(account) ?? {}
    const options = tracking.map(({ category, option }) => {
      const found = books.tracking.get(category)
      return `${found?.name}: ${found?.options.find(one => one.id === option)?.name}`
    })
    const credit = new Money(amount).isNegative()
    return html`<tr><td>${description}<br><small>${options.join(' · ')}</small></td><td>${code} ${name}</td>
<td class="n">${credit ? undefined : amount}</td><td class="n">${credit ? amount.slice(1) : undefined}</td></tr>`
  })
  return html`<table><thead><tr><th>Description</th><th>Account</th><th class="n">Debit</th><th class="n">Credit</th></tr></thead>
<tbody>${lines}</tbody><tfoot><tr><th colspan="2" class="n">Total</th><td class="n">${debited(row)}</td>
<td class="n">${sidesOf(row.lines).credits.abs().toFixed(2)}</td></tr></tfoot></table>`
}

function voidIt(context: CallContext, id: string): SimResponse {
  const row = context.books.journals.get(id)
  if (row?.tenant !== context.organisation.id) return journalPage(context, id)
  const { errors } = saveJournal(context, { Narration: row.narration, Status: 'VOIDED' }, id)
  return errors.length > 0
    ? journalPage(context, id, errors.join(' '))
    : redirect(journalPath(context.organisation, id))
}
