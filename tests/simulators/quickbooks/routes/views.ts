import { html } from '../../kit/html.ts'
import { type Route, route, type SimRequest, type SimResponse } from '../../kit/message.ts'
import { bodyOf } from '../context.ts'
import type { Row } from '../entities.ts'
import { page } from '../page.ts'
import { key } from '../store.ts'
import type { World } from '../world.ts'

const SALES = { invoice: 'Invoice', creditmemo: 'CreditMemo' } as const

/** QuickBooks as a person sees it: the companies, their sales, and one of them. */
export function viewRoutes(world: World): Route[] {
  return [
    route('GET', '/', () => home(world)),
    route('GET', '/app/invoice', request => sale(world, request, 'invoice')),
    route('GET', '/app/creditmemo', request => sale(world, request, 'creditmemo')),
  ]
}

function home({ books }: World): SimResponse {
  const sections = books.companies.all().map(company => {
    const rows = Object.entries(SALES).flatMap(([path, type]) =>
      books.rows.by('type', key(company.id, type)).map(
        row => html`<tr><td><a href="/app/${path}?txnId=${row.entityId}">${row.docNumber || '(no number)'}</a></td>
<td>${type}</td><td>${bodyOf(row).CustomerRef?.name}</td><td class="n">${row.total}</td><td class="n">${row.balance}</td></tr>`,
      ),
    )
    return html`<h2>${company.name}</h2><table><thead><tr><th>Number</th><th>Type</th><th>Customer</th>
<th class="n">Total</th><th class="n">Open</th></tr></thead><tbody>${rows}</tbody></table>`
  })
  return page('Companies', html`${sections}`)
}

/** The address names no company: QuickBooks opens the one a person last worked in, here the one with the newest such sale. */
function sale({ books }: World, { query }: SimRequest, path: keyof typeof SALES): SimResponse {
  const found = books.companies
    .all()
    .flatMap(({ id }) => books.rows.by('type', key(id, SALES[path])))
    .filter(row => row.entityId === query.get('txnId') && !row.deleted)
  const row = found.toSorted((a, b) => b.updatedAt - a.updatedAt)[0]
  return row ? saleView(row, path) : page('Not found', html`<p>We can’t find this transaction.</p>`, 404)
}

function saleView(row: Row, path: keyof typeof SALES): SimResponse {
  const body = bodyOf(row)
  const lines = (body.Line ?? []).map(
    line => html`<tr><td>${line.SalesItemLineDetail?.ItemRef?.name}</td><td>${line.Description}</td>
<td class="n">${line.SalesItemLineDetail?.Qty?.text}</td><td class="n">${line.Amount?.text}</td></tr>`,
  )
  return page(
    `${path === 'invoice' ? 'Invoice' : 'Credit memo'} ${row.docNumber ?? ''}`,
    html`<p><span class="status">${row.voided ? 'Voided' : row.balance === '0.00' ? 'Paid' : 'Open'}</span>
${body.CustomerRef?.name}, ${body.TxnDate}${body.DueDate === undefined ? '' : `, due ${body.DueDate}`}</p>
<table><thead><tr><th>Product/service</th><th>Description</th><th class="n">Qty</th><th class="n">Amount</th></tr></thead>
<tbody>${lines}</tbody></table><p>Tax ${row.tax}. Total ${row.total} ${body.CurrencyRef?.value}.</p>
<p>Memo on statement (hidden): ${body.PrivateNote}</p><p><a href="/">All companies</a></p>`,
  )
}
