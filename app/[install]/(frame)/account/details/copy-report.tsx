'use client'

import { useEffect, useRef, useState } from 'react'

/** The clipboard is closed to a frame of another site: there the report is shown, selected, for Ctrl+C. */
export function CopyReport({ text }: { text: string }) {
  const [said, setSaid] = useState('')
  const [shown, setShown] = useState(false)
  const box = useRef<HTMLTextAreaElement>(null)
  useEffect(() => {
    if (shown) box.current?.select()
  }, [shown])

  const copy = async () => {
    const copied = await navigator.clipboard.writeText(text).then(
      () => true,
      () => false,
    )
    setSaid(copied ? 'Copied.' : 'Press Ctrl+C to copy.')
    setShown(!copied)
  }
  return (
    <div className="grid gap-2">
      <p className="row">
        <button type="button" className="button" onClick={copy}>
          Copy report
        </button>
        <span role="status">{said}</span>
      </p>
      {shown && (
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
