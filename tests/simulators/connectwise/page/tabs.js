import { el } from './dom.js'
import { mountPods, mountTab, rowsOf } from './hosting.js'

/** A screen in tabs: Manage's own first, with the pods beside it, and one for each hosted row. */
export function hostedTabs(page, place, { screen, own, id: firstId, draw }) {
  const rows = rowsOf(page, screen, 'Tab')
  const strip = el('div', { class: 'tabs', role: 'tablist' })
  const panel = el('section', {})
  let id = firstId
  let open = 0
  let body = null
  let hosted = null
  place.append(rows.length > 0 ? strip : '', panel)
  select(0)

  function select(tab) {
    open = tab
    hosted?.remove()
    body = el('section', {})
    draw(body)
    strip.replaceChildren(...[{ id: 0, description: own }, ...rows].map(button))
    const row = rows.find(one => one.id === tab)
    panel.className = row ? 'full' : ''
    panel.replaceChildren()
    if (row) hosted = mountTab(page, panel, row, id)
    else hosted = besidePods()
  }

  function besidePods() {
    const place = el('aside', { 'aria-label': 'Pods' })
    const pods = mountPods(page, place, screen, id)
    panel.append(pods.count > 0 ? el('div', { class: 'columns' }, body, place) : body)
    return pods
  }

  function button({ id: tab, description }) {
    const chosen = String(tab === open)
    return el(
      'button',
      { role: 'tab', testid: `tab-${tab}`, 'aria-selected': chosen, onclick: () => select(tab) },
      description,
    )
  }

  return {
    /** The same record again: its frames are told, not loaded anew. */
    refresh() {
      draw(body)
      hosted.show(id)
    },
    show(next) {
      id = next
      select(open)
    },
    beforeSave: () => hosted.beforeSave?.() ?? [],
    close: () => hosted?.remove(),
  }
}
