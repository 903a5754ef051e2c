import type { FrameMessage, FrameStart, FrameWindow } from '../../../app/_bridge/bootstrap.ts'

export const manage = 'https://na.manage.example'

/** A frame in Manage's page, without a browser: what Manage is told, and what Manage and others say. */
export function fakeFrame() {
  const told: Record<string, unknown>[] = []
  const targets: string[] = []
  const listeners: ((event: FrameMessage) => void)[] = []
  const parent = {
    postMessage: (text: string, origin: string) => {
      targets.push(origin)
      told.push(JSON.parse(text))
    },
  }
  const frame: FrameWindow = {
    parent,
    addEventListener: (_type, listener) => listeners.push(listener),
  }
  const hear = (data: unknown, from: Partial<FrameMessage> = {}) => {
    for (const listener of listeners) listener({ data, origin: manage, source: parent, ...from })
  }
  return {
    frame,
    told,
    targets,
    listeners,
    start: (): FrameStart | undefined => frame.evenbookFrame,
    /** anything, from anywhere */
    hear,
    /** as Manage says it: text from the parent at the exact origin */
    say: (message: object) => hear(JSON.stringify(message)),
  }
}

export const onLoad = (id: number) => ({
  event: 'onLoad',
  _id: `load-${id}`,
  data: { screenObject: { screen: 'Invoice', id, hostedAs: 'Pod' } },
})

export const authentication = {
  site: manage,
  companyid: 'Demo',
  memberid: 'JNg',
  memberHash: 'canary-hash',
  memberContext: 'web',
  memberEmail: 'j@demo.example',
}

/** A page at the top of its tab: its own parent, as browsers have it. */
export function topWindow(): FrameWindow {
  const refuse = () => {
    throw new Error('There is nobody to talk to.')
  }
  const frame = { parent: { postMessage: refuse }, postMessage: refuse, addEventListener: refuse }
  frame.parent = frame
  return frame
}
