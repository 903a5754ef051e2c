/** From the consent window to the frame that opened it, both of our origin. */
export const connectedMessage = 'evenbook: ledger connected'

/** Calls back when a consent window says that it is done; answers how to stop. */
export function onConnected(listener: () => void): () => void {
  const hear = (event: MessageEvent) => {
    if (event.origin === location.origin && event.data === connectedMessage) listener()
  }
  window.addEventListener('message', hear)
  return () => window.removeEventListener('message', hear)
}
