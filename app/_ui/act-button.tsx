'use client'

import { useRouter } from 'next/navigation'
import { type ReactNode, useState } from 'react'
import { type Action, useAct } from '@/app/_bridge/provider.tsx'
import { useHydrated } from './hydrated.ts'

/**
 * A button that runs one server action, shows that it is at work and what went wrong. The page is drawn anew after it;
 * `then` leads elsewhere.
 */
export function ActButton<Input, Value>(props: {
  action: Action<Input, Value>
  input: Input
  children: ReactNode
  kind?: 'primary' | 'danger' | 'plain'
  busy?: string
  disabled?: boolean
  onDone?: (value: Value) => void
}) {
  const act = useAct()
  const router = useRouter()
  const hydrated = useHydrated()
  const [state, setState] = useState<{ busy: boolean; trouble: string }>({ busy: false, trouble: '' })

  const run = async () => {
    setState({ busy: true, trouble: '' })
    const result = await act(props.action, props.input)
    setState({ busy: false, trouble: result.ok ? '' : troubleText(result.error) })
    if (!result.ok) return
    if (props.onDone) props.onDone(result.value)
    else router.refresh()
  }
  const { kind = 'plain' } = props
  return (
    <>
      <button
        type="button"
        className={kind === 'plain' ? 'button' : `button ${kind}`}
        disabled={props.disabled || state.busy || !hydrated}
        aria-busy={state.busy}
        onClick={run}
      >
        {state.busy && props.busy ? props.busy : props.children}
      </button>
      {state.trouble && (
        <span className="error" role="alert">
          {state.trouble}
        </span>
      )}
    </>
  )
}

export function troubleText(error: { message: string; reference: string }): string {
  return error.reference === '' ? error.message : `${error.message} (${error.reference})`
}
