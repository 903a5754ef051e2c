'use client'

import { useRouter } from 'next/navigation'
import { ActButton } from '@/app/_ui/act-button.tsx'
import { send } from '@/app/[install]/(frame)/pod/actions.ts'
import { retryAll } from './actions.ts'

/** One more try of one record, planned anew. */
export function RetryOne({ recordId, number }: { recordId: string; number: string }) {
  return (
    <ActButton action={send} input={{ recordId, previewHash: null }} busy="Asking…">
      Retry<span className="sr-only"> {number}</span>
    </ActButton>
  )
}

/** One more try of all that fail, in a run of their own. */
export function RetryAll(props: {
  install: string
  count: number
  filter: { companyId: string; search: string; from: string; to: string }
}) {
  const { install, count, filter } = props
  const { companyId, search, from, to } = filter
  const router = useRouter()
  return (
    <ActButton
      action={retryAll}
      input={{ companyId, search, from, to }}
      kind="primary"
      busy="Starting…"
      onDone={({ runId }) => router.push(`/${install}/sync/${runId}`)}
    >
      Retry all {count.toLocaleString('en')}
    </ActButton>
  )
}
