'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useId, useRef, useState } from 'react'
import { useAct } from '@/app/_bridge/provider.tsx'
import { troubleText } from '@/app/_ui/act-button.tsx'
import { useHydrated } from '@/app/_ui/hydrated.ts'
import { AccessFields, type AccessValue } from './access-fields.tsx'
import { inviteUser } from './actions.ts'
import { type MemberChoice, MemberField } from './member-field.tsx'

interface Props {
  companies: readonly { id: string; name: string }[]
  members: readonly MemberChoice[] | null
}

interface Typed {
  email: string
  name: string
  memberId: string
  access: AccessValue
}

const empty: Typed = {
  email: '',
  name: '',
  memberId: '',
  access: { role: 'user', allCompanies: true, companyIds: [] },
}

/** Closed until it is wanted; after an error everything typed is still there. */
export function InviteForm(props: Props) {
  const hydrated = useHydrated()
  const [open, setOpen] = useState(false)
  const [sent, setSent] = useState('')
  if (open)
    return (
      <Form
        {...props}
        onSent={email => {
          setSent(email)
          setOpen(false)
        }}
        onCancel={() => setOpen(false)}
      />
    )
  return (
    <div className="row">
      <button type="button" className="button primary" disabled={!hydrated} onClick={() => setOpen(true)}>
        Invite
      </button>
      {sent !== '' && <span role="status">{`An invitation is on its way to ${sent}.`}</span>}
    </div>
  )
}

function Form({
  companies,
  members,
  onSent,
  onCancel,
}: Props & { onSent(email: string): void; onCancel(): void }) {
  const [value, setValue] = useState(empty)
  const set = (change: Partial<Typed>) => setValue({ ...value, ...change })
  const { send, busy, trouble, errors, refusals } = useInvite(onSent)
  const box = useRef<HTMLFormElement>(null)
  useEffect(() => box.current?.querySelector('input')?.focus(), [])
  useEffect(() => {
    if (refusals > 0) box.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [refusals])
  return (
    <form
      ref={box}
      className="card"
      aria-label="Invite somebody"
      noValidate
      onSubmit={event => {
        event.preventDefault()
        void send(value)
      }}
    >
      <Text
        label="E-mail address"
        type="email"
        value={value.email}
        error={errors.email ?? ''}
        onChange={email => set({ email })}
      />
      <Text label="Name" value={value.name} error={errors.name ?? ''} onChange={name => set({ name })} />
      <AccessFields value={value.access} {...{ companies, errors }} onChange={access => set({ access })} />
      <MemberField
        members={members}
        value={value.memberId}
        error={errors.member ?? ''}
        onChange={memberId => set({ memberId })}
      />
      <div className="row">
        <button type="submit" className="button primary" disabled={busy} aria-busy={busy}>
          {busy ? 'Sending…' : 'Send invitation'}
        </button>
        <button type="button" className="button" onClick={onCancel}>
          Cancel
        </button>
        {trouble !== '' && (
          <span className="error" role="alert">
            {trouble}
          </span>
        )}
      </div>
    </form>
  )
}

function useInvite(onSent: (email: string) => void) {
  const act = useAct()
  const router = useRouter()
  const [state, setState] = useState<{ busy: boolean; trouble: string; errors: Record<string, string> }>(calm)
  const [refusals, setRefusals] = useState(0)
  const send = async ({ access, memberId, ...typed }: Typed) => {
    const { role, ...companies } = access
    if (role === null) return setState({ ...calm, errors: { role: 'Pick a role.' } })
    setState({ ...calm, busy: true })
    const asked = { ...typed, ...companies, companyIds: [...companies.companyIds] }
    const result = await act(inviteUser, { ...asked, role, memberId: memberId || null })
    if (!result.ok) {
      setState({ ...calm, trouble: troubleText(result.error) })
      // A mail that was not sent has left an invitation: it stands in the list.
      return router.refresh()
    }
    if (result.value.kind === 'refused') {
      const { field, message } = result.value
      setState({ ...calm, errors: { [field]: message } })
      return setRefusals(times => times + 1)
    }
    onSent(result.value.email)
    router.refresh()
  }
  return { ...state, refusals, send }
}

const calm = { busy: false, trouble: '', errors: {} }

function Text(props: {
  label: string
  type?: 'email'
  value: string
  error: string
  onChange(value: string): void
}) {
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id} className="font-semibold">
        {props.label}
      </label>
      <input
        id={id}
        className="input"
        type={props.type ?? 'text'}
        autoComplete="off"
        maxLength={200}
        value={props.value}
        aria-invalid={props.error !== ''}
        aria-describedby={props.error === '' ? undefined : `${id}error`}
        onChange={event => props.onChange(event.target.value)}
      />
      {props.error !== '' && (
        <p className="error" id={`${id}error`}>
          {props.error}
        </p>
      )}
    </div>
  )
}
