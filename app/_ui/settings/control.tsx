'use client'

import { Offered } from './offered.tsx'
import { Pick } from './pick.tsx'
import { Picks } from './picks.tsx'
import type { Choice, FieldValue, FieldView } from './view.ts'

export interface ControlProps {
  id: string
  inputId: string
  field: FieldView
  choices: Choice[]
  describedBy: string
  invalid: boolean
  onChange(value: FieldValue): void
}

/** The one way to draw each kind of entry. */
export function Control(props: ControlProps) {
  const { field, onChange } = props
  const given = {
    id: props.inputId,
    'aria-describedby': props.describedBy,
    'aria-invalid': props.invalid,
    disabled: field.locked !== '',
  }
  const text = String(field.value ?? '')
  switch (field.control) {
    case 'switch':
      return (
        <input
          {...given}
          type="checkbox"
          role="switch"
          className="size-6"
          aria-checked={field.value === true}
          checked={field.value === true}
          onChange={event => onChange(event.target.checked)}
        />
      )
    case 'choice':
      return (
        <select {...given} className="input" value={text} onChange={event => onChange(event.target.value)}>
          <Options choices={props.choices} />
        </select>
      )
    case 'pick':
      return <Pick {...props} />
    case 'picks':
      return <Picks {...props} />
    case 'text':
      return <Offered {...props} />
    case 'date':
      return (
        <input
          {...given}
          type="date"
          className="input"
          value={text}
          onChange={event => onChange(event.target.value === '' ? null : event.target.value)}
        />
      )
    default:
      return (
        <input
          {...given}
          className="input"
          autoComplete="off"
          inputMode={modes[field.control]}
          value={text}
          onChange={event => onChange(typedValue(field, event.target.value))}
        />
      )
  }
}

function Options({ choices }: { choices: Choice[] }) {
  return choices.map(({ value, label }) => (
    <option key={value} value={value}>
      {label}
    </option>
  ))
}

const modes = { number: 'numeric', amount: 'decimal' } as const

// What is no whole number goes to the server as it was typed, and the entry's own words come back.
function typedValue({ control }: FieldView, text: string): FieldValue {
  return control === 'number' && /^(0|[1-9]\d{0,8})$/.test(text) ? Number(text) : text
}
