'use client'

import { useCallback, useEffect, useRef, useState } from 'react'
import { type Action, useAct } from '@/app/_bridge/provider.tsx'
import { troubleText } from '@/app/_ui/act-button.tsx'
import type { Saved } from './save.ts'
import type { Outcome } from './save-bar.tsx'
import type { FieldValue, FieldView, FormView } from './view.ts'

export interface FormInput {
  companyId: string
  /** the heading whose fields these are */
  section: string
  version: number
  values: Record<string, FieldValue>
}

export type SaveForm = Action<FormInput, Saved>

/** Whose fields a form has; `companyId` is '' where they belong to no company. */
export interface FormOf {
  companyId: string
  section: string
  /** before each field's id, where a page has two forms with the same fields */
  prefix: string
}

type Typed = Readonly<Record<string, FieldValue>>

/** What was typed lives here and nowhere else, so that no error and no newer version takes it away. */
export function useSection(start: FormView, of: FormOf, action: SaveForm) {
  const { companyId, section, prefix } = of
  const act = useAct()
  const [base, setBase] = useState(start)
  const [typed, setTyped] = useState<Typed>({})
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({})
  const [theirs, setTheirs] = useState<Readonly<Record<string, string>>>({})
  const changed = changedOf(base, typed)

  // The server has read anew. What is being typed keeps the version it was typed on, so that a conflict is seen.
  const latest = useRef({ start, dirty: false })
  useEffect(() => {
    latest.current = { start, dirty: changed.length > 0 }
  })
  useEffect(() => {
    if (!latest.current.dirty) setBase(before => newest(before, start))
  }, [start])

  const save = useCallback(async (): Promise<Outcome> => {
    const fields = changedOf(base, typed)
    const {
      errors: found,
      trouble,
      form,
      kind,
    } = await send(act, action, { fields, base, companyId, section })
    setErrors(found)
    setTheirs(kind === 'conflict' ? theirsOf(fields, base, form) : {})
    if (kind === 'saved' || kind === 'conflict') setBase(form)
    if (kind === 'saved') setTyped(before => without(before, fields))
    const faults = base.fields.filter(({ key }) => found[key] !== undefined)
    return {
      kind: kind === 'saved' ? 'saved' : 'refused',
      trouble,
      faults: faults.map(({ key, label }) => ({ inputId: inputIdOf(prefix, key), label })),
    }
  }, [act, action, base, typed, companyId, section, prefix])

  const discard = useCallback(() => {
    setTyped({})
    setErrors({})
    setTheirs({})
    setBase(before => newest(before, latest.current.start))
  }, [])

  return {
    fields: base.fields.map(field => ({ ...field, value: typedOr(field, typed) })),
    lists: base.lists,
    changed,
    errors,
    theirs,
    save,
    discard,
    change: (key: string, value: FieldValue) => {
      setTyped(before => ({ ...before, [key]: value }))
      setErrors(before => ({ ...before, [key]: '' }))
    },
  }
}

/** What came of it, with the form as it stands now. */
async function send(
  act: ReturnType<typeof useAct>,
  action: SaveForm,
  { fields, base, ...of }: { fields: FieldView[]; base: FormView; companyId: string; section: string },
): Promise<{
  kind: 'saved' | 'conflict' | 'invalid' | 'failed'
  errors: Record<string, string>
  trouble: string
  form: FormView
}> {
  const long = tooLong(fields)
  if (Object.keys(long).length > 0) return { kind: 'invalid', errors: long, trouble: '', form: base }
  const values = Object.fromEntries(fields.map(field => [field.key, field.value]))
  const result = await act(action, { ...of, version: base.version, values })
  if (!result.ok) {
    const { error } = result
    return { kind: 'failed', errors: atFields(error.fields ?? {}), trouble: troubleText(error), form: base }
  }
  return { ...result.value, trouble: result.value.kind === 'conflict' ? conflictText : '' }
}

/** What was refused before the form was looked at names its places as they were sent. */
function atFields(fields: Readonly<Record<string, string>>): Record<string, string> {
  const own = Object.entries(fields).filter(([place]) => place.startsWith('values.'))
  return Object.fromEntries(own.map(([place, fault]) => [place.slice('values.'.length), fault]))
}

const conflictText =
  'Somebody else saved since you opened this page. Their values stand beside yours: Save takes yours, Discard theirs.'

function newest(before: FormView, start: FormView): FormView {
  return start.version >= before.version ? start : before
}

const mostCharacters = 20_000

/** More than a request may carry would not even reach the server, which could not say so at the field. */
function tooLong(fields: FieldView[]): Record<string, string> {
  const long = fields.filter(({ value }) => typeof value === 'string' && value.length > mostCharacters)
  return Object.fromEntries(
    long.map(({ key }) => [key, `This is longer than ${mostCharacters.toLocaleString('en')} characters.`]),
  )
}

export function inputIdOf(prefix: string, key: string): string {
  return `${prefix}${key}-input`
}

function changedOf(base: FormView, typed: Typed): FieldView[] {
  return base.fields
    .filter(field => field.locked === '' && !same(field.value, typedOr(field, typed)))
    .map(field => ({ ...field, value: typedOr(field, typed) }))
}

function typedOr(field: FieldView, typed: Typed): FieldValue {
  const value = typed[field.key]
  return value === undefined ? field.value : value
}

function same(a: FieldValue, b: FieldValue): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

/** What was saved is typed no longer; what was typed meanwhile is. */
function without(typed: Typed, saved: FieldView[]): Typed {
  const kept = ([key, value]: [string, FieldValue]) =>
    !saved.some(field => field.key === key && same(field.value, value))
  return Object.fromEntries(Object.entries(typed).filter(kept))
}

/** What stands now in fields that both of us changed. */
function theirsOf(changed: FieldView[], before: FormView, now: FormView): Record<string, string> {
  return Object.fromEntries(
    changed.flatMap(field => {
      const old = before.fields.find(one => one.key === field.key)
      const current = now.fields.find(one => one.key === field.key)
      if (!current || !old || same(current.value, old.value)) return []
      const who = current.by === '' ? 'Saved meanwhile' : `Saved meanwhile by ${current.by}`
      return [[field.key, `${who}: ${wordsOf(current, now)}. Yours: ${wordsOf(field, now)}.`]]
    }),
  )
}

function wordsOf({ value, choices, list }: FieldView, { lists }: FormView): string {
  if (typeof value === 'boolean') return value ? 'on' : 'off'
  const offered = list ? (lists[list] ?? []) : choices
  const word = (one: string) => offered.find(choice => choice.value === one)?.label ?? one
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(word).join(', ')
  return value === null || value === '' ? 'none' : word(String(value))
}
