'use client'

import { type ReactNode, type RefObject, useEffect, useRef, useState } from 'react'
import { type Given, Row } from './row.tsx'
import { inputIdOf, labels } from './use-details.ts'

/** A stored secret shows only that it is there; Replace opens an empty field, and Keep closes it again. */
export function SecretField(props: {
  field: 'privateKey' | 'integratorPassword'
  help: string
  /** null: none is stored, so it is typed at once */
  stored: ReactNode | null
  /** of what is stored: a new one closes the field */
  revision: number
  value: string
  error: string
  theirs: string
  onChange(value: string): void
}) {
  const { field, stored, revision, value, error, onChange } = props
  const input = useRef<HTMLInputElement>(null)
  const { asked, setAsked, hadFocus } = useAsked(input, value, revision)

  const open = asked || stored === null || error !== '' || value !== ''
  const keep = () => {
    onChange('')
    setAsked(false)
  }
  return (
    <Row id={inputIdOf(field)} label={labels[field]} help={props.help} error={error} theirs={props.theirs}>
      {given =>
        open ? (
          <Typing
            {...{ given, input, value, onChange, label: labels[field], keep: stored === null ? null : keep }}
          />
        ) : (
          <div className="row">
            <span>{stored}</span>
            <button
              type="button"
              className="button"
              id={given.id}
              ref={button => {
                if (button && hadFocus.current) button.focus()
                hadFocus.current = false
              }}
              aria-label={`Replace ${labels[field]}`}
              aria-describedby={given['aria-describedby']}
              onClick={() => setAsked(true)}
            >
              Replace
            </button>
          </div>
        )
      }
    </Row>
  )
}

/** Whether the field stands open although nothing is typed in it, and whether the focus was in it when it closed. */
function useAsked(input: RefObject<HTMLInputElement | null>, value: string, revision: number) {
  const [asked, setAsked] = useState(false)
  const hadFocus = useRef(false)
  useEffect(() => {
    if (asked) input.current?.focus()
  }, [asked, input])
  // Discarded: what was typed is gone, and with it the open field. Whoever empties it by hand goes on typing.
  const last = useRef({ value, revision })
  useEffect(() => {
    const focused = document.activeElement === input.current
    const saved = last.current.revision !== revision
    if (saved || (last.current.value !== '' && value === '' && !focused)) {
      hadFocus.current = focused
      setAsked(false)
    }
    last.current = { value, revision }
  }, [value, revision, input])
  return { asked, setAsked, hadFocus }
}

/** Hidden while it is typed, unless somebody wants to see it. */
function Typing(props: {
  given: Given
  input: RefObject<HTMLInputElement | null>
  label: string
  value: string
  onChange(value: string): void
  /** null: there is nothing to keep */
  keep: (() => void) | null
}) {
  const { given, input, label, value, onChange, keep } = props
  const [plain, setPlain] = useState(false)
  return (
    <div className="row">
      <input
        {...given}
        ref={input}
        className="input"
        type={plain ? 'text' : 'password'}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        value={value}
        onChange={({ target }) => onChange(target.value)}
      />
      <button type="button" className="button" aria-pressed={plain} onClick={() => setPlain(!plain)}>
        Show<span className="sr-only"> what is typed as {label}</span>
      </button>
      {keep && (
        <button type="button" className="button" onClick={keep}>
          Keep the stored one
        </button>
      )}
    </div>
  )
}
