'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useId, useRef, useState } from 'react'
import { type Action, useAct } from '@/app/_bridge/provider.tsx'
import { troubleText } from '@/app/_ui/act-button.tsx'
import { useHydrated } from '@/app/_ui/hydrated.ts'
import { addOne, renameOne } from './change.ts'

interface Props<Input> {
  label: string
  help: string
  button: string
  start: string
  action: Action<Input, { companyId: string }>
  inputOf(name: string): Input
  onDone(companyId: string): void
}

/** One name and one button; what was typed stays after an error, which stands under its field. */
function NameForm<Input>(props: Props<Input>) {
  const { name, setName, state, send, input } = useName(props)
  const hydrated = useHydrated()
  const id = useId()
  return (
    <form
      className="field"
      onSubmit={event => {
        event.preventDefault()
        void send()
      }}
    >
      <label htmlFor={id} className="font-semibold">
        {props.label}
      </label>
      <p className="foot" id={`${id}help`}>
        {props.help}
      </p>
      <div className="row">
        <input
          ref={input}
          id={id}
          className="input grow basis-60"
          autoComplete="off"
          aria-invalid={state.trouble !== ''}
          aria-describedby={state.trouble === '' ? `${id}help` : `${id}help ${id}error`}
          value={name}
          onChange={event => setName(event.target.value)}
        />
        <button type="submit" className="button" disabled={!hydrated} aria-busy={state.busy}>
          {state.busy ? 'Saving…' : props.button}
        </button>
      </div>
      {state.trouble !== '' && (
        <p className="error" id={`${id}error`} role="alert">
          {state.trouble}
        </p>
      )}
    </form>
  )
}

function useName<Input>(props: Props<Input>) {
  const act = useAct()
  const input = useRef<HTMLInputElement>(null)
  const [name, setName] = useState(props.start)
  const [state, setState] = useState({ busy: false, trouble: '' })
  useEffect(() => {
    if (state.trouble !== '') input.current?.focus()
  }, [state])

  const send = async () => {
    if (state.busy) return
    setState({ busy: true, trouble: '' })
    const result = await act(props.action, props.inputOf(name))
    setState({ busy: false, trouble: result.ok ? '' : troubleText(result.error) })
    if (result.ok) props.onDone(result.value.companyId)
  }
  return { name, setName, state, send, input }
}

export function AddCompany({ install }: { install: string }) {
  const router = useRouter()
  return (
    <NameForm
      label="Add a company"
      help="One company is one organisation in the ledger. It is connected on its own page."
      button="Add company"
      start=""
      action={addOne}
      inputOf={name => ({ name })}
      onDone={companyId => router.push(`/${install}/companies/${companyId}#connection`)}
    />
  )
}

export function RenameCompany({ companyId, name }: { companyId: string; name: string }) {
  const router = useRouter()
  return (
    <NameForm
      key={name}
      label="Company Name"
      help="As the rail, runs and exports call it. The ledger’s own name does not change."
      button="Rename"
      start={name}
      action={renameOne}
      inputOf={next => ({ companyId, name: next })}
      onDone={() => router.refresh()}
    />
  )
}
