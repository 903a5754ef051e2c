import type { OpenRegistration } from '@/lib/accounts/register.ts'
import type { RegistrationField } from '@/lib/accounts/register-faults.ts'

/** Label, what it is for, what was typed and what is wrong with it. A secret comes back empty. */
export function TextField(props: {
  open: OpenRegistration
  name: Exclude<RegistrationField, 'form' | 'region'>
  label: string
  help?: string
  type?: 'text' | 'password'
  autoComplete?: string
  optional?: boolean
}) {
  const { open, name, help, type = 'text' } = props
  const fault = open.faults[name]
  const start = name === 'password' || name === 'privateKey' ? undefined : open.draft[name]
  const described = [help && `${name}-help`, fault && `${name}-fault`].filter(Boolean).join(' ')
  return (
    <div className="field">
      <label htmlFor={name}>{props.label}</label>
      <input
        id={name}
        name={name}
        type={type}
        className="input"
        autoComplete={props.autoComplete ?? 'off'}
        maxLength={256}
        required={!props.optional}
        defaultValue={start}
        aria-invalid={fault !== undefined}
        aria-describedby={described === '' ? undefined : described}
      />
      {help && (
        <span id={`${name}-help`} className="muted">
          {help}
        </span>
      )}
      {fault && (
        <span id={`${name}-fault`} className="error">
          {fault}
        </span>
      )}
    </div>
  )
}
