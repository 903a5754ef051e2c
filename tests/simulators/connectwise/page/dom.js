/** A link inside Manage: an address of its own, opened without loading the page again. */
export function pageLink(page, path, text, testid) {
  const onclick = event => {
    event.preventDefault()
    page.go(path)
  }
  return el('a', { href: `${page.base}/${path}`, testid, 'data-path': path, onclick }, text)
}

/** An element with attributes and children; texts are texts, never markup. */
export function el(name, attributes = {}, ...children) {
  const element = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue
    if (key.startsWith('on')) element.addEventListener(key.slice(2), value)
    else if (key === 'testid') element.dataset.testid = value
    else element.setAttribute(key, value === true ? '' : value)
  }
  element.append(...children.flat().filter(child => child !== null && child !== undefined))
  return element
}

export function table(heads, rows) {
  return el(
    'table',
    {},
    el(
      'thead',
      {},
      el(
        'tr',
        {},
        heads.map(head => el('th', { class: NUMERIC.has(head) ? 'n' : '' }, head)),
      ),
    ),
    el('tbody', {}, rows),
  )
}

/** What is known of a record, name by name. */
export function facts(pairs) {
  return el(
    'dl',
    {},
    pairs.flatMap(([name, value]) => [el('dt', {}, name), el('dd', {}, value)]),
  )
}

export const money = text => text.replace(/(?<!\.\d*)\B(?=(\d{3})+(?!\d))/g, ',')

const NUMERIC = new Set(['Total', 'Tax', 'Subtotal', 'Quantity', 'Price', 'Amount'])
