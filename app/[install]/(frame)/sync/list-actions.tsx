'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { ActButton } from '@/app/_ui/act-button.tsx'
import { ConfirmStrip } from '@/app/_ui/confirm-strip.tsx'
import { documentsText, formatMoney } from '@/app/_ui/format.ts'
import type { ShownTotal } from '@/lib/sync/views/list.ts'
import { refreshList, syncAll } from './actions.ts'

export function ListActions(props: {
  install: string
  companyId: string
  ledger: string
  maySyncAll: boolean
  /** the filter, for the CSV */
  query: string
  all: ShownTotal[]
}) {
  const { install, companyId, ledger } = props
  const router = useRouter()
  const [asked, setAsked] = useState(false)
  const count = props.all.reduce((whole, one) => whole + one.count, 0)
  const totals = props.all.map(one => formatMoney(one.total, one.currency, true)).join(' and ')
  return (
    <>
      <ActButton action={refreshList} input={{ companyId }} busy="Asking…" onDone={() => setAsked(true)}>
        Refresh
      </ActButton>
      {asked && (
        <span className="muted" role="status">
          ConnectWise is being asked; the list follows by itself.
        </span>
      )}
      <a className="button" href={`/${install}/sync/csv?${props.query}`}>
        CSV
      </a>
      {props.maySyncAll && count > 0 && (
        <ConfirmStrip
          label="Sync all"
          kind="primary"
          question={`Everything on ConnectWise’s list goes to ${ledger}; what needs a fix stays here.`}
        >
          <ActButton
            action={syncAll}
            input={{ companyId }}
            kind="primary"
            busy="Starting…"
            onDone={({ runId }) => router.push(`/${install}/sync/${runId}`)}
          >
            Send {documentsText(props.all)}, {totals}, to {ledger}
          </ActButton>
        </ConfirmStrip>
      )}
    </>
  )
}
