/** What the inline script leaves for the app, which arrives later. */
export interface FrameStart {
  /** Manage's name for this frame; '' until it came */
  id: string
  /** messages that came before the app */
  queue: unknown[]
  /** takes the messages over */
  on: ((message: unknown) => void) | null
  /** decides beforeSave at once; null or a throw lets the save go on */
  save: (() => { result: string; errors?: string[] } | null) | null
}

export interface FrameWindow {
  readonly parent: { postMessage(text: string, origin: string): void }
  addEventListener(type: 'message', listener: (event: FrameMessage) => void): void
  evenbookFrame?: FrameStart
}

export interface FrameMessage {
  readonly origin: string
  readonly source: unknown
  readonly data: unknown
}

declare global {
  interface Window {
    evenbookFrame?: FrameStart
  }
}

/**
 * Runs inline before any bundle, as the text of this very function: it may use nothing from outside itself. Says `ready`,
 * keeps the frame id and what comes, and answers every event at once: a pod that does not answer beforeSave keeps the
 * member from saving the invoice, so the answer needs neither React nor the network (knowledge/connectwise.md §1.2).
 */
export function startFrame(frame: FrameWindow, origin: string): void {
  if (Object.is(frame.parent, frame) || frame.evenbookFrame) return
  const start: FrameStart = { id: '', queue: [], on: null, save: null }
  frame.evenbookFrame = start
  const post = (message: object) => frame.parent.postMessage(JSON.stringify(message), origin)
  frame.addEventListener('message', ({ origin: from, source, data }) => {
    // Pods of other vendors share Manage's page and can post to this frame.
    if (from !== origin || source !== frame.parent) return
    let message = data
    try {
      if (typeof data === 'string') message = data.length > 65_536 ? null : JSON.parse(data)
    } catch {
      return
    }
    if (typeof message !== 'object' || message === null) return
    if ('MessageFrameID' in message) start.id = String(message.MessageFrameID)
    if ('event' in message) {
      let answer: object | null = null
      try {
        answer = message.event === 'beforeSave' && start.save ? start.save() : null
      } catch {}
      const _id = '_id' in message ? message._id : undefined
      post({ event: message.event, _id, ...(answer ?? { result: 'success' }), frameID: start.id })
    }
    if (start.on) start.on(message)
    else if (start.queue.length < 50) start.queue.push(message)
  })
  post({ message: 'ready' })
}

/** For a script element; `origin` is the account's own Manage. */
export function bootstrapScript(origin: string): string {
  const text = JSON.stringify(origin).replaceAll('<', '\\u003c')
  return `(${startFrame.toString()})(window,${text})`
}
