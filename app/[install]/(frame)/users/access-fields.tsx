'use client'

import { useId } from 'react'
import { type GivenRole, givenRoles, roleWords } from '@/lib/accounts/users/role-words.ts'

export interface AccessValue {
  role: GivenRole | null
  allCompanies: boolean
  companyIds: readonly string[]
}

/** A role with what it can do in plain words, and the companies it is for. */
export function AccessFields(props: {
  value: AccessValue
  companies: readonly { id: string; name: string }[]
  errors: Readonly<Record<string, string>>
  onChange(value: AccessValue): void
}) {
  const { value, companies, errors, onChange } = props
  return (
    <>
      <Roles value={value} error={errors.role ?? ''} onPick={role => onChange({ ...value, role })} />
      {value.role === 'account-admin' ? (
        <p className="muted">An account admin has every company.</p>
      ) : (
        <Companies {...{ value, companies, onChange }} error={errors.companies ?? ''} />
      )}
    </>
  )
}

function Roles({
  value,
  error,
  onPick,
}: {
  value: AccessValue
  error: string
  onPick(role: GivenRole): void
}) {
  const id = useId()
  return (
    <fieldset className="grid gap-2" aria-describedby={error === '' ? undefined : `${id}error`}>
      <legend className="font-semibold">Role</legend>
      <div className="roles">
        {givenRoles.map(role => (
          <div key={role} className="role">
            <input
              type="radio"
              id={`${id}${role}`}
              name={`${id}role`}
              value={role}
              checked={value.role === role}
              aria-describedby={`${id}${role}can`}
              onChange={() => onPick(role)}
            />
            <label htmlFor={`${id}${role}`} className="font-semibold">
              {roleWords[role].name}
            </label>
            <ul id={`${id}${role}can`} className="foot">
              {roleWords[role].can.map(line => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          </div>
        ))}
      </div>
      {error !== '' && (
        <p className="error" id={`${id}error`}>
          {error}
        </p>
      )}
    </fieldset>
  )
}

function Companies(props: {
  value: AccessValue
  companies: readonly { id: string; name: string }[]
  error: string
  onChange(value: AccessValue): void
}) {
  const { value, companies, error, onChange } = props
  const id = useId()
  const tick = (company: string, on: boolean) => {
    const others = value.companyIds.filter(one => one !== company)
    onChange({ ...value, companyIds: on ? [...others, company] : others })
  }
  return (
    <fieldset className="grid" aria-describedby={error === '' ? undefined : `${id}error`}>
      <legend className="font-semibold">Companies</legend>
      <label className="tick">
        <input
          type="checkbox"
          checked={value.allCompanies}
          onChange={event => onChange({ ...value, allCompanies: event.target.checked })}
        />
        All of them, future ones too
      </label>
      {!value.allCompanies &&
        companies.map(company => (
          <label key={company.id} className="tick">
            <input
              type="checkbox"
              checked={value.companyIds.includes(company.id)}
              onChange={event => tick(company.id, event.target.checked)}
            />
            {company.name}
          </label>
        ))}
      {error !== '' && (
        <p className="error" id={`${id}error`}>
          {error}
        </p>
      )}
    </fieldset>
  )
}
