import { html } from '../../kit/html.ts'
import { type Route, route, type SimRequest, type SimResponse } from '../../kit/message.ts'
import { redirect } from '../../kit/pages.ts'
import { bodyOf } from '../context.ts'
import type { Line, Row } from '../entities.ts'
import { page } from '../page.ts'
import { key } from '../store.ts'
import type { World } from '../world.ts'

const DOCUMENTS = {
  invoice: { type: 'Invoice', title: 'Invoice' },
  creditmemo: { type: 'CreditMemo', title: 'Credit memo' },
  bill: { type: 'Bill', title: 'Bill' },
  vendorcredit: { type: 'VendorCredit', title: 'Vendor credit' },
  expense: { type: 'Purchase', title: 'Expense' },
  creditcardcredit: { type: 'Purchase', title: 'Credit card credit' },
  journal: { type: 'JournalEntry', title: 'Journal entry' },
} as const
const PATHS = [
  'invoice',
  'creditmemo',
  'bill',
  'vendorcredit',
  'expense',
  'creditcardcredit',
  'journal',
] as const
type Path = (typeof PATHS)[number]

/** QuickBooks as a person sees it: the companies, their sales, purchases and journals, and one of them. */
export function viewRoutes(world: World): Route[] {
  return [
    route('GET', '/', () => home(world)),
    ...PATHS.map(path => route('GET', `/app/${path}`, request => documentPage(world, request, path))),
    route('POST', '/app/reconcile', request => reconcile(world, request)),
  ]
}

/** A person ticks it off against the bank's statement. */
function reconcile({ books, clock }: World, { query }: SimRequest): SimResponse {
  const path = query.get('path') === 'creditcardcredit' ? 'creditcardcredit' : 'expense'
  const row = newest(books, path, query.get('txnId'))
  if (!row) return page('Not found', html`<p>We can’t find this transaction.</p>`, 404)
  books.rows.put({ ...row, reconciled: true, updatedAt: clock.now() })
  return redirect(`/app/${path}?txnId=${row.entityId}`)
}

function home({ books }: World): SimResponse {
  const sections = books.companies.all().map(company => {
    const rows = Object.entries(DOCUMENTS).flatMap(([path, { type }]) =>
      books.rows
        .by('type', key(company.id, type))
        .filter(row => isShown(row, path))
        .map(
          row => html`<tr><td><a href="/app/${path}?txnId=${row.entityId}">${row.docNumber || '(no number)'}</a></td>
<td>${type}</td><td>${partyOf(row)}</td><td class="n">${row.total}</td><td class="n">${row.balance}</td></tr>`,
        ),
    )
    return html`<h2>${company.name}</h2><table><thead><tr><th>Number</th><th>Type</th><th>Name</th>
<th class="n">Total</th><th class="n">Open</th></tr></thead><tbody>${rows}</tbody></table>`
  })
  return page('Companies', html`${sections}`)
}

/** The address names no company: QuickBooks opens the one a person last worked in, here the one with the newest such document. */
function documentPage({ books }: World, { query }: SimRequest, path: Path): SimResponse {
  const row = newest(books, path, query.get('txnId'))
  return row ? documentView(row, path) : page('Not found', html`<p>We can’t find this transaction.</p>`, 404)
}

function newest(books: World['books'], path: Path, txnId: string | null): Row | undefined {
  return books.companies
    .all()
    .flatMap(({ id }) => books.rows.by('type', key(id, DOCUMENTS[path].type)))
    .filter(row => row.entityId === txnId && !row.deleted && isShown(row, path))
    .toSorted((a, b) => b.updatedAt - a.updatedAt)[0]
}

/** What came back to a card has a page of its own. */
function isShown(row: Row, path: string): boolean {
  return row.type !== 'Purchase' || (bodyOf(row).Credit === true) === (path === 'creditcardcredit')
}

function partyOf(row: Row): string | undefined {
  const { CustomerRef, VendorRef, EntityRef } = bodyOf(row)
  return (CustomerRef ?? VendorRef ?? EntityRef)?.name
}

function lineRow(line: Line) {
  const { SalesItemLineDetail, ItemBasedExpenseLineDetail, AccountBasedExpenseLineDetail } = line
  const detail = SalesItemLineDetail ?? ItemBasedExpenseLineDetail ?? AccountBasedExpenseLineDetail
  const named = detail?.ItemRef ?? detail?.AccountRef
  return html`<tr><td>${named?.name}</td><td>${line.Description}</td>
<td class="n">${detail?.Qty?.text}</td><td class="n">${line.Amount?.text}</td></tr>`
}

function journalView(row: Row): SimResponse {
  const { Line = [], TxnDate, CurrencyRef, PrivateNote } = bodyOf(row)
  const lines = Line.map(({ JournalEntryLineDetail: detail, Amount, Description }) => {
    const on = (side: string) => (detail?.PostingType === side ? Amount?.text : undefined)
    const tracked = [detail?.ClassRef?.name, detail?.DepartmentRef?.name].filter(name => name !== undefined)
    return html`<tr><td>${detail?.AccountRef?.name}</td><td>${Description}<br><small>${tracked.join(' · ')}</small></td>
<td class="n">${on('Debit')}</td><td class="n">${on('Credit')}</td></tr>`
  })
  return page(
    `Journal entry ${row.docNumber ?? ''}`,
    html`<p>${TxnDate}, ${CurrencyRef?.value}</p>
<table><thead><tr><th>Account</th><th>Description</th><th class="n">Debits</th><th class="n">Credits</th></tr></thead>
<tbody>${lines}</tbody></table><p>Total ${row.total}.</p>
<p>Memo: ${PrivateNote}</p><p><a href="/">All companies</a></p>`,
  )
}

function documentView(row: Row, path: Path): SimResponse {
  if (path === 'journal') return journalView(row)
  const body = bodyOf(row)
  const lines = (body.Line ?? []).map(lineRow)
  return page(
    `${DOCUMENTS[path].title} ${row.docNumber ?? ''}`,
    html`<p><span class="status">${statusOf(row)}</span>
${partyOf(row)}, ${body.TxnDate}${body.DueDate === undefined ? '' : `, due ${body.DueDate}`}${
      row.type === 'Purchase' ? `, payment account ${body.AccountRef?.name}` : ''
    }</p>
<table><thead><tr><th>Product/service or account</th><th>Description</th><th class="n">Qty</th><th class="n">Amount</th></tr></thead>
<tbody>${lines}</tbody></table><p>Tax ${row.tax}. Total ${row.total} ${body.CurrencyRef?.value}.</p>
<p>Memo on statement (hidden): ${body.PrivateNote}</p>${
      row.type === 'Purchase' && !row.reconciled
        ? html`<form method="post" action="/app/reconcile?path=${path}&amp;txnId=${row.entityId}"><button class="plain">Reconcile</button></form>`
        : undefined
    }<p><a href="/">All companies</a></p>`,
  )
}

function statusOf(row: Row): string {
  if (row.voided) return 'Voided'
  if (row.type === 'Purchase') return row.reconciled ? 'Reconciled' : 'Paid'
  return row.balance === '0.00' ? 'Paid' : 'Open'
}
