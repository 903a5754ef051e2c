'use client'

import { useRouter } from 'next/navigation'
import { useId, useState } from 'react'
import { useAct } from '@/app/_bridge/provider.tsx'
import { sendAnyway } from '@/app/[install]/(frame)/pod/actions.ts'
import type { ExclusionCode } from '@/lib/accounting/exclusion.ts'
import { troubleText } from './act-button.tsx'
import { ConfirmStrip } from './confirm-strip.tsx'
import { useHydrated } from './hydrated.ts'

interface Props {
  recordId: string
  code: ExclusionCode
  ledger: string
  /** where several stand below each other */
  number?: string
}

/** For a record that a rule leaves out. It asks for a reason; what else is the matter with the record still stops it. */
export function SendAnyway(props: Props) {
  const label = props.number === undefined ? 'Send anyway…' : `Send ${props.number} anyway…`
  return (
    <ConfirmStrip label={label} question="Only this rule is set aside, and only for this record.">
      <Reason {...props} />
    </ConfirmStrip>
  )
}

function Reason({ recordId, code, ledger }: Props) {
  const id = useId()
  const act = useAct()
  const router = useRouter()
  const hydrated = useHydrated()
  const [reason, setReason] = useState('')
  const [state, setState] = useState({ busy: false, trouble: '' })
  const run = async () => {
    if (reason.trim() === '') {
      setState({ busy: false, trouble: 'Say why it is sent anyway.' })
      document.getElementById(id)?.focus()
      return
    }
    setState({ busy: true, trouble: '' })
    const result = await act(sendAnyway, { recordId, code, reason })
    setState({
      busy: false,
      trouble: result.ok ? '' : (result.error.fields?.reason ?? troubleText(result.error)),
    })
    if (result.ok || result.error.code === 'changed') router.refresh()
  }
  return (
    <form
      className="row"
      noValidate
      onSubmit={event => {
        event.preventDefault()
        void run()
      }}
    >
      <label className="field" htmlFor={id}>
        <span>Reason</span>
        <input
          id={id}
          className="input"
          maxLength={200}
          aria-required
          aria-invalid={state.trouble !== ''}
          aria-describedby={state.trouble === '' ? undefined : `${id}error`}
          value={reason}
          onChange={event => setReason(event.target.value)}
        />
      </label>
      <button type="submit" className="button primary self-end" disabled={!hydrated || state.busy}>
        {state.busy ? 'Sending…' : `Send to ${ledger} anyway`}
      </button>
      {state.trouble !== '' && (
        <span id={`${id}error`} className="error" role="alert">
          {state.trouble}
        </span>
      )}
    </form>
  )
}
