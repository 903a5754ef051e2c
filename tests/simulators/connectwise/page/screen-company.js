import { el, pageLink, table } from './dom.js'
import { mountFrame } from './hosting.js'
import { invoiceTable } from './screen-invoice.js'

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
  const hosted = page.shell.hosted.filter(row => row.screen === 'companyfinance')
  const title = el('h1', { testid: 'company-title' })
  const panel = el('section', { class: 'full' })
  const tabs = el('div', { class: 'tabs', role: 'tablist' })
  const choices = [{ id: 0, description: 'Finance details' }, ...hosted.filter(row => row.type === 'Tab')]
  let frame = null
  let open = 0
  place.append(el('div', { class: 'bar' }, title), tabs, panel)
  const pods = hosted.filter(row => row.type === 'Pod')
  select(0)

  function select(id) {
    open = id
    frame?.remove()
    frame = null
    title.textContent = `${company.name}: finance`
    tabs.replaceChildren(
      ...choices.map(one =>
        el(
          'button',
          {
            role: 'tab',
            testid: `tab-${one.id}`,
            'aria-selected': String(one.id === id),
            onclick: () => select(one.id),
          },
          one.description,
        ),
      ),
    )
    const row = hosted.find(one => one.id === id)
    if (row) {
      panel.replaceChildren()
      frame = mount(panel, row, 'tab', 'tab')
    } else {
      panel.replaceChildren(invoiceTable(page, company.invoices))
      for (const pod of pods) frame = mount(panel, pod, 'pod', 'pod')
    }
  }

  function mount(where, row, hostedAs, testId) {
    return mountFrame(where, {
      ...row,
      height: hostedAs === 'pod' ? row.podHeight : 0,
      testId,
      label: row.description,
      screenObject: { screen: 'companyfinance', id: company.id, hostedAs },
      hostedAs,
      modes: page.shell.modes,
      page,
    })
  }

  async function refresh() {
    company = await page.data(`companies/${company.id}`)
    if (frame) frame.show({ screen: 'companyfinance', id: company.id, hostedAs: open === 0 ? 'pod' : 'tab' })
    else select(open)
  }

  return {
    refresh,
    async show(id) {
      company = { ...company, id }
      company = await page.data(`companies/${id}`)
      select(open)
    },
    close: () => frame?.remove(),
  }
}
