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
