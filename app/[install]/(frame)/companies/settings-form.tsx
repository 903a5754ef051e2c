'use client'

import { useEffect, useRef } from 'react'
import { useFrame } from '@/app/_bridge/provider.tsx'
import { Field } from './field.tsx'
import type { FieldView, FormView } from './fields.ts'
import { useSettings } from './use-settings.ts'

interface Props {
  companyId: string
  form: FormView
  mayConfigure: boolean
  focusKey: string
}

/** The fields in their sections, with a bar that says what is not saved yet. Nothing is saved by itself. */
export function SettingsForm({ companyId, form, mayConfigure, focusKey }: Props) {
  const box = useRef<HTMLFormElement>(null)
  const settings = useSettings(companyId, form)
  const { changed, save } = settings
  const dirty = changed.length > 0

  useKeys(dirty, save)
  useFieldOf(focusKey)
  // Only after a save that was refused, never while somebody types.
  useEffect(() => {
    if (settings.refusals > 0) box.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [settings.refusals])

  const sections = Map.groupBy(
    settings.fields.filter(field => isShown(field, settings.fields)),
    field => field.section,
  )
  return (
    <form
      ref={box}
      className="grid gap-2"
      aria-label="Settings"
      onSubmit={event => {
        event.preventDefault()
        void save()
      }}
    >
      {!mayConfigure && <p className="muted">Only account admins change these settings.</p>}
      {mayConfigure && <SaveBar settings={settings} />}
      {[...sections].map(([section, fields]) => (
        <fieldset key={section} className="card" disabled={!mayConfigure}>
          <legend className="section-head">{section}</legend>
          {fields.map(field => (
            <Field
              key={field.key}
              field={field}
              error={settings.errors[field.key] ?? ''}
              theirs={settings.theirs[field.key] ?? ''}
              onChange={value => settings.change(field.key, value)}
            />
          ))}
        </fieldset>
      ))}
    </form>
  )
}

function isShown(field: FieldView, fields: FieldView[]): boolean {
  const { dependsOn } = field
  if (dependsOn === null) return true
  const other = fields.find(one => one.key === dependsOn.key)
  return other !== undefined && dependsOn.values.includes(other.value)
}

function SaveBar({ settings }: { settings: ReturnType<typeof useSettings> }) {
  const { changed, busy, trouble, saved } = settings
  if (changed.length === 0)
    return saved ? (
      <p className="message" data-tone="ok" role="status">
        Saved. What waited for it is planned again.
      </p>
    ) : null
  return (
    <div className="sticky">
      <div className="message row" data-tone="info">
        <span role="status">
          {changed.length === 1 ? '1 unsaved change' : `${changed.length} unsaved changes`}
        </span>
        <button
          type="submit"
          className="button primary"
          disabled={busy}
          aria-busy={busy}
          aria-keyshortcuts="Control+S"
        >
          {busy ? 'Saving…' : 'Save'}
        </button>
        <button type="button" className="button" disabled={busy} onClick={settings.discard}>
          Discard
        </button>
        {trouble !== '' && (
          <span className="error" role="alert">
            {trouble}
          </span>
        )}
      </div>
    </div>
  )
}

/** Manage asks before it leaves a tab with unsaved changes; Ctrl+S saves. */
function useKeys(dirty: boolean, save: () => Promise<void>) {
  const { hosted } = useFrame()
  useEffect(() => hosted?.setDirty(dirty), [hosted, dirty])

  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 's') return
      event.preventDefault()
      if (dirty) void save()
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [dirty, save])
}

/** A fix link leads to one field. */
function useFieldOf(focusKey: string) {
  useEffect(() => {
    const row = focusKey === '' ? null : document.getElementById(focusKey)
    row?.scrollIntoView({ block: 'center' })
    row?.querySelector<HTMLElement>('input, select')?.focus()
  }, [focusKey])
}
