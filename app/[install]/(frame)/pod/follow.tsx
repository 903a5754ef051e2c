'use client'

import { useRouter } from 'next/navigation'
import { type ReactNode, useEffect, useRef } from 'react'
import { useScreen } from '@/app/_bridge/provider.tsx'

/**
 * Follows Manage's screen. Another record: a skeleton at once and the new one when it is there; the router drops what it
 * asked for before, so the last onLoad wins. The same record again (refreshed, saved): read anew where it stands.
 */
export function Follow(props: { install: string; screen: string; id: string; children: ReactNode }) {
  const { install, screen, id } = props
  const router = useRouter()
  const shown = useScreen()
  const seen = useRef(0)
  const other = shown !== null && (shown.screen !== screen || shown.id !== id)

  useEffect(() => {
    if (!shown || shown.sequence === seen.current) return
    const first = seen.current === 0
    seen.current = shown.sequence
    const address = new URLSearchParams({ screen: shown.screen, id: shown.id })
    if (other) router.replace(`/${install}/pod?${address}`, { scroll: false })
    else if (!first) router.refresh()
  }, [shown, other, install, router])

  if (!other) return props.children
  return (
    <div className="grid gap-2" aria-busy="true">
      <span className="sr-only">Loading</span>
      <div className="bone w-24" />
      <div className="bone w-3/4" />
      <div className="bone" />
      <div className="bone w-2/3" />
    </div>
  )
}
