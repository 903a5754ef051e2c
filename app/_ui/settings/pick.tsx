'use client'

import { Combobox } from '@/app/_ui/combobox.tsx'
import type { ControlProps } from './control.tsx'

/** A list that fits on a screen is a list; a longer one is searched. */
const listMost = 12
const foundMost = 50

export function Pick(props: ControlProps) {
  const { field, choices, inputId, describedBy, invalid, onChange } = props
  const disabled = field.locked !== ''
  const chosen = choices.find(choice => choice.value === field.value)
  if (choices.length <= listMost)
    return (
      <select
        id={inputId}
        aria-describedby={describedBy}
        aria-invalid={invalid}
        disabled={disabled}
        className="input"
        value={String(field.value ?? '')}
        onChange={event => onChange(event.target.value === '' ? null : event.target.value)}
      >
        <option value="">None</option>
        {choices.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
    )
  const search = async (text: string) => {
    const words = text.toLowerCase().split(/\s+/)
    const found = choices.filter(({ label }) => words.every(word => label.toLowerCase().includes(word)))
    const options = found.slice(0, foundMost).map(({ value, label }) => ({ id: value, label }))
    return text === '' ? [none, ...options] : options
  }
  return (
    <Combobox
      label={field.label}
      value={chosen?.label ?? ''}
      input={{
        id: inputId,
        'aria-describedby': describedBy,
        'aria-invalid': invalid,
        disabled,
        placeholder: 'None',
      }}
      search={search}
      onPick={option => onChange(option.id === '' ? null : option.id)}
    />
  )
}

const none = { id: '', label: 'None' }
