import { el, facts, money, pageLink, table } from './dom.js'
import { mountPods } from './hosting.js'

export async function orderListScreen(page, place) {
  const { orders } = await page.data('orders')
  const link = ({ id, number }) => pageLink(page, `orders/${id}`, number, `order-${number}`)
  place.append(
    el('div', { class: 'bar' }, el('h1', {}, 'Purchase Orders')),
    table(
      ['Order', 'Date', 'Vendor', 'Status', 'Total'],
      orders.map(one =>
        el(
          'tr',
          {},
          el('td', {}, link(one)),
          el('td', {}, one.date),
          el('td', {}, one.vendor),
          el('td', {}, el('span', { class: one.closed ? 'pill closed' : 'pill' }, one.status)),
          el('td', { class: 'n' }, `${money(one.total)} ${one.currency}`),
        ),
      ),
    ),
  )
  return {}
}

/** A purchase order: its lines, what was received under which packing slip, and the pods beside it. */
export async function orderScreen(page, place, firstId) {
  let order = await page.data(`orders/${firstId}`)
  const messages = el('div', { class: 'messages', testid: 'messages', role: 'status' })
  const title = el('h1', { testid: 'order-title' })
  const body = el('section', {})
  const podPlace = el('aside', { 'aria-label': 'Pods' })
  const columns = el('div', { class: 'columns' }, el('div', {}, body), podPlace)
  place.append(messages, el('div', { class: 'bar' }, title), columns)
  const pods = mountPods(page, podPlace, 'purchaseorder', order.id)
  draw()

  function draw() {
    title.textContent = `Purchase Order ${order.number}`
    body.replaceChildren(...details(page, order, receive))
  }

  async function receive(slip) {
    const options = { method: 'POST', body: JSON.stringify({ slip }) }
    const saved = await page.data(`orders/${order.id}/receive`, options)
    messages.classList.toggle('note', !saved.failed)
    messages.replaceChildren(saved.failed ? saved.message : 'Received.')
    if (!saved.failed) await refresh()
  }

  async function refresh() {
    order = await page.data(`orders/${order.id}`)
    draw()
    pods.show(order.id)
  }

  return {
    refresh,
    async show(id) {
      messages.replaceChildren()
      order = { ...order, id }
      await refresh()
    },
    close: pods.remove,
  }
}

function details(page, order, receive) {
  const told = [
    ['Vendor', pageLink(page, `companies/${order.vendorId}`, order.vendor, 'vendor')],
    ['Date', order.date],
    ['Status', order.status],
    ['Terms', order.terms],
    ['Vendor invoice', `${order.vendorInvoiceNumber} ${order.vendorInvoiceDate}`.trim()],
    ['Location', order.location],
  ]
  const foot = (label, amount) =>
    el(
      'tr',
      {},
      el('td', { colspan: 6, class: 'n' }, label),
      el('td', { class: 'n' }, money(amount)),
      el('td', {}),
    )
  const lines = table(
    ['Line', 'Product', 'Packing slip', 'Status', 'Ordered', 'Received', 'Amount', 'Batch'],
    order.lines.map(line =>
      el(
        'tr',
        { testid: `line-${line.number}` },
        el('td', {}, String(line.number)),
        el('td', {}, `${line.product} ${line.description}`),
        el('td', {}, line.slip),
        el('td', {}, line.status),
        el('td', { class: 'n' }, line.quantity),
        el('td', { class: 'n' }, line.received),
        el('td', { class: 'n' }, money(line.amount)),
        el('td', { testid: `batch-${line.number}` }, line.batch),
      ),
    ),
  )
  lines.append(
    el(
      'tfoot',
      {},
      foot('Subtotal', order.subtotal),
      foot('Freight', order.freight),
      foot('Tax', order.tax),
      foot(`Total ${order.currency}`, order.total),
    ),
  )
  return [facts(told), ...(order.waiting ? [receiving(receive)] : []), el('h2', {}, 'Lines'), lines]
}

/** All that still waits comes with one delivery. */
function receiving(receive) {
  const slip = el('input', { testid: 'slip', id: 'slip', required: true })
  const button = el('button', { class: 'primary', testid: 'receive' }, 'Receive all')
  const onsubmit = event => {
    event.preventDefault()
    receive(slip.value.trim())
  }
  return el('form', { class: 'bar', onsubmit }, el('label', { for: 'slip' }, 'Packing slip '), slip, button)
}
