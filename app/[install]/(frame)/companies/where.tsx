'use client'

import Link from 'next/link'
import { type FormEvent, useId, useState } from 'react'
import { useAct } from '@/app/_bridge/provider.tsx'
import { troubleText } from '@/app/_ui/act-button.tsx'
import { useHydrated } from '@/app/_ui/hydrated.ts'
import type { Whereabouts } from '@/lib/sync/views/where.ts'
import { whereWouldItGo } from './actions.ts'

/** An invoice's number or a location → its company and the rule, before anything is sent. */
export function WhereWouldItGo(props: {
  install: string
  locations: readonly { id: string; name: string }[]
}) {
  const act = useAct()
  const id = useId()
  const [state, setState] = useState<{ busy: boolean; trouble: string; places: Whereabouts[] }>(nothing)
  const ask = async (input: Asked) => {
    setState({ ...nothing, busy: true })
    const result = await act(whereWouldItGo, input)
    const answer = result.ok ? { places: result.value.places } : { trouble: troubleText(result.error) }
    setState({ ...nothing, ...answer })
  }
  return (
    <section className="card" aria-labelledby={`${id}head`}>
      <h2 id={`${id}head`} className="section-head">
        Where would this go?
      </h2>
      <Ask busy={state.busy} locations={props.locations} onAsk={input => void ask(input)} />
      <div role="status">
        {state.trouble !== '' && <p className="error">{state.trouble}</p>}
        {state.places.map(place => (
          <Answer key={place.what} install={props.install} place={place} />
        ))}
      </div>
    </section>
  )
}

type Asked = { number: string } | { locationId: string }

interface Location {
  id: string
  name: string
}

function Ask(props: { busy: boolean; locations: readonly Location[]; onAsk(input: Asked): void }) {
  const { busy, locations, onAsk } = props
  const hydrated = useHydrated()
  const byNumber = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    onAsk({ number: String(new FormData(event.currentTarget).get('number') ?? '') })
  }
  return (
    <form className="row" onSubmit={byNumber}>
      <label className="field">
        <span>Invoice number</span>
        <input className="input" name="number" maxLength={60} autoComplete="off" required />
      </label>
      <button type="submit" className="button self-end" disabled={!hydrated || busy} aria-busy={busy}>
        Look it up
      </button>
      <label className="field">
        <span>Or a location</span>
        <select
          className="input"
          defaultValue="?"
          disabled={!hydrated}
          onChange={event => onAsk({ locationId: event.target.value })}
        >
          <option value="?" disabled>
            Choose one
          </option>
          {locations.map(one => (
            <option key={one.id} value={one.id}>
              {one.name}
            </option>
          ))}
          <option value="">No location</option>
        </select>
      </label>
    </form>
  )
}

const nothing = { busy: false, trouble: '', places: [] }

function Answer({ install, place }: { install: string; place: Whereabouts }) {
  const { what, company, why, but } = place
  return (
    <p>
      <strong>{what}</strong> →{' '}
      {company ? (
        <Link href={`/${install}/companies/${company.id}?field=locations#locations`}>{company.name}</Link>
      ) : (
        <strong>to no company</strong>
      )}
      . {why} {but}
    </p>
  )
}
