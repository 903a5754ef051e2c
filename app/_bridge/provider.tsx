'use client'

import {
  createContext,
  lazy,
  type ReactNode,
  Suspense,
  use,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import type { ActionResult, AskedFactor, Caller } from '../_session/result.ts'
import { Gate } from './gate.tsx'
import { askOf, type Introduction, introduce } from './handshake.ts'
import { createHostedApi, type HostedApi, type Screen } from './hosted-api.ts'

interface Frame {
  caller: Caller
  /** null in a tab of its own */
  hosted: HostedApi | null
  screen: Screen | null
  /** Asks Manage again who is looking; null when it is not the same member any more. */
  renew(): Promise<Caller | null>
  /** Asks the person for a code; false: they would rather not. A tab that the click has opened already is used for it. */
  confirm(factor: AskedFactor, tab: Window | null): Promise<boolean>
}

// Of no use until somebody writes: it stays out of what a pod loads first.
const FactorPrompt = lazy(async () => ({ default: (await import('./factor-prompt.tsx')).FactorPrompt }))

const FrameContext = createContext<Frame | null>(null)

/**
 * Around every screen. In Manage the page stays hidden until the handshake's member is the one it was drawn for; only then
 * does it hold what the server's actions ask for. A tab opened by a ticket has no parent and no handshake.
 */
export function FrameProvider(props: {
  install: string
  manage: string
  userId: string
  /** the session was made by a handshake */
  framed: boolean
  children: ReactNode
}) {
  const { install, manage, userId, framed } = props
  const [introduction, setIntroduction] = useState<Introduction | null>(null)
  const [hosted, setHosted] = useState<HostedApi | null>(null)
  const [screen, setScreen] = useState<Screen | null>(null)

  const renew = useCallback(async (): Promise<Caller | null> => {
    const api = inFrame() ? apiOf(manage) : null
    if (!api) return null
    const { ask, hasSession } = askOf(install)
    const next = await introduce(api, ask, hasSession)
    if (next.kind === 'agreed' && next.userId !== userId) {
      // Somebody else now: what stands on this page is not for them.
      location.reload()
      return null
    }
    setIntroduction(next)
    return next.kind === 'agreed' ? { install, agreement: next.agreement } : null
  }, [install, manage, userId])

  useEffect(() => {
    if (!inFrame()) {
      if (framed) location.replace(signInPath(install))
      return
    }
    const api = apiOf(manage)
    setHosted(api)
    setScreen(api?.screen() ?? null)
    void renew()
    return api?.onScreen(setScreen)
  }, [framed, install, manage, renew])

  const { asked, confirm } = useQuestion()
  const agreement = introduction?.kind === 'agreed' ? introduction.agreement : ''
  const frame = useMemo(
    () => ({ caller: { install, agreement }, hosted, screen, renew, confirm }),
    [install, agreement, hosted, screen, renew, confirm],
  )
  const shown = introduction ? introduction.kind === 'agreed' : !framed
  // Hidden while Manage is asked; gone, with all that it asks for, once it is for somebody else.
  const kept = shown || introduction === null
  return (
    <FrameContext value={frame}>
      {!shown && <Gate introduction={introduction} manage={manage} next={null} />}
      {shown && asked && (
        <Suspense>
          <FactorPrompt {...asked} caller={frame.caller} framed={framed} />
        </Suspense>
      )}
      {kept && <div hidden={!shown}>{props.children}</div>}
    </FrameContext>
  )
}

/** One question at a time: whoever asks meanwhile shares its answer. */
function useQuestion() {
  const [asked, setAsked] = useState<{
    factor: AskedFactor
    tab: Window | null
    onEnd(given: boolean): void
  } | null>(null)
  const open = useRef<Promise<boolean> | null>(null)
  const confirm = useCallback((factor: AskedFactor, tab: Window | null) => {
    open.current ??= new Promise<boolean>(resolve => {
      const before = document.activeElement
      const onEnd = (given: boolean) => {
        open.current = null
        setAsked(null)
        if (before instanceof HTMLElement) before.focus()
        resolve(given)
      }
      setAsked({ factor, tab, onEnd })
    })
    return open.current
  }, [])
  return { asked, confirm }
}

export function useFrame(): Frame {
  const frame = use(FrameContext)
  if (!frame) throw new Error('This component stands outside the frame layout.')
  return frame
}

/** Manage's screen by its last onLoad; null in tabs and before the first. */
export function useScreen(): Screen | null {
  return useFrame().screen
}

export type Action<Input, Value> = (caller: Caller, input: Input) => Promise<ActionResult<Value>>

/**
 * Calls a server action: `const act = useAct()`, `await act(send, { … })`. A session that ended meanwhile is renewed by a
 * new handshake, a code is asked for where the action wants one, and the action tried once more; without an answer of our
 * server the failure is a result too. `tab`: a window that the click has opened for what follows.
 */
export function useAct() {
  const { caller, renew, confirm } = useFrame()
  return useCallback(
    async <Input, Value>(
      action: Action<Input, Value>,
      input: Input,
      tab: Window | null = null,
    ): Promise<ActionResult<Value>> => {
      try {
        let by = caller
        let result = await action(by, input)
        if (!result.ok && ['session', 'agreement'].includes(result.error.code)) {
          const renewed = await renew()
          if (!renewed) return result
          by = renewed
          result = await action(by, input)
        }
        if (result.ok || !result.error.factor) return result
        return (await confirm(result.error.factor, tab)) ? await action(by, input) : cancelled
      } catch {
        const message = 'We can’t reach the sync service. Try again in a moment.'
        return { ok: false, error: { code: 'offline', message, reference: '' } }
      }
    },
    [caller, renew, confirm],
  )
}

const cancelled = {
  ok: false,
  error: { code: 'factor', message: 'Without a code nothing was changed.', reference: '' },
} as const

export function inFrame(): boolean {
  return window.parent !== window
}

let opened: HostedApi | null = null

/** One a document: the script's messages have one reader. */
export function apiOf(manage: string): HostedApi | null {
  opened ??= createHostedApi(window, manage)
  return opened
}

function signInPath(install: string): string {
  const next = location.pathname + location.search
  return `/${install}/signin?${new URLSearchParams({ next })}`
}
