import { el } from './dom.js'

/** Beside the frames, like a phone beside the screen: the code of now, for the member who is signed in. */
export function authenticator(page) {
  const code = el('output', { testid: 'authenticator-code', 'aria-label': 'Code', class: 'code' })
  const left = el('span', { class: 'left' })
  const box = el('section', { testid: 'authenticator', class: 'authenticator', hidden: true }, [
    el('h2', {}, 'Authenticator app'),
    code,
    left,
  ])
  void look()
  return box

  async function look() {
    const now = await page.data('authenticator')
    // Drawn anew with another member, this one is gone.
    if (now.code === undefined || !box.isConnected) return
    box.hidden = false
    code.textContent = now.code
    count(Date.now() + now.leftMs)
  }

  function count(end) {
    const seconds = Math.ceil((end - Date.now()) / 1000)
    if (seconds <= 0) return void look()
    left.textContent = `for ${seconds} s`
    setTimeout(() => box.isConnected && count(end), 250)
  }
}
