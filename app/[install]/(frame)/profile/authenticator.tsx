'use client'

import { useRouter } from 'next/navigation'
import { type FormEvent, useEffect, useId, useRef, useState } from 'react'
import { useAct } from '@/app/_bridge/provider.tsx'
import { ActButton, troubleText } from '@/app/_ui/act-button.tsx'
import { ConfirmStrip } from '@/app/_ui/confirm-strip.tsx'
import { CopyButton } from '@/app/_ui/copy-button.tsx'
import { confirmApp, dropApp, makeRecoveryCodes, startApp } from './actions.ts'
import type { DrawnOffer } from './offer.ts'
import { RecoveryCodes } from './recovery-codes.tsx'

/** Setting an app up: picture or key, one code, then the ten recovery codes. */
export function Authenticator({ enrolled }: { enrolled: boolean }) {
  const router = useRouter()
  const [offer, setOffer] = useState<DrawnOffer | null>(null)
  const [codes, setCodes] = useState<readonly string[] | null>(null)
  const show = (made: { codes: readonly string[] }) => {
    setOffer(null)
    setCodes(made.codes)
  }
  const saved = () => {
    setCodes(null)
    router.refresh()
  }
  if (codes) return <RecoveryCodes codes={codes} onSaved={saved} />
  if (offer) return <Enrol offer={offer} onEnrolled={show} onCancel={() => setOffer(null)} />
  if (!enrolled)
    return (
      <div className="actions">
        <ActButton action={startApp} input={{}} kind="primary" onDone={setOffer}>
          Set up an app
        </ActButton>
      </div>
    )
  return (
    <div className="actions">
      <ActButton action={makeRecoveryCodes} input={{}} onDone={show}>
        New recovery codes
      </ActButton>
      <ConfirmStrip
        label="Remove the app"
        keep="Keep it"
        question="Codes are sent by e-mail again, and the recovery codes are void."
      >
        <ActButton action={dropApp} input={{}} kind="danger">
          Remove it
        </ActButton>
      </ConfirmStrip>
    </div>
  )
}

function Enrol(props: {
  offer: DrawnOffer
  onEnrolled(made: { codes: readonly string[] }): void
  onCancel(): void
}) {
  const act = useAct()
  const id = useId()
  const field = useRef<HTMLInputElement>(null)
  const [state, setState] = useState({ busy: false, trouble: '' })
  useEffect(() => field.current?.focus(), [])

  const confirm = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const code = String(new FormData(event.currentTarget).get('code') ?? '')
    setState({ busy: true, trouble: '' })
    const result = await act(confirmApp, { code })
    setState({ busy: false, trouble: result.ok ? '' : troubleText(result.error) })
    if (result.ok) props.onEnrolled(result.value)
    else field.current?.focus()
  }
  return (
    <form className="form" onSubmit={confirm}>
      <p>1. Scan this with an authenticator app, or type the key into it.</p>
      <Key offer={props.offer} />
      <div className="field">
        <label htmlFor={id}>2. The six digits that the app shows now</label>
        <input
          ref={field}
          id={id}
          name="code"
          className="input code"
          autoComplete="one-time-code"
          inputMode="numeric"
          maxLength={10}
          required
          aria-invalid={state.trouble === '' ? undefined : true}
          aria-describedby={state.trouble === '' ? undefined : `${id}-fault`}
        />
        {state.trouble !== '' && (
          <span id={`${id}-fault`} className="error" role="alert">
            {state.trouble}
          </span>
        )}
      </div>
      <div className="actions">
        <button type="submit" className="button primary" disabled={state.busy} aria-busy={state.busy}>
          Confirm
        </button>
        <button type="button" className="button" onClick={props.onCancel}>
          Cancel
        </button>
      </div>
    </form>
  )
}

function Key({ offer }: { offer: DrawnOffer }) {
  return (
    <div className="row">
      {/* Black on white in both themes: cameras want it so. No optimiser: it is drawn for this one answer. */}
      {/* biome-ignore lint/performance/noImgElement: see above */}
      <img src={offer.picture} width={168} height={168} alt="QR code for the authenticator app" />
      <div className="field">
        <span>Key</span>
        <code className="key" data-testid="key">
          {offer.key}
        </code>
        <CopyButton text={offer.key.replaceAll(' ', '')} label="Copy the key" />
      </div>
    </div>
  )
}
