'use client'

import { useRouter } from 'next/navigation'
import { useTransition } from 'react'
import { useHydrated } from './hydrated.ts'

/** Draws the page anew, where what it shows could not be asked for. What stands there stays until the answer is here. */
export function AskAgain() {
  const router = useRouter()
  const hydrated = useHydrated()
  const [pending, start] = useTransition()
  return (
    <button
      type="button"
      className="button"
      disabled={pending || !hydrated}
      aria-busy={pending}
      onClick={() => start(() => router.refresh())}
    >
      {pending ? 'Asking ConnectWise…' : 'Ask again'}
    </button>
  )
}
