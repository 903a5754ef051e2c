'use client'

import '@/app/_ui/kit.css'
import { useEffect, useRef, useState } from 'react'
import { useHydrated } from '@/app/_ui/hydrated.ts'
import { type Answer, ask } from './ask.ts'

interface Props {
  install: string
  link: string
  name: string
  email: string
  /** the address is known in another account: its password is asked for, not a new one */
  known: boolean
}

export function AcceptForm(props: Props) {
  const [answer, setAnswer] = useState<Answer | { kind: 'busy' } | null>(null)
  if (answer?.kind === 'accepted' || answer?.kind === 'in-already')
    return (
      <div role="status">
        <p>{answer.kind === 'accepted' ? 'You are in. You can sign in now.' : 'You are in already.'}</p>
        <div className="actions">
          <a className="primary" href={`/${props.install}/signin`}>
            Sign in
          </a>
        </div>
      </div>
    )
  const submit = async (fields: FormData) => {
    setAnswer({ kind: 'busy' })
    setAnswer(await ask(props.install, props.link, fields))
  }
  return <Fields {...props} answer={answer} onSubmit={submit} />
}

function Fields(
  props: Props & { answer: Answer | { kind: 'busy' } | null; onSubmit(fields: FormData): void },
) {
  const { name, email, known, answer } = props
  const hydrated = useHydrated()
  const box = useRef<HTMLFormElement>(null)
  const errors = answer?.kind === 'invalid' ? answer.errors : {}
  useEffect(() => {
    if (answer?.kind === 'invalid') box.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [answer])
  return (
    <form
      ref={box}
      className="grid gap-2"
      noValidate
      onSubmit={event => {
        event.preventDefault()
        props.onSubmit(new FormData(event.currentTarget))
      }}
    >
      {/* For password managers: whose password it is. */}
      <input type="hidden" autoComplete="username" value={email} readOnly />
      <Field label="Your name" name="name" autoComplete="name" start={name} error={errors.name ?? ''} />
      <Field
        label={known ? 'Your Evenbook password' : 'New password'}
        name="password"
        type="password"
        autoComplete={known ? 'current-password' : 'new-password'}
        help={
          known
            ? 'This address is known in another account already: the password is the same.'
            : 'At least 8 characters; a few words you can remember are best.'
        }
        error={errors.password ?? ''}
      />
      {answer?.kind === 'trouble' && (
        <p className="error" role="alert">
          {answer.message}
        </p>
      )}
      <div className="actions">
        <button type="submit" className="primary" disabled={!hydrated || answer?.kind === 'busy'}>
          {answer?.kind === 'busy' ? 'Joining…' : 'Join'}
        </button>
      </div>
    </form>
  )
}

function Field(props: {
  label: string
  name: string
  type?: 'password'
  autoComplete: string
  start?: string
  help?: string
  error: string
}) {
  const { name, help, error } = props
  const describedBy = [help && `${name}-help`, error && `${name}-error`].filter(Boolean).join(' ')
  return (
    <div className="field">
      <label htmlFor={name} className="font-semibold">
        {props.label}
      </label>
      <input
        id={name}
        name={name}
        className="input"
        type={props.type ?? 'text'}
        autoComplete={props.autoComplete}
        defaultValue={props.start}
        aria-invalid={error !== ''}
        aria-describedby={describedBy || undefined}
      />
      {help && (
        <p className="foot" id={`${name}-help`}>
          {help}
        </p>
      )}
      {error !== '' && (
        <p className="error" id={`${name}-error`}>
          {error}
        </p>
      )}
    </div>
  )
}
