import { el, facts, money, pageLink, table } from './dom.js'
import { mountPods } from './hosting.js'

export async function invoiceListScreen(page, place) {
  const rows = el('div', { testid: 'invoice-list' })
  const search = el('input', {
    testid: 'search',
    type: 'search',
    placeholder: 'Number or company',
    'aria-label': 'Find',
    oninput: () => fill(),
  })
  place.append(el('div', { class: 'bar' }, el('h1', {}, 'Invoices'), search), rows)
  const fill = async () => {
    const { invoices, count } = await page.data(`invoices?q=${encodeURIComponent(search.value)}`)
    rows.replaceChildren(invoiceTable(page, invoices), el('p', {}, `${invoices.length} of ${count} invoices`))
  }
  await fill()
  return { refresh: fill }
}

export function invoiceTable(page, invoices) {
  return table(
    ['Invoice', 'Type', 'Date', 'Company', 'Status', 'Batch', 'Total'],
    invoices.map(one =>
      el(
        'tr',
        {},
        el('td', {}, invoiceLink(page, one)),
        el('td', {}, one.type),
        el('td', {}, one.date),
        el('td', {}, one.company),
        el('td', {}, el('span', { class: one.closed ? 'pill closed' : 'pill' }, one.status)),
        el('td', {}, one.batch),
        el('td', { class: 'n' }, `${money(one.total)} ${one.currency}`),
      ),
    ),
  )
}

/** The invoice screen: what it says, its status with Save, and the pods beside it. */
export async function invoiceScreen(page, place, firstId) {
  let invoice = await page.data(`invoices/${firstId}`)
  const parts = layout(page, { save: () => onSave(), at: key => invoice[key] })
  place.append(...parts.whole)
  const pods = mountPods(page, parts.podPlace, 'invoice', invoice.id)
  draw(page, parts, invoice)

  async function onSave() {
    const { messages, save, status } = parts
    messages.replaceChildren()
    save.disabled = true
    const errors = await pods.beforeSave()
    save.disabled = false
    if (errors.length > 0) return say(messages, errors, false)
    const saved = await page.data(`invoices/${invoice.id}/status`, {
      method: 'POST',
      body: JSON.stringify({ statusId: Number(status.value) }),
    })
    if (saved.failed) return say(messages, [saved.errors?.[0]?.message ?? saved.message], false)
    await refresh()
    say(messages, ['Saved.'], true)
  }

  async function refresh() {
    page.setDirty(false)
    invoice = await page.data(`invoices/${invoice.id}`)
    draw(page, parts, invoice)
    pods.show(invoice.id)
  }

  return {
    refresh,
    async show(id) {
      parts.messages.replaceChildren()
      invoice = { ...invoice, id }
      await refresh()
    },
    close: pods.remove,
  }
}

function layout(page, { save: onSave, at }) {
  const messages = el('div', { class: 'messages', testid: 'messages', role: 'status' })
  const status = el('select', { testid: 'status', id: 'status', onchange: () => page.setDirty(true) })
  const save = el('button', { class: 'primary', testid: 'save', onclick: onSave }, 'Save')
  const title = el('h1', { testid: 'invoice-title' })
  const body = el('section', {})
  const podPlace = el('aside', { 'aria-label': 'Pods' })
  const step = (testid, label, key) =>
    el('button', { testid, onclick: () => at(key) && page.go(`invoices/${at(key)}`) }, label)
  const steps = [step('previous', 'Previous', 'previousId'), step('next', 'Next', 'nextId')]
  const statusBar = el('div', { class: 'bar' }, el('label', { for: 'status' }, 'Status '), status, save)
  const whole = [
    messages,
    el('div', { class: 'bar' }, title, steps),
    el('div', { class: 'columns' }, el('div', {}, statusBar, body), podPlace),
  ]
  return { whole, messages, status, save, title, body, podPlace }
}

function say(messages, texts, fine) {
  messages.classList.toggle('note', fine)
  messages.replaceChildren(...texts.map(text => el('div', {}, text)))
}

function draw(page, { title, status, body }, invoice) {
  title.textContent = `Invoice ${invoice.number}`
  status.replaceChildren(
    ...invoice.statuses.map(one =>
      el('option', { value: one.id, selected: one.id === invoice.statusId }, one.name),
    ),
  )
  body.replaceChildren(...details(page, invoice))
}

function details(page, invoice) {
  const told = [
    ['Company', pageLink(page, `companies/${invoice.companyId}`, invoice.company, 'company')],
    ['Type', invoice.type],
    ['Date', invoice.date],
    ['Due', invoice.dueDate],
    ['Terms', invoice.terms],
    ['Tax code', invoice.taxCode],
    ['Customer PO', invoice.customerPO],
    ['Reference', invoice.reference],
    ['Location', invoice.location],
    ['GL batch', el('span', { testid: 'batch' }, invoice.batch)],
  ]
  const foot = (label, testid, amount) =>
    el('tr', {}, el('td', { colspan: 4, class: 'n' }, label), el('td', { class: 'n', testid }, money(amount)))
  const lines = table(
    ['Line', 'Kind', 'Quantity', 'Price', 'Amount'],
    invoice.lines.map(line =>
      el(
        'tr',
        {},
        el('td', {}, line.description),
        el('td', {}, line.kind),
        el('td', { class: 'n' }, line.quantity),
        el('td', { class: 'n' }, line.price),
        el('td', { class: 'n' }, money(line.amount)),
      ),
    ),
  )
  lines.append(
    el(
      'tfoot',
      {},
      foot('Subtotal', 'subtotal', invoice.subtotal),
      foot('Sales tax', 'sales-tax', invoice.salesTax),
      foot(`Total ${invoice.currency}`, 'total', invoice.total),
      foot('Balance', 'balance', invoice.balance),
    ),
  )
  return [
    facts(told),
    el('h2', {}, 'Lines'),
    lines,
    ...(invoice.payments.length > 0 ? [el('h2', {}, 'Payments'), paymentTable(invoice.payments)] : []),
  ]
}

function paymentTable(payments) {
  const rows = payments.map(one =>
    el(
      'tr',
      { testid: `payment-${one.id}` },
      el('td', {}, one.date),
      el('td', {}, one.credit === null ? 'Payment' : `Credit memo ${one.credit}`),
      el('td', {}, one.appliedBy),
      el('td', { class: 'n' }, money(one.amount)),
    ),
  )
  return table(['Date', 'What', 'Applied by', 'Amount'], rows)
}

function invoiceLink(page, { id, number }) {
  return pageLink(page, `invoices/${id}`, number, `invoice-${number}`)
}
