'use client'

import { Control } from './control.tsx'
import { inputIdOf } from './use-section.ts'
import type { Choice, FieldValue, FieldView } from './view.ts'

/** Words at the left, the control at the right; the error stands under its field and is read out with it. */
export function Field(props: {
  id: string
  field: FieldView
  choices: Choice[]
  error: string
  /** what somebody else saved meanwhile beside what was typed, '' when nobody did */
  theirs: string
  onChange(value: FieldValue): void
}) {
  const { id, field, choices, error, theirs, onChange } = props
  const inputId = inputIdOf('', id)
  const suggestion = field.value === null ? field.suggestion : null
  const parts = [
    `${id}-help`,
    suggestion && `${id}-suggestion`,
    field.locked && `${id}-locked`,
    theirs && `${id}-theirs`,
    error && `${id}-error`,
  ]
  const describedBy = parts.filter(Boolean).join(' ')
  const several = field.control === 'picks'
  return (
    <div className="setting" id={id}>
      <div>
        {several ? (
          <span className="font-semibold" id={`${id}-label`}>
            {field.label}
          </span>
        ) : (
          <label htmlFor={inputId} className="font-semibold">
            {field.label}
          </label>
        )}
        <p className="foot" id={`${id}-help`}>
          {field.help}
        </p>
      </div>
      <div className="field content-start">
        <Control {...{ id, inputId, field, choices, onChange, describedBy }} invalid={error !== ''} />
        {suggestion && <Suggestion id={`${id}-suggestion`} choice={suggestion} onChange={onChange} />}
        {field.locked !== '' && (
          <p className="muted" id={`${id}-locked`}>
            <span aria-hidden="true">🔒 </span>
            {field.locked}
          </p>
        )}
        {theirs !== '' && (
          <p className="muted" id={`${id}-theirs`}>
            {theirs}
          </p>
        )}
        {error !== '' && (
          <p className="error" id={`${id}-error`}>
            {error}
          </p>
        )}
      </div>
    </div>
  )
}

/** Taken by a click, and saved with the rest like anything else that was chosen. */
function Suggestion(props: { id: string; choice: Choice; onChange(value: FieldValue): void }) {
  const { value, label } = props.choice
  return (
    <p className="muted" id={props.id}>
      As the organisation’s country suggests:{' '}
      <button type="button" className="button" onClick={() => props.onChange(value)}>
        {label}
      </button>
    </p>
  )
}
