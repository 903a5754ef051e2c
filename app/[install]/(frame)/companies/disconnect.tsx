'use client'

import { useId, useState } from 'react'
import { ActButton } from '@/app/_ui/act-button.tsx'
import { ConfirmStrip } from '@/app/_ui/confirm-strip.tsx'
import { disconnectLedger } from './actions.ts'

export function Disconnect({ companyId, name, ledger }: { companyId: string; name: string; ledger: string }) {
  const id = useId()
  const [typed, setTyped] = useState('')
  return (
    <ConfirmStrip
      label="Disconnect"
      keep="Stay connected"
      question={`Nothing more is sent to ${name}. What stands in ${ledger} stays there, and the mappings stay here.`}
    >
      <label className="field" htmlFor={id}>
        <span>Type {name} to disconnect</span>
        <input
          id={id}
          className="input"
          autoComplete="off"
          value={typed}
          onChange={event => setTyped(event.target.value)}
        />
      </label>
      <ActButton
        action={disconnectLedger}
        input={{ companyId, name: typed }}
        kind="danger"
        busy="Disconnecting…"
        disabled={typed.trim() !== name}
      >
        Disconnect {name}
      </ActButton>
    </ConfirmStrip>
  )
}
