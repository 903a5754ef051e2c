'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useAct, useFrame } from '@/app/_bridge/provider.tsx'
import { openInTab } from '@/app/_session/tickets.ts'
import { useHydrated } from './hydrated.ts'

/**
 * Opens a page of ours in a tab of its own, signed in by a one-time ticket: a pod is too small for it. When that tab is
 * closed again the pod looks anew.
 */
export function TabLink(props: { to: string; label: string; primary?: boolean }) {
  const act = useAct()
  const { hosted } = useFrame()
  const router = useRouter()
  const hydrated = useHydrated()
  const [trouble, setTrouble] = useState('')

  const open = async () => {
    setTrouble('')
    // At once, while the click still counts as the person's own; the address follows.
    const tab = window.open('about:blank', '_blank')
    const result = hosted ? await act(openInTab, { to: props.to }) : ownTab(props.to)
    if (!result.ok) {
      tab?.close()
      setTrouble(result.error.message)
    } else if (tab) {
      tab.location.replace(result.value.url)
      lookAfter(tab, () => router.refresh())
    } else setTrouble('The browser did not let us open a tab. Allow pop-ups for this page.')
  }
  return (
    <>
      <button
        type="button"
        className={props.primary ? 'button primary' : 'button'}
        disabled={!hydrated}
        onClick={open}
      >
        {props.label}
      </button>
      {trouble && (
        <span className="error" role="alert">
          {trouble}
        </span>
      )}
    </>
  )
}

// Outside Manage the session's cookie is in this very partition.
function ownTab(to: string) {
  return { ok: true as const, value: { url: to } }
}

function lookAfter(tab: Window, closed: () => void): void {
  const timer = setInterval(() => {
    if (!tab.closed) return
    clearInterval(timer)
    closed()
  }, 500)
}
