'use client'

import { TypedConfirm } from '@/app/_ui/typed-confirm.tsx'
import { disconnectLedger } from './actions.ts'

export function Disconnect({ companyId, name, ledger }: { companyId: string; name: string; ledger: string }) {
  return (
    <TypedConfirm
      label="Disconnect"
      keep="Stay connected"
      question={`Nothing more is sent to ${name}. What stands in ${ledger} stays there, and the mappings stay here.`}
      name={name}
      verb="Disconnect"
      busy="Disconnecting…"
      action={disconnectLedger}
      companyId={companyId}
    />
  )
}
