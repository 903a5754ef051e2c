'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useRef, useState } from 'react'
import { onConnected } from '@/app/_bridge/connected.ts'
import { useAct } from '@/app/_bridge/provider.tsx'
import { openConnect } from '@/app/_session/tickets.ts'
import { troubleText } from '@/app/_ui/act-button.tsx'
import { refreshLists } from './actions.ts'

const askMs = 2_000

/**
 * Consent pages refuse frames, so a window of its own runs it. It tells us when it is done; where the browser has cut that
 * line we learn it by asking. Closing the window half-way changes nothing.
 */
export function Connect({
  companyId,
  ledger,
  question,
  label,
}: {
  companyId: string
  ledger: 'xero' | 'quickbooks'
  question: string
  label: string
}) {
  const act = useAct()
  const [waiting, setWaiting] = useState(false)
  const [trouble, setTrouble] = useState('')

  useConsent(waiting, companyId, question, () => setWaiting(false))

  const open = async () => {
    setTrouble('')
    // At once, while the click still counts as the person's own; the address follows.
    const opened = window.open('about:blank', '_blank')
    const result = await act(openConnect, { companyId, ledger }, opened)
    if (result.ok && opened) {
      opened.location.replace(result.value.url)
      setWaiting(true)
      return
    }
    opened?.close()
    setTrouble(
      result.ok
        ? 'The browser did not let us open a window. Allow pop-ups for this page.'
        : troubleText(result.error),
    )
  }
  return (
    <>
      {waiting ? (
        <>
          <span role="status">Finish in the window we opened.</span>
          <button type="button" className="button" onClick={open}>
            Reopen
          </button>
          <button type="button" className="button" onClick={() => setWaiting(false)}>
            Cancel
          </button>
        </>
      ) : (
        <button type="button" className="button primary" onClick={open}>
          {label}
        </button>
      )}
      {trouble !== '' && (
        <span className="error" role="alert">
          {trouble}
        </span>
      )}
    </>
  )
}

/** While the window is open: its own word, or ours by asking. Then the lists are read, so that there is something to map to. */
function useConsent(waiting: boolean, companyId: string, question: string, onEnd: () => void) {
  const act = useAct()
  const router = useRouter()
  const ended = useRef(onEnd)
  useEffect(() => {
    ended.current = onEnd
  }, [onEnd])

  useEffect(() => {
    if (!waiting) return
    const abort = new AbortController()
    const connected = () => {
      ended.current()
      void act(refreshLists, { companyId }).then(() => router.refresh())
    }
    const ask = async () => {
      const answer = await fetch(question, { signal: abort.signal }).catch(() => null)
      const version = answer?.ok ? await answer.text().catch(() => '') : ''
      if (version.startsWith('connected.') && !abort.signal.aborted) connected()
    }
    const timer = setInterval(() => void ask(), askMs)
    const stop = onConnected(connected)
    return () => {
      abort.abort()
      clearInterval(timer)
      stop()
    }
  }, [waiting, act, companyId, question, router])
}
