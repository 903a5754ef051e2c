'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useId, useRef, useState } from 'react'
import { useAct } from '@/app/_bridge/provider.tsx'
import { ActButton, troubleText } from '@/app/_ui/act-button.tsx'
import { plural } from '@/app/_ui/format.ts'
import { useHydrated } from '@/app/_ui/hydrated.ts'
import { TimeText } from '@/app/_ui/time-text.tsx'
import { clearLogging, countLogging } from '../../logs/actions.ts'

interface Meant {
  before: string
  count: number
  oldest: string
  newest: string
  lastId: number
}

/** Nothing goes before the person has seen how many calls go, and of which time; what is counted is what goes. */
export function ClearLogging({ zone }: { zone: string }) {
  const act = useAct()
  const router = useRouter()
  const hydrated = useHydrated()
  const [before, setBefore] = useState('')
  const [meant, setMeant] = useState<Meant | null>(null)
  const [said, setSaid] = useState({ done: '', trouble: '' })
  const opener = useRef<HTMLButtonElement>(null)
  const day = useId()

  const count = async () => {
    setSaid({ done: '', trouble: '' })
    const result = await act(countLogging, { before })
    if (!result.ok) return setSaid({ done: '', trouble: troubleText(result.error) })
    if (result.value.count === 0) return setSaid({ done: 'Nothing of that time is kept.', trouble: '' })
    setMeant({ before, ...result.value })
  }
  const close = () => {
    setMeant(null)
    requestAnimationFrame(() => opener.current?.focus())
  }
  const cleared = ({ cleared: gone }: { cleared: number }) => {
    setSaid({ done: `${plural(gone, 'call')} cleared.`, trouble: '' })
    close()
    router.refresh()
  }
  return (
    <>
      {meant === null ? (
        <div className="row items-end">
          <label className="field" htmlFor={day}>
            <span className="muted">Older than (empty: all; {zone})</span>
            <input
              id={day}
              className="input"
              type="date"
              value={before}
              onChange={event => setBefore(event.target.value)}
            />
          </label>
          <button ref={opener} type="button" className="button" disabled={!hydrated} onClick={count}>
            Clear Logging Data…
          </button>
        </div>
      ) : (
        <Question meant={meant} onKeep={close} onCleared={cleared} />
      )}
      <p role="status">{said.done}</p>
      {said.trouble !== '' && (
        <p className="error" role="alert">
          {said.trouble}
        </p>
      )}
    </>
  )
}

function Question(props: { meant: Meant; onKeep(): void; onCleared(result: { cleared: number }): void }) {
  const { meant, onKeep, onCleared } = props
  const keep = useRef<HTMLButtonElement>(null)
  useEffect(() => keep.current?.focus(), [])
  return (
    <fieldset
      className="message row"
      data-tone="warn"
      onKeyDown={event => {
        if (event.key === 'Escape') onKeep()
      }}
    >
      <legend className="sr-only">Clear Logging Data</legend>
      <span>
        {plural(meant.count, 'call')} from <TimeText at={meant.oldest} seconds /> to{' '}
        <TimeText at={meant.newest} seconds /> {meant.count === 1 ? 'is' : 'are'} deleted for good. Activity
        stays.
      </span>
      <ActButton
        action={clearLogging}
        input={{ before: meant.before, lastId: meant.lastId }}
        kind="danger"
        busy="Clearing…"
        onDone={onCleared}
      >
        Clear {plural(meant.count, 'call')}
      </ActButton>
      <button ref={keep} type="button" className="button" onClick={onKeep}>
        Keep
      </button>
    </fieldset>
  )
}
