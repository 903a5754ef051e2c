'use client'

import { type FormEvent, type RefObject, useId, useRef, useState } from 'react'
import { sendCode, typeCode } from '../_session/factor-actions.ts'
import type { AskedFactor, Caller } from '../_session/result.ts'

/** In a page of our own the code is typed where it is asked for. */
export function CodeHere(props: {
  factor: AskedFactor
  caller: Caller
  onEnd(given: boolean): void
  onCancel(): void
}) {
  const field = useRef<HTMLInputElement>(null)
  const { sent, busy, trouble, send, confirm } = useCode(props.caller, field, props.onEnd)
  const byMail = props.factor.way === 'mail'
  return (
    <form className="form" onSubmit={confirm}>
      <p>{wordsOf(byMail, sent)}</p>
      {byMail && (
        <div>
          <button type="button" className="button" disabled={busy} onClick={send}>
            {sent === '' ? 'Send me a code' : 'Send a new code'}
          </button>
        </div>
      )}
      <TypedCode field={field} trouble={trouble} />
      <label className="check">
        <input type="checkbox" name="trust" defaultChecked />
        <span>Do not ask in this browser for 30 days</span>
      </label>
      <div className="actions">
        <button type="submit" className="button primary" disabled={busy} aria-busy={busy}>
          Confirm
        </button>
        <button type="button" className="button" onClick={props.onCancel}>
          Cancel
        </button>
      </div>
    </form>
  )
}

function useCode(caller: Caller, field: RefObject<HTMLInputElement | null>, onEnd: (given: boolean) => void) {
  const [sent, setSent] = useState('')
  const [state, setState] = useState({ busy: false, trouble: '' })
  const work = async (run: () => Promise<string>) => {
    setState({ busy: true, trouble: '' })
    const trouble = await run().catch(() => 'We can’t reach the sync service. Try again in a moment.')
    setState({ busy: false, trouble })
    field.current?.focus()
  }
  const send = () =>
    work(async () => {
      const result = await sendCode(caller, {})
      if (!result.ok) return result.error.message
      setSent(result.value.to)
      return ''
    })
  const confirm = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const data = new FormData(event.currentTarget)
    void work(async () => {
      const input = { code: String(data.get('code') ?? ''), trust: data.get('trust') !== null }
      const result = await typeCode(caller, input)
      if (!result.ok) return result.error.message
      onEnd(true)
      return ''
    })
  }
  return { ...state, sent, send, confirm }
}

function TypedCode({ field, trouble }: { field: RefObject<HTMLInputElement | null>; trouble: string }) {
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>Code</label>
      <input
        ref={field}
        id={id}
        name="code"
        className="input code"
        autoComplete="one-time-code"
        maxLength={40}
        required
        // It answers a click that has just been made.
        // biome-ignore lint/a11y/noAutofocus: see above
        autoFocus
        aria-invalid={trouble === '' ? undefined : true}
        aria-describedby={trouble === '' ? undefined : `${id}-fault`}
      />
      {trouble !== '' && (
        <span id={`${id}-fault`} className="error" role="alert">
          {trouble}
        </span>
      )}
    </div>
  )
}

function wordsOf(byMail: boolean, sent: string): string {
  if (!byMail) return 'Type the six digits of your authenticator app, or a recovery code.'
  return sent === ''
    ? 'Type the six digits that we send to your e-mail address.'
    : `Type the six digits that we sent to ${sent}.`
}
