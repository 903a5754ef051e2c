'use client'

import { useState } from 'react'
import { inFrame } from '@/app/_bridge/provider.tsx'
import { useHydrated } from './hydrated.ts'

/** The clipboard is closed to a frame of another site, and asking is an error on its console: there by a selection. */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const hydrated = useHydrated()
  const [state, setState] = useState<'idle' | 'copied' | 'failed'>('idle')
  const copy = async () => {
    const open = !inFrame() && (await navigator.clipboard.writeText(text).catch(() => 'closed')) !== 'closed'
    setState(open || copyBySelection(text) ? 'copied' : 'failed')
  }
  return (
    <>
      <button type="button" className="button" disabled={!hydrated} onClick={copy}>
        {label}
      </button>
      <span role="status" className="muted">
        {state === 'copied' && 'Copied.'}
        {state === 'failed' && 'The browser did not let us copy. Select the text below instead.'}
      </span>
    </>
  )
}

function copyBySelection(text: string): boolean {
  const area = document.createElement('textarea')
  area.value = text
  area.style.position = 'fixed'
  area.style.opacity = '0'
  document.body.append(area)
  const before = document.activeElement
  area.select()
  const done = document.execCommand('copy')
  area.remove()
  if (before instanceof HTMLElement) before.focus()
  return done
}
