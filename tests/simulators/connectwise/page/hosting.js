import { el } from './dom.js'
import { createHostedFrame } from './host-protocol.js'

/** Puts a hosted row into the page: the iframe, and the messages between it and the protocol. */
export function mountFrame(
  place,
  { url, origin, height, testId, label, screenObject, hostedAs, modes, page },
) {
  const frame = document.createElement('iframe')
  frame.dataset.testid = testId
  frame.title = label
  if (height > 0) frame.style.height = `${height}px`
  const hosted = createHostedFrame({
    // Never to whoever happens to be in the frame: only to the row's origin.
    send: text => frame.contentWindow?.postMessage(text, origin === '' ? '*' : origin),
    later: (run, ms) => setTimeout(run, ms),
    authenticate: page.authenticate,
    act: page.act,
    frameId: crypto.randomUUID(),
    newId: () => crypto.randomUUID(),
    hostedAs,
    modes,
  })
  const listen = event => {
    if (event.source === frame.contentWindow) hosted.receive(event.data)
  }
  window.addEventListener('message', listen)
  hosted.show(screenObject)
  frame.src = replaceTokens(url, screenObject)
  place.append(frame)
  if (modes.spoofSibling) place.append(sibling())
  return {
    show: hosted.show,
    beforeSave: hosted.beforeSave,
    remove() {
      window.removeEventListener('message', listen)
      frame.remove()
    },
  }
}

/** The pods that setup rows put on a screen, each under a header of Manage's own. */
export function mountPods(page, place, screen, firstId) {
  const at = id => ({ screen, id, hostedAs: 'pod' })
  const pods = rowsOf(page, screen, 'Pod').map(row => {
    const holder = el('div', {})
    place.append(el('section', { class: 'pod' }, el('header', {}, row.description), holder))
    return mountFrame(holder, {
      ...row,
      height: row.podHeight,
      testId: 'pod',
      label: row.description,
      screenObject: at(firstId),
      hostedAs: 'pod',
      modes: page.shell.modes,
      page,
    })
  })
  return {
    count: pods.length,
    show(id) {
      for (const pod of pods) pod.show(at(id))
    },
    /** Every pod is asked and every answer waited for, however long that takes. */
    async beforeSave() {
      const answers = await Promise.all(pods.map(pod => pod.beforeSave()))
      return answers.flatMap(({ ok, errors }) => {
        if (ok) return []
        return errors.length > 0 ? errors : ['A pod stopped the save.']
      })
    },
    remove() {
      for (const pod of pods) pod.remove()
    },
  }
}

export function mountTab(page, place, row, id) {
  const at = next => ({ screen: row.screen, id: next, hostedAs: 'tab' })
  const frame = mountFrame(place, {
    ...row,
    height: 0,
    testId: 'tab',
    label: row.description,
    screenObject: at(id),
    hostedAs: 'tab',
    modes: page.shell.modes,
    page,
  })
  return { show: next => frame.show(at(next)), remove: frame.remove }
}

export const rowsOf = (page, screen, type) =>
  page.shell.hosted.filter(row => row.screen === screen && row.type === type)

/** The two tokens of the vendor, replaced before the frame loads and not again when the record changes. */
function replaceTokens(url, screenObject) {
  return url
    .replaceAll('[cw_id]', screenObject ? String(screenObject.id) : '')
    .replaceAll('[cw_screen]', screenObject?.screen ?? '')
}

/** A pod of another vendor on the same page that forges messages to its siblings. */
function sibling() {
  const frame = document.createElement('iframe')
  frame.dataset.testid = 'spoof'
  frame.title = 'Another vendor'
  frame.className = 'spoof'
  frame.src = `http://localhost:${location.port}/page/spoof.html`
  return frame
}
