/**
 * One hosted frame as Manage treats it, without a window: texts in, texts out.
 * Only JSON text counts. `{"message":"ready"}` is answered with the frame's id and then `onLoad`; after that only
 * messages with that id are heard. Everything else (objects, `request`, another id, unknown names) is dropped
 * without a word. Answers carry the request's name in lower case and nothing that tells two of them apart.
 */
export function createHostedFrame({ send, later, authenticate, act, frameId, newId, hostedAs, modes }) {
  let screenObject = null
  let ready = false
  const pending = new Map()

  const post = message => {
    const text = JSON.stringify(message)
    if (modes.lateMs > 0) later(() => send(text), modes.lateMs)
    else send(text)
  }

  const loaded = () => {
    if (screenObject) post({ event: 'onLoad', _id: newId(), data: { screenObject } })
  }

  const greet = () => {
    ready = true
    const identity = { MessageFrameID: frameId }
    if (modes.onLoadBeforeFrameId) loaded()
    post(identity)
    if (modes.duplicateFrameId) post(identity)
    if (!modes.onLoadBeforeFrameId) loaded()
  }

  const request = async (name, args) => {
    if (name === 'getMemberAuthentication') post({ response: name.toLowerCase(), data: await authenticate() })
    else if (name === 'refreshScreen' && hostedAs === 'pod') act.refreshScreen()
    else if (name === 'setDirty') act.setDirty(args?.dirty === true)
    else if (name === 'openScreen' && (args?.screen === 'ticket' || args?.screen === 'company'))
      act.openScreen({ screen: args.screen, id: args.id, newTab: args.newTab === true })
  }

  const answered = ({ _id, result, errors }) => {
    const settle = pending.get(_id)
    if (!settle) return
    pending.delete(_id)
    const texts = Array.isArray(errors) ? errors.filter(one => typeof one === 'string') : []
    settle(result === 'success' ? { ok: true, errors: [] } : { ok: false, errors: texts })
  }

  return {
    receive(raw) {
      const message = modes.silent ? null : parse(raw)
      if (!message) return
      if (message.message === 'ready') greet()
      else if (!ready || message.frameID !== frameId) return
      else if (typeof message.hosted_request === 'string') void request(message.hosted_request, message.args)
      else if (typeof message.event === 'string') answered(message)
    },
    /** Another record, or the same one again: the frame stays, `onLoad` tells it. */
    show(next) {
      screenObject = next
      if (ready) loaded()
    },
    /** Resolves when the pod has answered, and never if it does not. Tabs and frames that never spoke are not asked. */
    beforeSave() {
      if (!ready || hostedAs !== 'pod') return Promise.resolve({ ok: true, errors: [] })
      const _id = newId()
      return new Promise(settle => {
        pending.set(_id, settle)
        post({ event: 'beforeSave', _id, data: { screenObject } })
      })
    },
  }
}

function parse(raw) {
  if (typeof raw !== 'string') return null
  try {
    const value = JSON.parse(raw)
    return typeof value === 'object' && value !== null ? value : null
  } catch {
    return null
  }
}
