/** From the tab where a code was typed to the page that opened it, both of our origin. */
export const givenMessage = 'evenbook: code given'

/** Calls back when the tab of the code says that it is done; answers how to stop. */
export function onGiven(listener: () => void): () => void {
  const hear = (event: MessageEvent) => {
    if (event.origin === location.origin && event.data === givenMessage) listener()
  }
  window.addEventListener('message', hear)
  return () => window.removeEventListener('message', hear)
}
