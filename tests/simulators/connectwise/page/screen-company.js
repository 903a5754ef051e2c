import { el, pageLink, table } from './dom.js'
import { invoiceTable } from './screen-invoice.js'
import { hostedTabs } from './tabs.js'

export async function companyListScreen(page, place) {
  const { companies } = await page.data('companies')
  const link = ({ id, name }) => pageLink(page, `companies/${id}`, name, `company-${id}`)
  place.append(
    el('div', { class: 'bar' }, el('h1', {}, 'Companies')),
    table(
      ['Company', 'Id', 'Account', 'City'],
      companies.map(one =>
        el(
          'tr',
          {},
          el('td', {}, link(one)),
          el('td', {}, one.identifier),
          el('td', {}, one.accountNumber),
          el('td', {}, one.city),
        ),
      ),
    ),
  )
  return {}
}

/** Company finance: the customer's invoices, and a tab for each hosted row. */
export async function companyScreen(page, place, firstId) {
  let company = await page.data(`companies/${firstId}`)
  const title = el('h1', { testid: 'company-title' })
  place.append(el('div', { class: 'bar' }, title))
  const tabs = hostedTabs(page, place, {
    screen: 'companyfinance',
    own: 'Finance details',
    id: company.id,
    draw(body) {
      title.textContent = `${company.name}: finance`
      body.replaceChildren(invoiceTable(page, company.invoices))
    },
  })
  return {
    async refresh() {
      company = await page.data(`companies/${company.id}`)
      tabs.refresh()
    },
    async show(id) {
      company = await page.data(`companies/${id}`)
      tabs.show(id)
    },
    close: tabs.close,
  }
}
