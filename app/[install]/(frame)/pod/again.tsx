'use client'

import { useRouter } from 'next/navigation'
import { useTransition } from 'react'

export function Again() {
  const router = useRouter()
  const [busy, start] = useTransition()
  return (
    <div className="actions">
      <button type="button" className="button" disabled={busy} onClick={() => start(() => router.refresh())}>
        Try again
      </button>
    </div>
  )
}
