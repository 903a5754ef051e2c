import { type Html, html } from '../../kit/html.ts'
import { exact } from '../../kit/json.ts'
import { type Route, route, type SimRequest, type SimResponse } from '../../kit/message.ts'
import { redirect } from '../../kit/pages.ts'
import { isCredit } from '../context.ts'
import { open, saveDocument } from '../documents.ts'
import type { Document, Organisation } from '../entities.ts'
import { Money } from '../money.ts'
import { page } from '../page.ts'
import { savePayment } from '../payments.ts'
import type { CallContext, World } from '../world.ts'
import { bankList, bankPath, bankViews } from './bank-views.ts'
import { journalList, journalPath, journalViews } from './journal-views.ts'

/** Xero as a person sees it: lists, one document, and the two things a bookkeeper does to it. */
export function viewRoutes(world: World): Route[] {
  return [
    route('GET', '/', () => home(world)),
    route('GET', '/app/:org/invoicing', request =>
      inOrganisation(world, request, context => listOf(context)),
    ),
    route('GET', '/app/:org/invoicing/view/:id', request =>
      inOrganisation(world, request, context => documentPage(context, request.params.id ?? '')),
    ),
    route('GET', '/organisationlogin/default.aspx', deepLink),
    route('POST', '/app/:org/invoicing/view/:id/void', request =>
      inOrganisation(world, request, context => change(world, context, request, voidIt)),
    ),
    route('POST', '/app/:org/invoicing/view/:id/payment', request =>
      inOrganisation(world, request, context => change(world, context, request, pay)),
    ),
    ...journalViews(world, inOrganisation),
    ...bankViews(world, inOrganisation),
  ]
}

function home({ books }: World): SimResponse {
  const links = books.organisations.all().map(row => html`<li><a href="${path(row)}">${row.name}</a></li>`)
  return page('Organisations', html`<ul>${links}</ul>`)
}

const PURCHASE =
  /^\/AccountsPayable\/(?:Edit\.aspx\?InvoiceID|ViewCreditNote\.aspx\?creditNoteID)=([0-9a-f-]{36})$/i
const BANK = /^\/Bank\/ViewTransaction\.aspx\?bankTransactionID=([0-9a-f-]{36})$/i
const JOURNAL = /^\/Journal\/View\.aspx\?invoiceID=([0-9a-f-]{36})$/i

/**
 * A link from outside to a bill or its credit note or to a bank transaction, as Xero's page on deep links has them, or to a journal;
 * bills have the page of sales.
 */
function deepLink({ query }: SimRequest): SimResponse {
  const to = query.get('redirecturl') ?? ''
  const shortCode = query.get('shortcode') ?? ''
  const journal = JOURNAL.exec(to)?.[1]
  if (journal !== undefined) return redirect(journalPath({ shortCode }, journal))
  const spent = BANK.exec(to)?.[1]
  if (spent !== undefined) return redirect(bankPath({ shortCode }, spent))
  const id = PURCHASE.exec(to)?.[1]
  if (id === undefined) return page('Not found', html`<p>No such page.</p>`, 404)
  return redirect(`/app/${encodeURIComponent(shortCode)}/invoicing/view/${id}`)
}

function inOrganisation(
  world: World,
  request: SimRequest,
  show: (context: CallContext) => SimResponse,
): SimResponse {
  const [organisation] = world.books.organisations.by('shortCode', request.params.org ?? '')
  return organisation
    ? show(world.context(organisation))
    : page('Not found', html`<p>No such organisation.</p>`, 404)
}

function path(organisation: Organisation, id?: string): string {
  const base = `/app/${encodeURIComponent(organisation.shortCode)}/invoicing`
  return id === undefined ? base : `${base}/view/${id}`
}

function listOf(context: CallContext): SimResponse {
  const { books, organisation } = context
  const documents = books.documents.by('tenant', organisation.id).reverse().slice(0, 500)
  const rows = documents.map(
    row => html`<tr><td><a href="${path(organisation, row.id)}">${row.number || '(no number)'}</a></td><td>${row.type}</td>
<td>${books.contacts.get(row.contact)?.name}</td><td>${row.date}</td><td>${row.status}</td>
<td class="n">${row.total} ${row.currency}</td><td class="n">${open(row)}</td></tr>`,
  )
  return page(
    `${organisation.name}: invoices and credit notes`,
    html`<table><thead><tr><th>Number</th><th>Type</th><th>Contact</th><th>Date</th><th>Status</th>
<th class="n">Total</th><th class="n">Due</th></tr></thead><tbody>${rows}</tbody></table>${bankList(context)}${journalList(context)}`,
  )
}

const TITLES = {
  ACCREC: 'Invoice',
  ACCRECCREDIT: 'Credit note',
  ACCPAY: 'Bill',
  ACCPAYCREDIT: 'Credit note of a supplier',
} as const

function documentPage(context: CallContext, id: string, refused?: string): SimResponse {
  const { books, organisation } = context
  const row = books.documents.get(id)
  if (row?.tenant !== organisation.id) return page('Not found', html`<p>No such document.</p>`, 404)
  const title = `${TITLES[row.type]} ${row.number}`
  return page(
    title,
    html`${refused === undefined ? undefined : html`<p role="alert">${refused}</p>`}
<p><span class="status">${row.status}</span> ${books.contacts.get(row.contact)?.name}, ${row.date}${
      row.dueDate === undefined ? '' : `, due ${row.dueDate}`
    }</p>
<p>Reference: ${row.reference ?? '–'}${row.url === undefined ? undefined : html` · <a href="${row.url}">Source</a>`}</p>
${lineTable(context, row)}${buttons(organisation, row)}<p><a href="${path(organisation)}">All documents</a></p>`,
  )
}

function lineTable({ books }: CallContext, row: Document): Html {
  const lines = row.lines.map(line => {
    const tracking = line.tracking.map(({ category, option }) => {
      const found = books.tracking.get(category)
      return `${found?.name}: ${found?.options.find(({ id }) => id === option)?.name}`
    })
    return html`<tr><td>${line.description}<br><small>${tracking.join(' · ')}</small></td><td class="n">${line.quantity}</td>
<td class="n">${line.unitAmount}</td><td>${line.accountCode}</td><td>${line.taxType}</td><td class="n">${line.lineAmount}</td></tr>`
  })
  const total = (label: string, value: string) =>
    html`<tr><th colspan="5" class="n">${label}</th><td class="n">${value}</td></tr>`
  return html`<table><thead><tr><th>Description</th><th class="n">Quantity</th><th class="n">Unit price</th><th>Account</th>
<th>Tax rate</th><th class="n">Amount</th></tr></thead><tbody>${lines}</tbody><tfoot>${total('Subtotal', row.subTotal)}
${total('Tax', row.totalTax)}${total(`Total ${row.currency}`, row.total)}${total('Due', open(row))}</tfoot></table>`
}

function buttons(organisation: Organisation, row: Document): Html {
  if (row.status !== 'AUTHORISED') return html``
  const base = path(organisation, row.id)
  const untouched = new Money(row.amountPaid).plus(row.amountCredited).isZero()
  const voiding = html`<form method="post" action="${base}/void"><button class="plain">Void</button></form>`
  const paying = html`<form method="post" action="${base}/payment"><button>Record payment</button></form>`
  return html`${paying}${untouched ? voiding : undefined}`
}

type Act = (context: CallContext, row: Document) => { errors: string[] }

function change(world: World, context: CallContext, { params }: SimRequest, act: Act): SimResponse {
  const row = world.books.documents.get(params.id ?? '')
  if (row?.tenant !== context.organisation.id) return page('Not found', html`<p>No such document.</p>`, 404)
  const { errors } = act(context, row)
  if (errors.length > 0) return documentPage(context, row.id, errors.join(' '))
  world.announce(context.changes)
  return redirect(path(context.organisation, row.id))
}

const voidIt: Act = (context, row) =>
  saveDocument(context, { Status: 'VOIDED' }, isCredit(row) ? 'creditnote' : 'invoice', {
    method: 'POST',
    id: row.id,
  })

/** Pays what is open, into the organisation's first bank account. */
const pay: Act = (context, row) => {
  const bank = context.books.accounts
    .by('tenant', context.organisation.id)
    .find(({ type }) => type === 'BANK')
  const document = isCredit(row)
    ? { CreditNote: { CreditNoteID: row.id } }
    : { Invoice: { InvoiceID: row.id } }
  return savePayment(context, {
    ...document,
    Account: { AccountID: bank?.id ?? '' },
    Amount: exact(open(row)),
  })
}
