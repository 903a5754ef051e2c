'use client'

import { useEffect, useRef } from 'react'

/** A field that has to be changed before a section can be saved. */
export interface Fault {
  inputId: string
  label: string
}

/** What came of a save. */
export interface Outcome {
  kind: 'saved' | 'refused'
  /** what stands in the way of all of it, '' when it is the fields' own affair */
  trouble: string
  faults: Fault[]
}

interface Props {
  count: number
  busy: boolean
  outcome: Outcome | null
  /** a link was pressed that leads away from unsaved changes */
  leaving: boolean
  save(): Promise<void>
  discard(): void
  stay(): void
  leave(): void
}

/** Says what is not saved yet. It sticks to the top, where it never covers a field that has the focus. */
export function SaveBar(props: Props) {
  const { count, busy, outcome, leaving } = props
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (leaving) box.current?.querySelector<HTMLElement>('[data-stay]')?.focus()
  }, [leaving])

  if (count === 0)
    return outcome?.kind === 'saved' ? (
      <p className="message" data-tone="ok" role="status">
        Saved. What waited for it is planned again.
      </p>
    ) : null
  return (
    <div className="sticky" ref={box}>
      <div className="message grid gap-2" data-tone={outcome ? 'bad' : 'info'}>
        {leaving ? (
          <Leaving stay={props.stay} leave={props.leave} />
        ) : (
          <div className="row">
            <span role="status">{count === 1 ? '1 unsaved change' : `${count} unsaved changes`}</span>
            <button
              type="button"
              className="button primary"
              disabled={busy}
              aria-busy={busy}
              aria-keyshortcuts="Control+S Meta+S"
              onClick={() => void props.save()}
            >
              {busy ? 'Saving…' : 'Save'}
            </button>
            <button type="button" className="button" disabled={busy} onClick={props.discard}>
              Discard
            </button>
          </div>
        )}
        {outcome && <Trouble outcome={outcome} />}
      </div>
    </div>
  )
}

function Leaving({ stay, leave }: { stay(): void; leave(): void }) {
  return (
    <fieldset
      className="row"
      aria-label="Unsaved changes"
      onKeyDown={event => {
        if (event.key === 'Escape') stay()
      }}
    >
      <span role="alert">Leave this page? What is not saved is lost.</span>
      <button type="button" className="button primary" data-stay onClick={stay}>
        Stay
      </button>
      <button type="button" className="button" onClick={leave}>
        Leave without saving
      </button>
    </fieldset>
  )
}

function Trouble({ outcome }: { outcome: Outcome }) {
  const { trouble, faults } = outcome
  return (
    <div className="error" role="alert">
      {trouble !== '' && <p>{trouble}</p>}
      {faults.length > 0 && (
        <p>
          {`To save, make ${faults.length === 1 ? '1 change' : `${faults.length} changes`}: `}
          {faults.map(({ inputId, label }, place) => (
            <span key={inputId}>
              {place > 0 && ', '}
              <a
                href={`#${inputId}`}
                onClick={event => {
                  event.preventDefault()
                  document.getElementById(inputId)?.focus()
                }}
              >
                {label}
              </a>
            </span>
          ))}
          .
        </p>
      )}
    </div>
  )
}
