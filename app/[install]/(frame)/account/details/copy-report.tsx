'use client'

import { useEffect, useRef, useState } from 'react'
import { inFrame } from '@/app/_bridge/provider.tsx'

/** The clipboard is closed to a frame of another site: there the report is shown and selected, and copied the old way. */
export function CopyReport({ text }: { text: string }) {
  const [said, setSaid] = useState('')
  const [shown, setShown] = useState(0)
  const box = useRef<HTMLTextAreaElement>(null)
  useEffect(() => {
    if (shown === 0) return
    box.current?.focus()
    box.current?.select()
    setSaid(document.execCommand('copy') ? 'Copied.' : 'Press Ctrl+C to copy.')
  }, [shown])

  const copy = async () => {
    const closed = inFrame() || (await navigator.clipboard.writeText(text).catch(() => 'closed')) === 'closed'
    if (closed) setShown(times => times + 1)
    else setSaid('Copied.')
  }
  return (
    <div className="grid gap-2">
      <p className="row">
        <button type="button" className="button" onClick={copy}>
          Copy report
        </button>
        <span role="status">{said}</span>
      </p>
      {shown > 0 && (
        <textarea
          ref={box}
          className="input"
          aria-label="Report"
          readOnly
          rows={Math.min(20, text.split('\n').length)}
          value={text}
        />
      )}
    </div>
  )
}
