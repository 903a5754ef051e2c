'use client'

import { useId, useRef, useState } from 'react'
import { inFrame } from '@/app/_bridge/provider.tsx'
import { useHydrated } from './hydrated.ts'

/**
 * A value to take elsewhere. The clipboard is closed to a frame of another site, so the field is selected first: where
 * copying is refused, Ctrl+C is all that is left to do.
 */
export function CopyField({ label, value }: { label: string; value: string }) {
  const id = useId()
  const field = useRef<HTMLInputElement>(null)
  const hydrated = useHydrated()
  const [said, setSaid] = useState('')

  const copy = async () => {
    field.current?.focus()
    field.current?.select()
    const open = !inFrame() && (await navigator.clipboard.writeText(value).catch(() => 'closed')) !== 'closed'
    setSaid(open || document.execCommand('copy') ? 'Copied' : 'Selected: press Ctrl+C')
  }
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <div className="copy">
        <input ref={field} id={id} className="input" readOnly value={value} />
        <button type="button" className="button" disabled={!hydrated} onClick={copy}>
          Copy<span className="sr-only"> {label}</span>
        </button>
        <span role="status" className="muted">
          {said}
        </span>
      </div>
    </div>
  )
}
