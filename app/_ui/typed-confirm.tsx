'use client'

import { useId, useState } from 'react'
import type { Action } from '@/app/_bridge/provider.tsx'
import { ActButton } from './act-button.tsx'
import { ConfirmStrip } from './confirm-strip.tsx'

/** What cannot be taken back is done once the name of the thing is typed; the server compares it again. */
export function TypedConfirm<Value>(props: {
  /** of the button that opens the question */
  label: string
  question: string
  keep?: string
  name: string
  /** of the button that does it, before the name: Delete, Disconnect */
  verb: string
  busy: string
  action: Action<{ companyId: string; name: string }, Value>
  companyId: string
  onDone?: (value: Value) => void
}) {
  const { label, question, keep, name, verb, busy, action, companyId, onDone } = props
  const id = useId()
  const [typed, setTyped] = useState('')
  return (
    <ConfirmStrip label={label} question={question} {...(keep !== undefined && { keep })}>
      <label className="field" htmlFor={id}>
        <span>
          Type {name} to {verb.toLowerCase()}
        </span>
        <input
          id={id}
          className="input"
          autoComplete="off"
          value={typed}
          onChange={event => setTyped(event.target.value)}
        />
      </label>
      <ActButton
        action={action}
        input={{ companyId, name: typed }}
        kind="danger"
        busy={busy}
        disabled={typed.trim() !== name}
        {...(onDone && { onDone })}
      >
        {verb} {name}
      </ActButton>
    </ConfirmStrip>
  )
}
