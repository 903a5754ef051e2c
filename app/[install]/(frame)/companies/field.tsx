'use client'

import type { FieldValue, FieldView } from './fields.ts'

interface Props {
  field: FieldView
  error: string
  /** what somebody else saved meanwhile, '' when nobody did */
  theirs: string
  onChange(value: FieldValue): void
}

/** Words at the left, the control at the right; the error stands under its field. */
export function Field({ field, error, theirs, onChange }: Props) {
  const { key, label, help } = field
  const describedBy = [`${key}-help`, error && `${key}-error`].filter(Boolean).join(' ')
  return (
    <div className="setting" id={key}>
      <div>
        <label htmlFor={`${key}-input`} className="font-semibold">
          {label}
        </label>
        <p className="foot" id={`${key}-help`}>
          {help}
        </p>
      </div>
      <div className="field content-start">
        <Control {...{ field, onChange, describedBy }} invalid={error !== ''} />
        {theirs !== '' && <p className="muted">Saved meanwhile: {theirs}</p>}
        {error !== '' && (
          <p className="error" id={`${key}-error`}>
            {error}
          </p>
        )}
      </div>
    </div>
  )
}

function Control(props: {
  field: FieldView
  onChange(value: FieldValue): void
  describedBy: string
  invalid: boolean
}) {
  const { field, onChange } = props
  const given = {
    id: `${field.key}-input`,
    'aria-describedby': props.describedBy,
    'aria-invalid': props.invalid,
  }
  switch (field.control) {
    case 'switch':
      return (
        <input
          {...given}
          type="checkbox"
          className="size-6"
          checked={field.value === true}
          onChange={event => onChange(event.target.checked)}
        />
      )
    case 'amount':
      return (
        <input
          {...given}
          className="input"
          inputMode="decimal"
          value={String(field.value ?? '')}
          onChange={event => onChange(event.target.value)}
        />
      )
    default:
      return (
        <select
          {...given}
          className="input"
          value={String(field.value ?? '')}
          onChange={event => onChange(event.target.value === '' ? null : event.target.value)}
        >
          {field.control !== 'choice' && <option value="">None</option>}
          {field.choices.map(choice => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </select>
      )
  }
}
