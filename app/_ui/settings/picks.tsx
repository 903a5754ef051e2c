'use client'

import { useState } from 'react'
import type { ControlProps } from './control.tsx'

const searchFrom = 8

/** Several of a list: a box for each, and a search where the list is long. */
export function Picks({ id, inputId, field, choices, describedBy, onChange }: ControlProps) {
  const [search, setSearch] = useState('')
  const chosen = Array.isArray(field.value) ? field.value : []
  const shown = choices.filter(({ label }) => label.toLowerCase().includes(search.trim().toLowerCase()))
  const set = (value: string, on: boolean) =>
    // In the order of the list, so that ticking a box off and on again changes nothing.
    onChange(choices.map(choice => choice.value).filter(one => (one === value ? on : chosen.includes(one))))
  return (
    <fieldset
      className="grid gap-1"
      aria-labelledby={`${id}-label`}
      aria-describedby={describedBy}
      disabled={field.locked !== ''}
    >
      {choices.length > searchFrom && (
        <input
          id={inputId}
          type="search"
          className="input"
          aria-label={`Search in ${field.label}`}
          placeholder="Search"
          value={search}
          onChange={event => setSearch(event.target.value)}
        />
      )}
      <div className="picks">
        {shown.map(({ value, label }, place) => (
          <label key={value} className="pick">
            <input
              id={choices.length <= searchFrom && place === 0 ? inputId : undefined}
              type="checkbox"
              className="size-5"
              checked={chosen.includes(value)}
              onChange={event => set(value, event.target.checked)}
            />
            <span>{label}</span>
          </label>
        ))}
      </div>
      {choices.length === 0 && <p className="muted">The list has not been read yet.</p>}
      {choices.length > 0 && shown.length === 0 && <p className="muted">Nothing fits.</p>}
    </fieldset>
  )
}
