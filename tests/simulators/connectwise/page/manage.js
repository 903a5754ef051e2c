import { authenticator } from './authenticator.js'
import { el, pageLink } from './dom.js'
import { agreementListScreen, agreementScreen } from './screen-agreement.js'
import { companyListScreen, companyScreen } from './screen-company.js'
import { expenseListScreen, expenseScreen } from './screen-expense.js'
import { invoiceListScreen, invoiceScreen } from './screen-invoice.js'
import { orderListScreen, orderScreen } from './screen-order.js'
import { menuScreen, ticketScreen } from './screen-other.js'
import { todayScreen } from './screen-today.js'

/** Manage's page: top bar, left menu, one screen. The address names the login company. */
const base = location.pathname.split('/').slice(0, 4).join('/')
const root = document.getElementById('manage')
let shell = null
let current = null
let dirty = false

const page = {
  base,
  get shell() {
    return shell
  },
  get dirty() {
    return dirty
  },
  data: (path, options) => call(`${base}/data/${path}`, options),
  go: path => leave(() => navigate(`${base}/${path}`)),
  setDirty,
  authenticate: () => call(`${base}/data/authentication`),
  act: {
    refreshScreen: () => leave(() => current?.refresh()),
    setDirty,
    openScreen({ screen, id, newTab }) {
      const path = screen === 'company' ? `companies/${id}` : `tickets/${id}`
      if (newTab) window.open(`${base}/${path}`, '_blank')
      else page.go(path)
    },
  },
}

const SCREENS = [
  [/^today$/, todayScreen],
  [/^invoices$/, invoiceListScreen],
  [/^invoices\/(\d+)$/, invoiceScreen],
  [/^agreements$/, agreementListScreen],
  [/^agreements\/(\d+)$/, agreementScreen],
  [/^expenses$/, expenseListScreen],
  [/^expenses\/(\d+)$/, expenseScreen],
  [/^orders$/, orderListScreen],
  [/^orders\/(\d+)$/, orderScreen],
  [/^companies$/, companyListScreen],
  [/^companies\/(\d+)$/, companyScreen],
  [/^tickets\/(\d+)$/, ticketScreen],
  [/^menu\/(\d+)$/, menuScreen],
]

await open()
window.addEventListener('popstate', () => show())

async function open() {
  shell = await page.data('shell')
  current?.close()
  current = null
  root.replaceChildren(topBar(), el('div', { class: 'shell' }, sideMenu(), el('main', { id: 'screen' })))
  root.removeAttribute('aria-busy')
  await show()
}

async function show() {
  setDirty(false)
  const path = location.pathname.slice(base.length + 1) || 'invoices'
  const [pattern, screen] = SCREENS.find(([one]) => one.test(path)) ?? SCREENS[0]
  const id = Number(pattern.exec(path)?.[1] ?? 0)
  for (const link of document.querySelectorAll('nav.side a')) {
    if (path.startsWith(link.dataset.path)) link.setAttribute('aria-current', 'page')
    else link.removeAttribute('aria-current')
  }
  // The same screen with another record keeps its frames: they only get another onLoad.
  if (current?.screen === screen && current.show) return current.show(id)
  current?.close()
  const place = document.getElementById('screen')
  place.replaceChildren()
  current = { screen, close() {}, refresh() {}, ...(await screen(page, place, id)) }
}

async function navigate(path) {
  history.pushState(null, '', path)
  await show()
}

function setDirty(next) {
  dirty = next
  document.querySelector('[data-testid=dirty]')?.toggleAttribute('hidden', !next)
}

/** A dirty screen asks before it is left or refreshed; the member can stay. */
function leave(then) {
  if (!dirty) return void then()
  const discard = () => {
    setDirty(false)
    then()
  }
  const ask = el('dialog', { testid: 'dirty-prompt' }, el('p', {}, 'You have unsaved changes.'))
  const close = run => () => {
    ask.remove()
    run()
  }
  ask.append(
    el('button', { testid: 'discard', onclick: close(discard) }, 'Discard changes'),
    ' ',
    el('button', { testid: 'stay', onclick: close(() => {}) }, 'Stay'),
  )
  document.body.append(ask)
  ask.showModal()
}

function topBar() {
  const picker = el(
    'select',
    { testid: 'member', id: 'member', onchange: event => switchMember(event.target.value) },
    shell.members.map(one =>
      el('option', { value: one.identifier, selected: one.identifier === shell.member }, one.name),
    ),
  )
  return el(
    'header',
    { class: 'top' },
    el('strong', {}, 'Manage'),
    el('span', { class: 'where', testid: 'login-company' }, `${shell.name} (${shell.company})`),
    el('span', { class: 'dirty', testid: 'dirty', hidden: true }, 'Unsaved'),
    el('label', { for: 'member' }, 'Signed in as', picker),
  )
}

function sideMenu() {
  const link = (path, text, testid) => pageLink(page, path, text, testid)
  return el(
    'nav',
    { class: 'side', 'aria-label': 'Main' },
    link('today', 'Today', 'nav-today'),
    el('h2', {}, 'Finance'),
    link('invoices', 'Invoices', 'nav-invoices'),
    link('agreements', 'Agreements', 'nav-agreements'),
    el('h2', {}, 'Time & Expense'),
    link('expenses', 'Expenses', 'nav-expenses'),
    el('h2', {}, 'Procurement'),
    link('orders', 'Purchase Orders', 'nav-orders'),
    el('h2', {}, 'Companies'),
    link('companies', 'Companies', 'nav-companies'),
    shell.menuEntries.length > 0 ? el('h2', {}, 'Apps') : null,
    shell.menuEntries.map(entry => link(`menu/${entry.id}`, entry.caption, `menu-entry-${entry.id}`)),
    authenticator(page),
  )
}

/** Another person at the same Manage: a session of their own, and the screen drawn anew with its frames. */
async function switchMember(member) {
  await page.data('session', { method: 'POST', body: JSON.stringify({ member }) })
  await open()
}

async function call(url, options) {
  const response = await fetch(url, { ...options, cache: 'no-store' })
  if (response.status === 401) {
    location.assign(`/?company=${base.split('/')[3]}`)
    return new Promise(() => {})
  }
  const body = await response.json()
  return response.ok ? body : { ...body, failed: true }
}
