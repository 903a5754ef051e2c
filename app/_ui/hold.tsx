'use client'

import { useRouter } from 'next/navigation'
import { useId, useRef, useState } from 'react'
import type { z } from 'zod'
import { type Action, useAct } from '@/app/_bridge/provider.tsx'
import type { HeldSome, zTerms } from '@/app/[install]/(frame)/sync/hold/hold-some.ts'
import { troubleText } from './act-button.tsx'
import { ConfirmStrip } from './confirm-strip.tsx'
import { useHydrated } from './hydrated.ts'

type HoldTerms = z.input<typeof zTerms>

interface Props<Input> {
  action: Action<Input & HoldTerms, HeldSome>
  /** which records */
  input: Input
  /** on the button that opens it and on the one that does it */
  label: string
  question?: string
  onDone?: (value: HeldSome) => void
}

/** Keeps records from being sent, with a reason and, if one is chosen, a day. */
export function HoldRecords<Input>(props: Props<Input>) {
  const { label, question = 'Nobody sends it while it is held.' } = props
  return (
    <ConfirmStrip label={`${label}…`} question={question} keep="Do not hold">
      <Terms {...props} />
    </ConfirmStrip>
  )
}

const nothing = { busy: false, trouble: '', field: '' }

/** What stands in the form, and what became of it. */
function useHold<Input>({ action, input, onDone }: Props<Input>) {
  const act = useAct()
  const router = useRouter()
  const reasonField = useRef<HTMLInputElement>(null)
  const [terms, setTerms] = useState({ reason: '', until: '' })
  const [state, setState] = useState(nothing)
  const run = async () => {
    if (terms.reason.trim() === '') {
      setState({ busy: false, trouble: 'Say why it is held.', field: 'reason' })
      reasonField.current?.focus()
      return
    }
    setState({ ...nothing, busy: true })
    const result = await act(action, { ...input, ...terms })
    if (result.ok) {
      setState({ ...nothing, trouble: result.value.kept.join(' ') })
      onDone?.(result.value)
    } else {
      const [[field, text] = ['', troubleText(result.error)]] = Object.entries(result.error.fields ?? {})
      setState({ busy: false, trouble: text, field })
    }
    if (result.ok || result.error.code === 'changed') router.refresh()
  }
  return { terms, setTerms, state, run, reasonField }
}

function Terms<Input>(props: Props<Input>) {
  const { label } = props
  const id = useId()
  const hydrated = useHydrated()
  const { terms, setTerms, state, run, reasonField } = useHold(props)
  const wrong = (field: string) => ({
    'aria-invalid': state.field === field,
    'aria-describedby': state.field === field ? `${id}error` : undefined,
  })
  return (
    <form
      className="row"
      noValidate
      onSubmit={event => {
        event.preventDefault()
        void run()
      }}
    >
      <label className="field">
        <span>Reason</span>
        <input
          ref={reasonField}
          className="input"
          maxLength={200}
          aria-required
          {...wrong('reason')}
          value={terms.reason}
          onChange={event => setTerms({ ...terms, reason: event.target.value })}
        />
      </label>
      <label className="field">
        <span>Until (optional)</span>
        <input
          className="input"
          type="date"
          {...wrong('until')}
          value={terms.until}
          onChange={event => setTerms({ ...terms, until: event.target.value })}
        />
      </label>
      <button type="submit" className="button primary self-end" disabled={!hydrated || state.busy}>
        {state.busy ? 'Holding…' : label}
      </button>
      {state.trouble !== '' && (
        <span id={`${id}error`} className="error" role="alert">
          {state.trouble}
        </span>
      )}
    </form>
  )
}
