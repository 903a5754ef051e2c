'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useAct } from '@/app/_bridge/provider.tsx'
import { troubleText } from '@/app/_ui/act-button.tsx'
import { useHydrated } from '@/app/_ui/hydrated.ts'
import { AccessFields, type AccessValue } from '../access-fields.tsx'
import { saveAccess } from '../actions.ts'

interface Props {
  userId: string
  start: AccessValue
  companies: readonly { id: string; name: string }[]
  lastAdmin: boolean
}

/** Role and companies are saved together; the person's sessions end with it. */
export function AccessForm({ userId, start, companies, lastAdmin }: Props) {
  const act = useAct()
  const router = useRouter()
  const hydrated = useHydrated()
  const [value, setValue] = useState(start)
  const [state, setState] = useState(calm)
  const save = async () => {
    const { role, ...rest } = value
    if (role === null) return setState({ ...calm, errors: { role: 'Pick a role.' } })
    setState({ ...calm, busy: true })
    const result = await act(saveAccess, { userId, role, ...rest, companyIds: [...rest.companyIds] })
    setState(result.ok ? { ...calm, saved: true } : { ...calm, trouble: troubleText(result.error) })
    if (result.ok) router.refresh()
  }
  return (
    <form
      className="card"
      aria-label="Role and companies"
      onSubmit={event => {
        event.preventDefault()
        void save()
      }}
    >
      {lastAdmin && (
        <p className="muted">The last account admin keeps the role. Make somebody else one first.</p>
      )}
      <AccessFields
        value={value}
        companies={companies}
        errors={state.errors}
        onChange={next => {
          setValue(next)
          setState(calm)
        }}
      />
      <div className="row">
        <button
          type="submit"
          className="button primary"
          disabled={!hydrated || state.busy}
          aria-busy={state.busy}
        >
          {state.busy ? 'Saving…' : start.role === null ? 'Give this role' : 'Save role and companies'}
        </button>
        <span role="status">{state.saved ? 'Saved. It holds from their next click on.' : ''}</span>
        {state.trouble !== '' && (
          <span className="error" role="alert">
            {state.trouble}
          </span>
        )}
      </div>
    </form>
  )
}

const calm: { busy: boolean; saved: boolean; trouble: string; errors: Record<string, string> } = {
  busy: false,
  saved: false,
  trouble: '',
  errors: {},
}
