'use client'

import { type FormEvent, useId, useState } from 'react'
import { useAct } from '@/app/_bridge/provider.tsx'
import { ActButton, troubleText } from '@/app/_ui/act-button.tsx'
import { NewPassword } from '@/app/_ui/new-password.tsx'
import { TimeText } from '@/app/_ui/time-text.tsx'
import { mailPassword, newPassword } from './actions.ts'

const changedWord =
  'Your password is changed. You are signed out everywhere else, and only this browser can still be trusted.'

/** For signing in outside ConnectWise. The first one is set by a link, which proves the e-mail address too. */
export function Password({ set, email }: { set: string | null; email: string }) {
  const [open, setOpen] = useState(false)
  const [word, setWord] = useState('')
  if (set === null)
    return (
      <>
        <p>
          None: you come in through ConnectWise only. With a password you can also sign in in a page of its
          own.
        </p>
        {word !== '' && <p role="status">{word}</p>}
        {email === '' ? (
          <p className="muted">ConnectWise has no e-mail address of yours to send the link to.</p>
        ) : (
          <div className="actions">
            <ActButton
              action={mailPassword}
              input={{}}
              onDone={({ to }) => setWord(`A link is on its way to ${to}. It works once, for one hour.`)}
            >
              Send me a link to set one
            </ActButton>
          </div>
        )}
      </>
    )
  return (
    <>
      <p>
        Set <TimeText at={set} />.
      </p>
      {word !== '' && <p role="status">{word}</p>}
      {open ? (
        <Change
          onEnd={changed => {
            setOpen(false)
            setWord(changed ? changedWord : '')
          }}
        />
      ) : (
        <div className="actions">
          <button type="button" className="button" onClick={() => setOpen(true)}>
            Change it
          </button>
        </div>
      )}
    </>
  )
}

function Change({ onEnd }: { onEnd(changed: boolean): void }) {
  const act = useAct()
  const id = useId()
  const [state, setState] = useState({ busy: false, trouble: '', ofOld: false })
  const save = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const data = new FormData(event.currentTarget)
    const text = (name: string) => String(data.get(name) ?? '')
    setState({ busy: true, trouble: '', ofOld: false })
    const input = { old: text('old'), password: text('password'), repeat: text('repeat') }
    const result = await act(newPassword, input)
    if (result.ok) return onEnd(true)
    setState({ busy: false, trouble: troubleText(result.error), ofOld: result.error.code === 'old' })
  }
  return (
    <form className="form" onSubmit={save}>
      <div className="field">
        <label htmlFor={id}>Your password until now</label>
        <input
          id={id}
          name="old"
          type="password"
          className="input"
          autoComplete="current-password"
          maxLength={1_000}
          required
          aria-invalid={state.ofOld || undefined}
          aria-describedby={state.ofOld ? `${id}-fault` : undefined}
        />
        {state.ofOld && (
          <span id={`${id}-fault`} className="error" role="alert">
            {state.trouble}
          </span>
        )}
      </div>
      <NewPassword fault={state.ofOld ? '' : state.trouble} />
      <div className="actions">
        <button type="submit" className="button primary" disabled={state.busy} aria-busy={state.busy}>
          Change the password
        </button>
        <button type="button" className="button" onClick={() => onEnd(false)}>
          Cancel
        </button>
      </div>
    </form>
  )
}
