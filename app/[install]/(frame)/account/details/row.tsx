'use client'

import type { ReactNode } from 'react'

export interface Given {
  id: string
  'aria-describedby': string
  'aria-invalid': boolean
}

/** Words at the left, the control at the right; what is wrong stands under it and is read out with it. */
export function Row(props: {
  id: string
  label: string
  help: string
  error: string
  /** what somebody else saved meanwhile */
  theirs: string
  children(given: Given): ReactNode
}) {
  const { id, label, help, error, theirs } = props
  const parts = [`${id}-help`, theirs && `${id}-theirs`, error && `${id}-error`]
  return (
    <div className="setting">
      <div>
        <label htmlFor={id} className="font-semibold">
          {label}
        </label>
        <p className="foot" id={`${id}-help`}>
          {help}
        </p>
      </div>
      <div className="field content-start">
        {props.children({
          id,
          'aria-describedby': parts.filter(Boolean).join(' '),
          'aria-invalid': error !== '',
        })}
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
