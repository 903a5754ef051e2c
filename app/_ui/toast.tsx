'use client'

import { useEffect, useLayoutEffect, useState } from 'react'

const shownMs = 10_000

/** Tells a person's own success and takes it back: ten seconds, longer while the pointer or the focus is on it; Ctrl+Z. */
export function UndoToast(props: { text: string; onUndo(): void; onEnd(): void }) {
  const { text, onUndo, onEnd } = props
  const [held, setHeld] = useState(false)

  useEffect(() => {
    if (held) return
    const timer = setTimeout(onEnd, shownMs)
    return () => clearTimeout(timer)
  }, [held, onEnd])

  // Before it is painted: who sees the offer can take it, and the browser's own undo does not come first.
  useLayoutEffect(() => {
    const press = (event: KeyboardEvent) => {
      const typing =
        event.target instanceof HTMLInputElement && event.target.value !== event.target.defaultValue
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'z' || typing) return
      event.preventDefault()
      onUndo()
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [onUndo])

  return (
    <div
      className="toast"
      role="status"
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <span>{text}</span>
      <button type="button" onClick={onUndo}>
        Undo
      </button>
    </div>
  )
}
