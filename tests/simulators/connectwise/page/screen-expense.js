import { el, facts, money, pageLink, table } from './dom.js'
import { hostedTabs } from './tabs.js'

export async function expenseListScreen(page, place) {
  const { expenses } = await page.data('expenses')
  const link = one => pageLink(page, `expenses/${one.id}`, `${one.type}, ${one.date}`, `expense-${one.id}`)
  place.append(
    el('div', { class: 'bar' }, el('h1', {}, 'Expenses')),
    table(
      ['Expense', 'Member', 'Status', 'Amount'],
      expenses.map(one =>
        el(
          'tr',
          {},
          el('td', {}, link(one)),
          el('td', {}, one.member),
          el('td', {}, el('span', { class: 'pill' }, one.status)),
          el('td', { class: 'n' }, `${money(one.amount)} ${one.currency}`),
        ),
      ),
    ),
  )
  return {}
}

/** One entry of a member: what was spent, where its approval stands, and what can be done with that. */
export async function expenseScreen(page, place, firstId) {
  let expense = await page.data(`expenses/${firstId}`)
  const messages = el('div', { class: 'messages', testid: 'messages', role: 'status' })
  const title = el('h1', { testid: 'expense-title' })
  const steps = el('div', { class: 'bar' })
  place.append(messages, el('div', { class: 'bar' }, title), steps)
  const tabs = hostedTabs(page, place, {
    screen: 'expense',
    own: 'Expense',
    id: expense.id,
    draw(body) {
      title.textContent = `${expense.type} of ${expense.member}`
      steps.replaceChildren(...expense.steps.map(step))
      body.replaceChildren(details(expense))
    },
  })

  function step({ name, to }) {
    return el('button', { testid: `step-${to}`, onclick: () => take(to) }, name)
  }

  /** A step is a save of the screen: its pods are asked first. */
  async function take(to) {
    const errors = await tabs.beforeSave()
    if (errors.length > 0) return say(errors.join(' '), false)
    const options = { method: 'POST', body: JSON.stringify({ to }) }
    const saved = await page.data(`expenses/${expense.id}/status`, options)
    say(saved.failed ? (saved.errors?.[0]?.message ?? saved.message) : 'Saved.', !saved.failed)
    if (!saved.failed) await refresh()
  }

  function say(text, fine) {
    messages.classList.toggle('note', fine)
    messages.replaceChildren(text)
  }

  async function refresh() {
    expense = await page.data(`expenses/${expense.id}`)
    tabs.refresh()
  }

  return {
    refresh,
    async show(id) {
      messages.replaceChildren()
      expense = await page.data(`expenses/${id}`)
      tabs.show(id)
    },
    close: tabs.close,
  }
}

function details(expense) {
  return facts([
    ['Member', expense.member],
    ['Date', expense.date],
    ['Report', String(expense.report)],
    ['Status', el('span', { testid: 'expense-status' }, expense.status)],
    ['Company', expense.company],
    ['Paid by', expense.paidBy],
    ['Classification', expense.classification],
    ['Amount', `${money(expense.amount)} ${expense.currency}`],
    ['Tax in it', expense.tax],
    ['Notes', expense.notes],
    ['Attachments', expense.receipts.join(', ')],
    ['Location', expense.location],
  ])
}
