'use client'

import { useCallback, useEffect, useId, useRef, useState } from 'react'
import { openFactor } from '../_session/factor-actions.ts'
import type { AskedFactor, Caller } from '../_session/result.ts'
import { openInTab } from '../_session/tickets.ts'
import { CodeHere } from './code-here.tsx'
import { onGiven } from './given.ts'

const askMs = 1_000

interface Question {
  factor: AskedFactor
  /** opened by the click itself, for what follows */
  tab: Window | null
  caller: Caller
  framed: boolean
  onEnd(given: boolean): void
}

/**
 * Above the screen, where the action waits. In a frame the code is typed in a tab of its own, which the frame's browser is
 * told apart from by a ticket; here we learn from the server that it was given.
 */
export function FactorPrompt(props: Question) {
  const { factor, tab, framed, onEnd } = props
  const title = useId()
  const box = useRef<HTMLElement>(null)
  // In braces: newer browsers answer a promise, which React would take for a clean-up.
  useEffect(() => {
    box.current?.scrollIntoView({ block: 'nearest' })
  }, [])
  const cancel = useCallback(() => {
    tab?.close()
    onEnd(false)
  }, [tab, onEnd])
  return (
    <section
      ref={box}
      className="message prompt"
      data-tone="info"
      aria-labelledby={title}
      onKeyDown={event => {
        if (event.key === 'Escape') cancel()
      }}
    >
      <h2 id={title} className="headline">
        Show that it is you
      </h2>
      {factor.way !== 'none' && !framed && tab === null ? (
        <CodeHere {...props} onCancel={cancel} />
      ) : (
        <CodeElsewhere {...props} onCancel={cancel} />
      )}
    </section>
  )
}

const why = {
  trusted: 'The first change in this browser asks for a code.',
  recent: 'This asks for a fresh code.',
} as const

const how = {
  app: 'Your authenticator app shows it. A tab opens for it.',
  mail: 'We send it to your e-mail address. A tab opens for it.',
  none: 'There is no way to ask you for one yet: set up an authenticator app first. A tab opens for it.',
} as const

function CodeElsewhere({ factor, tab, caller, onEnd, onCancel }: Question & { onCancel(): void }) {
  const first = useRef<HTMLButtonElement>(null)
  const { waiting, trouble, lead } = useTab(factor, caller, tab)
  useGiven(waiting, caller.install, factor.need, onEnd)
  useEffect(() => first.current?.focus(), [])
  return (
    <>
      <p role={waiting ? 'status' : undefined}>
        {waiting
          ? 'Finish in the tab we opened. Here it goes on by itself.'
          : `${why[factor.need]} ${how[factor.way]}`}
      </p>
      {trouble !== '' && (
        <p className="error" role="alert">
          {trouble}
        </p>
      )}
      <div className="actions">
        <button
          ref={first}
          type="button"
          className={waiting ? 'button' : 'button primary'}
          // At once, while the click still counts as the person's own; the address follows.
          onClick={() => void lead(window.open('about:blank', '_blank'), false)}
        >
          {waiting ? 'Reopen' : factor.way === 'none' ? 'Set up an app' : 'Enter a code'}
        </button>
        <button type="button" className="button" onClick={onCancel}>
          Cancel
        </button>
      </div>
    </>
  )
}

/** Leads a tab to the page of the code: the one that the click for something else has opened, or a new one. */
function useTab(factor: AskedFactor, caller: Caller, tab: Window | null) {
  const [waiting, setWaiting] = useState(false)
  const [trouble, setTrouble] = useState('')
  const lead = useCallback(
    async (opened: Window | null, stay: boolean) => {
      setTrouble('')
      const to = `/${caller.install}/profile`
      const result = await (factor.way === 'none'
        ? openInTab(caller, { to })
        : openFactor(caller, { need: factor.need, stay })
      ).catch(() => offline)
      if (result.ok && opened) {
        opened.location.replace(result.value.url)
        setWaiting(true)
        return
      }
      opened?.close()
      setTrouble(
        result.ok
          ? 'The browser did not let us open a tab. Allow pop-ups for this page.'
          : result.error.message,
      )
    },
    [caller, factor],
  )
  const led = useRef(false)
  useEffect(() => {
    if (tab === null || led.current) return
    led.current = true
    void lead(tab, true)
  }, [tab, lead])
  return { waiting, trouble, lead }
}

const offline = {
  ok: false,
  error: { message: 'We can’t reach the sync service. Try again in a moment.' },
} as const

/** The tab's own word, or ours by asking each second. */
function useGiven(waiting: boolean, install: string, need: string, onEnd: (given: boolean) => void) {
  useEffect(() => {
    if (!waiting) return
    const abort = new AbortController()
    const ask = async () => {
      const answer = await fetch(`/${install}/factor/state?need=${need}`, {
        cache: 'no-store',
        signal: abort.signal,
      }).catch(() => null)
      const state: unknown = answer?.ok ? await answer.json().catch(() => null) : null
      const given = typeof state === 'object' && state !== null && 'given' in state && state.given === true
      if (given && !abort.signal.aborted) onEnd(true)
    }
    const timer = setInterval(() => void ask(), askMs)
    const stop = onGiven(() => void ask())
    return () => {
      abort.abort()
      clearInterval(timer)
      stop()
    }
  }, [waiting, install, need, onEnd])
}
