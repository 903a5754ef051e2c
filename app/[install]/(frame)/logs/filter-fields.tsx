import type { ReactNode } from 'react'

/** A form without script: the filter goes into the address. */
export function FilterForm({ children }: { children: ReactNode }) {
  return (
    <form className="row items-end" method="get" aria-label="Filter">
      {children}
      <button type="submit" className="button">
        Filter
      </button>
    </form>
  )
}

interface Field {
  name: string
  label: string
  value: string
}

/** `words`: what is shown for each value. */
export function FilterList({
  name,
  label,
  value,
  words,
}: Field & { words: Readonly<Record<string, string>> }) {
  return (
    <label className="field">
      <span className="muted">{label}</span>
      <select className="input" name={name} defaultValue={value}>
        <option value="">All</option>
        {Object.entries(words).map(([key, word]) => (
          <option key={key} value={key}>
            {word}
          </option>
        ))}
      </select>
    </label>
  )
}

export function FilterText({ name, label, value }: Field) {
  return (
    <label className="field">
      <span className="muted">{label}</span>
      <input className="input" type="search" name={name} defaultValue={value} maxLength={200} />
    </label>
  )
}

/** From one moment to another, in the account's time zone. */
export function FilterSpan({ filter }: { filter: Readonly<Record<'from' | 'to' | 'zone', string>> }) {
  return (['from', 'to'] as const).map(name => (
    <label key={name} className="field">
      <span className="muted">
        {name === 'from' ? 'From' : 'To'} ({filter.zone})
      </span>
      <input className="input" type="datetime-local" name={name} defaultValue={filter[name]} />
    </label>
  ))
}
