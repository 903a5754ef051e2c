'use client'

import { useEffect, useRef, useState } from 'react'
import { useAct } from '@/app/_bridge/provider.tsx'
import { troubleText } from '@/app/_ui/act-button.tsx'
import { useHydrated } from '@/app/_ui/hydrated.ts'
import type { TestEvent } from '@/lib/accounts/details/connection-test.ts'
import type { DetailsInput } from '@/lib/accounts/details/wanted.ts'
import { CopyReport } from './copy-report.tsx'
import { endText, reportOf } from './report.ts'
import { runTest } from './run-test.ts'
import { isField, labels } from './use-details.ts'

interface State {
  running: boolean
  events: TestEvent[]
  trouble: string
}

const calm: State = { running: false, events: [], trouble: '' }

/** Tries what stands in the form, saved or not; nothing is changed by it. */
export function Connectivity({ values }: { values: DetailsInput }) {
  const act = useAct()
  const hydrated = useHydrated()
  const [state, setState] = useState(calm)
  const stop = useRef<AbortController | null>(null)
  useEffect(() => () => stop.current?.abort(), [])

  const run = async () => {
    const controller = new AbortController()
    stop.current = controller
    setState({ ...calm, running: true })
    const onEvent = (event: TestEvent) =>
      setState(before => ({ ...before, events: [...before.events, event] }))
    const result = await act(runTest, { values, signal: controller.signal, onEvent })
    const trouble = result.ok || controller.signal.aborted ? '' : troubleOf(result.error)
    setState(before => ({ ...before, running: false, trouble }))
    if (controller.signal.aborted) onEvent({ kind: 'end', outcome: 'cancelled', ms: 0 })
  }
  const { running, events, trouble } = state
  const end = events.at(-1)
  return (
    <div className="setting">
      <div>
        <span className="font-semibold">Connectivity</span>
        <p className="foot">
          Tries what stands here, saved or not, in ten seconds at most. Nothing is changed.
        </p>
      </div>
      <div className="field content-start">
        <div className="row">
          <button
            type="button"
            className="button"
            disabled={running || !hydrated}
            aria-busy={running}
            onClick={run}
          >
            {running ? 'Testing…' : 'Test ConnectWise Connectivity'}
          </button>
          {running && (
            <button type="button" className="button" onClick={() => stop.current?.abort()}>
              Cancel
            </button>
          )}
        </div>
        {events.length > 0 && <Lines events={events} running={running} />}
        <p role="status" className="muted">
          {end?.kind === 'end' ? endText(end) : ''}
        </p>
        {end?.kind === 'end' && <CopyReport text={reportOf(values, events)} />}
        {trouble !== '' && (
          <p className="error" role="alert">
            {trouble}
          </p>
        )}
      </div>
    </div>
  )
}

/** What stands in a field and cannot be tried names the field: it may be far up. */
function troubleOf(error: { message: string; reference: string; fields?: Record<string, string> }): string {
  const ofFields = Object.entries(error.fields ?? {}).flatMap(([field, text]) =>
    isField(field) ? `${labels[field]}: ${text}` : [],
  )
  return ofFields.length > 0 ? ofFields.join(' ') : troubleText(error)
}

const icons = { ok: '✓', warn: '!', bad: '✕' } as const
const spoken = { ok: 'in order', warn: 'to check', bad: 'failed' } as const

function Lines({ events, running }: { events: TestEvent[]; running: boolean }) {
  const last = events.at(-1)
  return (
    <ol className="steps" aria-label="Connection test">
      {events.map(event =>
        event.kind === 'line' ? (
          <li key={`${event.id} ${event.line}`}>
            <span className="pill" data-tone={event.state}>
              <span aria-hidden="true">{icons[event.state]}</span>
              <span className="sr-only">{spoken[event.state]}: </span>
            </span>
            <span>
              {event.id !== 'rights' && <span className="font-semibold">{event.line}: </span>}
              {event.text} <span className="muted">{Math.round(event.ms)} ms</span>
              {event.fix !== '' && <span className="block">{event.fix}</span>}
            </span>
          </li>
        ) : event.kind === 'begun' && event === last && running ? (
          <li key={`begun ${event.id}`}>
            <span aria-hidden="true">↻</span>
            <span>{event.label}…</span>
          </li>
        ) : null,
      )}
    </ol>
  )
}
