import { el, facts, money, pageLink, table } from './dom.js'
import { invoiceTable } from './screen-invoice.js'
import { hostedTabs } from './tabs.js'

export async function agreementListScreen(page, place) {
  const { agreements } = await page.data('agreements')
  const link = ({ id, name }) => pageLink(page, `agreements/${id}`, name, `agreement-${id}`)
  place.append(
    el('div', { class: 'bar' }, el('h1', {}, 'Agreements')),
    table(
      ['Agreement', 'Company', 'Status', 'Next invoice', 'Amount'],
      agreements.map(one =>
        el(
          'tr',
          {},
          el('td', {}, link(one)),
          el('td', {}, one.company),
          el('td', {}, one.status),
          el('td', {}, one.nextInvoiceDate),
          el('td', { class: 'n' }, `${money(one.total)} ${one.currency}`),
        ),
      ),
    ),
  )
  return {}
}

/** An agreement: what it says, the invoices made for it, and what setup rows put beside it. */
export async function agreementScreen(page, place, firstId) {
  let agreement = await page.data(`agreements/${firstId}`)
  const title = el('h1', { testid: 'agreement-title' })
  place.append(el('div', { class: 'bar' }, title))
  const tabs = hostedTabs(page, place, {
    screen: 'agreements',
    own: 'Agreement',
    id: agreement.id,
    draw(body) {
      title.textContent = agreement.name
      body.replaceChildren(...details(page, agreement))
    },
  })
  return {
    async refresh() {
      agreement = await page.data(`agreements/${agreement.id}`)
      tabs.refresh()
    },
    async show(id) {
      agreement = await page.data(`agreements/${id}`)
      tabs.show(id)
    },
    close: tabs.close,
  }
}

function details(page, agreement) {
  return [
    facts([
      ['Company', pageLink(page, `companies/${agreement.companyId}`, agreement.company, 'company')],
      ['Status', agreement.status],
      ['Since', agreement.startDate],
      ['Next invoice', agreement.nextInvoiceDate],
      ['Amount', `${money(agreement.total)} ${agreement.currency}`],
      ['Terms', agreement.terms],
      ['Tax code', agreement.taxCode],
      ['Location', agreement.location],
    ]),
    el('h2', {}, 'Invoices'),
    invoiceTable(page, agreement.invoices),
  ]
}
