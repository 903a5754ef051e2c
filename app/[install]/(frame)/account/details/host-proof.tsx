'use client'

import { useState } from 'react'
import { useAct } from '@/app/_bridge/provider.tsx'
import { troubleText } from '@/app/_ui/act-button.tsx'
import type { HostProof as Proof } from '@/lib/accounts/details/host-proof.ts'
import { beginHostProof, checkHostProof } from './actions.ts'

/** Who rules a name can put a record beside it: asked for before anything is called at that host. */
export function HostProof({ host }: { host: string }) {
  const act = useAct()
  const [proof, setProof] = useState<Proof | null>(null)
  const [state, setState] = useState<{ busy: boolean; trouble: string }>({ busy: false, trouble: '' })

  const begin = async () => {
    setState({ busy: true, trouble: '' })
    const result = await act(beginHostProof, { host })
    setState({ busy: false, trouble: result.ok ? '' : troubleText(result.error) })
    if (result.ok) setProof(result.value)
  }
  const check = async () => {
    setState({ busy: true, trouble: '' })
    const result = await act(checkHostProof, { host })
    setState({ busy: false, trouble: result.ok ? '' : troubleText(result.error) })
    if (result.ok) setProof(before => before && { ...before, proven: true })
  }
  return (
    <div className="grid gap-2" aria-live="polite">
      {proof === null ? (
        <p className="row">
          <span className="muted">This host has to be proven before anything is called there.</span>
          <button type="button" className="button" disabled={state.busy || host === ''} onClick={begin}>
            Prove this host
          </button>
        </p>
      ) : proof.proven ? (
        <p className="message" data-tone="ok">
          {proof.host} is proven.
        </p>
      ) : (
        <>
          <p>In the DNS of {proof.host}, add this TXT record; afterwards it has to stay.</p>
          <dl className="facts">
            <dt>Name</dt>
            <dd className="code">{proof.recordName}</dd>
            <dt>Value</dt>
            <dd className="code">{proof.recordValue}</dd>
          </dl>
          <button
            type="button"
            className="button"
            disabled={state.busy}
            aria-busy={state.busy}
            onClick={check}
          >
            {state.busy ? 'Checking…' : 'Check the record'}
          </button>
        </>
      )}
      {state.trouble !== '' && (
        <p className="error" role="alert">
          {state.trouble}
        </p>
      )}
    </div>
  )
}
