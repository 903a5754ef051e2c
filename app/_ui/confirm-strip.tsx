'use client'

import { type ReactNode, useEffect, useRef, useState } from 'react'

/**
 * Where the outside world changes: the button gives way to a strip that says what happens, with Keep in focus. Esc closes
 * it. Never a dialog of the browser's.
 */
export function ConfirmStrip(props: {
  /** on the button that opens the strip */
  label: string
  question: string
  keep?: string
  kind?: 'primary' | 'plain'
  disabled?: boolean
  /** the button that does it */
  children: ReactNode
}) {
  const [open, setOpen] = useState(false)
  const keep = useRef<HTMLButtonElement>(null)
  const opener = useRef<HTMLButtonElement>(null)
  const wasOpen = useRef(false)
  useEffect(() => {
    if (open) keep.current?.focus()
    else if (wasOpen.current) opener.current?.focus()
    wasOpen.current = open
  }, [open])

  if (!open)
    return (
      <button
        ref={opener}
        type="button"
        className={props.kind === 'primary' ? 'button primary' : 'button'}
        disabled={props.disabled}
        onClick={() => setOpen(true)}
      >
        {props.label}
      </button>
    )
  return (
    <fieldset
      className="message row"
      data-tone="info"
      onKeyDown={event => {
        if (event.key === 'Escape') setOpen(false)
      }}
    >
      <legend className="sr-only">{props.label}</legend>
      <span>{props.question}</span>
      {props.children}
      <button ref={keep} type="button" className="button" onClick={() => setOpen(false)}>
        {props.keep ?? 'Keep'}
      </button>
    </fieldset>
  )
}
