'use client'

import Link from 'next/link'
import { useParams } from 'next/navigation'
import { useId } from 'react'
import type { ControlProps } from './control.tsx'

/** A text, with what is known offered by the browser's own list; anything else may be written as well. */
export function Offered(props: ControlProps) {
  const { field, choices, inputId, onChange } = props
  const listId = useId()
  const noteId = useId()
  const text = String(field.value ?? '')
  const open = openOf(props, text.trim())
  return (
    <>
      <input
        id={inputId}
        aria-describedby={open ? `${props.describedBy} ${noteId}` : props.describedBy}
        aria-invalid={props.invalid}
        disabled={field.locked !== ''}
        className="input"
        autoComplete="off"
        list={choices.length > 0 ? listId : undefined}
        value={text}
        onChange={event => onChange(event.target.value)}
      />
      {choices.length > 0 && (
        <datalist id={listId}>
          {choices.map(({ value }) => (
            <option key={value} value={value} />
          ))}
        </datalist>
      )}
      {open && <NotMapped id={noteId} text={text.trim()} companyId={open.companyId} company={open.name} />}
    </>
  )
}

/** Whether somebody still has to map it: one that nobody knows is mapped nowhere. */
function openOf({ field, choices }: ControlProps, text: string): { companyId: string; name: string } | null {
  if (field.list !== 'non-product' || text === '') return null
  const known = choices.find(({ value }) => value === text)
  return known ? (known.open ?? null) : { companyId: '', name: '' }
}

function NotMapped(props: { id: string; text: string; companyId: string; company: string }) {
  const { install } = useParams<{ install: string }>()
  const query = new URLSearchParams({ kind: 'item', key: `non-product:${props.text}` })
  if (props.companyId !== '') query.set('company', props.companyId)
  return (
    <p className="muted" id={props.id}>
      Not mapped yet{props.company === '' ? '' : ` in ${props.company}`}: {props.text}.{' '}
      <Link href={`/${install}/mappings?${query}`}>Open Mappings</Link>
    </p>
  )
}
