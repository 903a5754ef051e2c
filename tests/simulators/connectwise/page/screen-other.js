import { el } from './dom.js'
import { mountFrame } from './hosting.js'

/** A custom menu entry: its link, as large as the screen. It has no record, so it gets no onLoad. */
export async function menuScreen(page, place, firstId) {
  let frame = null
  const title = el('h1', {})
  const holder = el('section', { class: 'full' })
  place.append(el('div', { class: 'bar' }, title), holder)
  open(firstId)

  function open(id) {
    frame?.remove()
    const entry = page.shell.menuEntries.find(one => one.id === id)
    title.textContent = entry?.caption ?? 'This menu entry does not exist'
    if (!entry) return
    if (entry.newWindow) return void window.open(entry.link, '_blank')
    frame = mountFrame(holder, {
      url: entry.link,
      origin: entry.origin,
      height: 0,
      testId: 'menu-frame',
      label: entry.caption,
      screenObject: null,
      hostedAs: 'menu',
      modes: { ...page.shell.modes, silent: page.shell.modes.silent || !page.shell.menuEntryHandshake },
      page,
    })
  }

  return { show: id => open(id), close: () => frame?.remove() }
}

/** Only so that a pod's openScreen has somewhere to go. */
export async function ticketScreen(_page, place, id) {
  place.append(el('div', { class: 'bar' }, el('h1', { testid: 'ticket-title' }, `Service ticket #${id}`)))
  return {}
}
