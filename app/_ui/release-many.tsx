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
          router.refresh()
        }}
      >
        {props.label}
      </ActButton>
      {kept.length > 0 && (
        <span className="error" role="alert">
          {kept.slice(0, 3).join(' ')}
          {kept.length > 3 && ` So do ${kept.length - 3} more.`}
        </span>
      )}
    </>
  )
}
