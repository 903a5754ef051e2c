'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useAct } from '@/app/_bridge/provider.tsx'
import { troubleText } from '@/app/_ui/act-button.tsx'
import { useHydrated } from '@/app/_ui/hydrated.ts'
import { saveMember } from '../actions.ts'
import { type MemberChoice, MemberField } from '../member-field.tsx'

interface Props {
  userId: string
  members: readonly MemberChoice[] | null
  current: MemberChoice | null
}

export function MemberForm({ userId, members, current }: Props) {
  const act = useAct()
  const router = useRouter()
  const hydrated = useHydrated()
  const [value, setValue] = useState(current?.id ?? '')
  const [state, setState] = useState({ busy: false, saved: false, trouble: '' })
  const save = async () => {
    setState({ busy: true, saved: false, trouble: '' })
    const result = await act(saveMember, { userId, memberId: value || null })
    setState({ busy: false, saved: result.ok, trouble: result.ok ? '' : troubleText(result.error) })
    if (result.ok) router.refresh()
  }
  return (
    <form
      className="card"
      aria-label="ConnectWise member"
      onSubmit={event => {
        event.preventDefault()
        void save()
      }}
    >
      <MemberField
        {...{ members, value, current }}
        error={state.trouble}
        onChange={id => {
          setValue(id)
          setState({ busy: false, saved: false, trouble: '' })
        }}
      />
      <div className="row">
        <button
          type="submit"
          className="button"
          disabled={!hydrated || members === null || state.busy || value === (current?.id ?? '')}
          aria-busy={state.busy}
        >
          {state.busy ? 'Saving…' : 'Save member'}
        </button>
        <span role="status">{state.saved ? 'Saved.' : ''}</span>
      </div>
    </form>
  )
}
