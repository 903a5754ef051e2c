'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import type { Action } from '@/app/_bridge/provider.tsx'
import { ActButton } from './act-button.tsx'

/** Ends many holds at once, and says which stay. */
export function ReleaseMany<Input>(props: {
  action: Action<Input, { released: number; kept: string[] }>
  input: Input
  label: string
  /** none of them stays held */
  onDone?: () => void
}) {
  const router = useRouter()
  const [kept, setKept] = useState<string[]>([])
  return (
    <>
      <ActButton
        action={props.action}
        input={props.input}
        busy="Releasing…"
        onDone={value => {
          setKept(value.kept)
          if (value.kept.length === 0) props.onDone?.()
          router.refresh()
        }}
      >
        {props.label}
      </ActButton>
      {kept.length > 0 && <Kept why={kept} more="So do" />}
    </>
  )
}

/** The first of those that it was not done with, and how many more there are. */
export function Kept({ why, more }: { why: readonly string[]; more: string }) {
  return (
    <span className="error" role="alert">
      {why.slice(0, 3).join(' ')}
      {why.length > 3 && ` ${more} ${(why.length - 3).toLocaleString('en')} more.`}
    </span>
  )
}
