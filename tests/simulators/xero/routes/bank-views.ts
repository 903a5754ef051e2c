import { type Html, html } from '../../kit/html.ts'
import { type Route, route, type SimRequest, type SimResponse } from '../../kit/message.ts'
import { redirect } from '../../kit/pages.ts'
import { reconcile } from '../bank-transactions.ts'
import type { BankTransaction, Organisation } from '../entities.ts'
import { page } from '../page.ts'
import type { CallContext, World } from '../world.ts'

type InOrganisation = (
  world: World,
  request: SimRequest,
  show: (context: CallContext) => SimResponse,
) => SimResponse

/** Money spent and received as a person sees it, who can match it with the bank's statement and take that back. */
export function bankViews(world: World, inOrganisation: InOrganisation): Route[] {
  const act = (name: string, isReconciled: boolean) =>
    route('POST', `/app/:org/bank/:id/${name}`, request =>
      inOrganisation(world, request, context => match(context, request.params.id ?? '', isReconciled)),
    )
  return [
    route('GET', '/app/:org/bank/:id', request =>
      inOrganisation(world, request, context => transactionPage(context, request.params.id ?? '')),
    ),
    act('reconcile', true),
    act('unreconcile', false),
  ]
}

export function bankPath({ shortCode }: Pick<Organisation, 'shortCode'>, id: string): string {
  return `/app/${encodeURIComponent(shortCode)}/bank/${id}`
}

const TITLES = { SPEND: 'Spend money', RECEIVE: 'Receive money' } as const

export function bankList({ books, organisation }: CallContext): Html {
  const rows = books.bankTransactions
    .by('tenant', organisation.id)
    .reverse()
    .slice(0, 500)
    .map(
      row => html`<tr><td><a href="${bankPath(organisation, row.id)}">${row.reference}</a></td><td>${TITLES[row.type]}</td>
<td>${books.accounts.get(row.account)?.name}</td><td>${row.date}</td><td>${statusOf(row)}</td>
<td class="n">${row.total} ${row.currency}</td></tr>`,
    )
  if (rows.length === 0) return html``
  return html`<h2>Bank transactions</h2><table><thead><tr><th>Reference</th><th>Type</th><th>Account</th><th>Date</th><th>Status</th>
<th class="n">Total</th></tr></thead><tbody>${rows}</tbody></table>`
}

function statusOf({ status, isReconciled }: BankTransaction): string {
  return isReconciled ? 'RECONCILED' : status
}

function transactionPage({ books, organisation }: CallContext, id: string): SimResponse {
  const row = books.bankTransactions.get(id)
  if (row?.tenant !== organisation.id) return page('Not found', html`<p>No such bank transaction.</p>`, 404)
  const lines = row.lines.map(
    line => html`<tr><td>${line.description}</td><td>${line.accountCode}</td><td>${line.taxType}</td>
<td class="n">${line.lineAmount}</td></tr>`,
  )
  const name = row.isReconciled ? 'unreconcile' : 'reconcile'
  const button = html`<form method="post" action="${bankPath(organisation, id)}/${name}"><button class="plain">${
    row.isReconciled ? 'Remove & redo' : 'Mark as reconciled'
  }</button></form>`
  return page(
    `${TITLES[row.type]} ${row.reference}`,
    html`<p><span class="status">${statusOf(row)}</span> ${books.accounts.get(row.account)?.name},
${books.contacts.get(row.contact)?.name}, ${row.date}${
      row.url === undefined ? undefined : html` · <a href="${row.url}">Source</a>`
    }</p><table><thead><tr><th>Description</th><th>Account</th><th>Tax rate</th><th class="n">Amount</th></tr></thead>
<tbody>${lines}</tbody><tfoot><tr><th colspan="3" class="n">Tax</th><td class="n">${row.totalTax}</td></tr>
<tr><th colspan="3" class="n">Total ${row.currency}</th><td class="n">${row.total}</td></tr></tfoot></table>${
      row.status === 'AUTHORISED' ? button : undefined
    }`,
  )
}

function match(context: CallContext, id: string, isReconciled: boolean): SimResponse {
  const row = context.books.bankTransactions.get(id)
  if (row?.tenant === context.organisation.id && row.status === 'AUTHORISED')
    reconcile(context, row, isReconciled)
  return redirect(bankPath(context.organisation, id))
}
