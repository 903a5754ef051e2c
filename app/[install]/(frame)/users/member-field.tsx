'use client'

import { useId } from 'react'

export interface MemberChoice {
  id: string
  label: string
}

/** Picked by id from ConnectWise's own list; null: it cannot be asked now. */
export function MemberField(props: {
  members: readonly MemberChoice[] | null
  value: string
  /** who it is now, when the list does not say */
  current?: MemberChoice | null
  error: string
  onChange(id: string): void
}) {
  const id = useId()
  const { members, value, current, error } = props
  const missing = current && !members?.some(one => one.id === current.id) ? [current] : []
  return (
    <div className="field">
      <label htmlFor={id} className="font-semibold">
        ConnectWise member
      </label>
      <select
        id={id}
        className="input"
        value={value}
        disabled={members === null}
        aria-invalid={error !== ''}
        aria-describedby={`${id}help${error === '' ? '' : ` ${id}error`}`}
        onChange={event => props.onChange(event.target.value)}
      >
        <option value="">None: signs in outside ConnectWise only</option>
        {[...missing, ...(members ?? [])].map(member => (
          <option key={member.id} value={member.id}>
            {member.label}
          </option>
        ))}
      </select>
      <p className="foot" id={`${id}help`}>
        {members === null
          ? 'ConnectWise cannot be asked for its members now. Reload the page to try again.'
          : 'Whoever is signed in to ConnectWise as this member is this person here.'}
      </p>
      {error !== '' && (
        <p className="error" id={`${id}error`}>
          {error}
        </p>
      )}
    </div>
  )
}
