import { type FrameStart, type FrameWindow, startFrame } from './bootstrap.ts'
import {
  type EventAnswer,
  type MemberAuthentication,
  parseAuthentication,
  parseMessage,
  type RequestArgs,
  type RequestName,
  readyText,
  requestText,
  type ScreenObject,
} from './protocol.ts'

/** Manage's screen as the last onLoad told it; `sequence` grows with each, so that late answers can be dropped. */
export interface Screen extends ScreenObject {
  sequence: number
}

export interface HostedApi {
  /** Asks Manage who the member is. Throws HostedSilence. */
  authenticate(): Promise<MemberAuthentication>
  refreshScreen(): void
  setDirty(dirty: boolean): void
  openScreen(screen: 'ticket' | 'company', id: number, newTab: boolean): void
  screen(): Screen | null
  /** Called with each onLoad; answers how to stop. */
  onScreen(listener: (screen: Screen) => void): () => void
  /** Asked at every save; must answer from what is known already. Null lets the save go on. */
  decideSaves(decide: (() => EventAnswer | null) | null): void
  /** Has Manage said anything at all? */
  heard(): boolean
}

/** Manage did not answer: another origin in its setup row, or a kind of screen without a handshake. */
export class HostedSilence extends Error {
  override readonly name = 'HostedSilence'
}

export const silenceMs = 5_000

/**
 * Manage's hosted API over the inline script, which checked origin and source of each message. Answers carry no id of their
 * request, so of each name one request is out at a time and whoever asks meanwhile shares its answer.
 */
export function createHostedApi(frame: FrameWindow, origin: string): HostedApi | null {
  // Absent when this page was drawn without the server's document (an error page of the browser's own router).
  startFrame(frame, origin)
  const start = frame.evenbookFrame
  if (!start) return null
  return hostedApi(start, text => frame.parent.postMessage(text, origin))
}

function hostedApi(start: FrameStart, post: (text: string) => void): HostedApi {
  const listeners = new Set<(screen: Screen) => void>()
  const unsent: (() => void)[] = []
  let current: Screen | null = null
  let sequence = 0
  let heard = start.id !== ''

  function receive(data: unknown): void {
    const message = parseMessage(data)
    if (!message) return
    heard = true
    if (message.kind === 'frame-id') {
      for (const send of unsent.splice(0)) send()
    } else if (message.kind === 'response') {
      if (message.name === 'getmemberauthentication') member.answer(message.data)
    } else if (message.event === 'onLoad' && message.screen) {
      sequence += 1
      current = { ...message.screen, sequence }
      for (const listener of listeners) listener(current)
    }
  }

  function send<Name extends RequestName>(name: Name, args: RequestArgs[Name]): void {
    const out = () => post(requestText(name, args, start.id))
    if (start.id === '') unsent.push(out)
    else out()
  }

  const member = memberQuestion(
    () => send('getMemberAuthentication', undefined),
    // Manage may have begun to listen after our first word.
    () => start.id === '' && post(readyText()),
  )
  start.on = receive
  for (const message of start.queue.splice(0)) receive(message)
  return {
    authenticate: member.ask,
    refreshScreen: () => send('refreshScreen', undefined),
    setDirty: dirty => send('setDirty', { dirty }),
    openScreen: (screen, id, newTab) => send('openScreen', { screen, id, newTab }),
    screen: () => current,
    onScreen(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    decideSaves: decide => {
      start.save = decide
    },
    heard: () => heard,
  }
}

/** The one request that has an answer. */
function memberQuestion(send: () => void, again: () => void) {
  let asked: Promise<MemberAuthentication> | null = null
  let settle: (claim: MemberAuthentication | null) => void = () => undefined

  const ask = () => {
    asked ??= new Promise((resolve, reject) => {
      const remind = setTimeout(again, silenceMs / 2)
      const giveUp = setTimeout(() => settle(null), silenceMs)
      settle = claim => {
        clearTimeout(remind)
        clearTimeout(giveUp)
        asked = null
        if (claim) resolve(claim)
        else reject(new HostedSilence(silent))
      }
      send()
    })
    return asked
  }

  return {
    ask,
    answer: (data: unknown) => {
      if (asked) settle(parseAuthentication(data))
    },
  }
}

const silent = 'ConnectWise did not introduce the member.'
