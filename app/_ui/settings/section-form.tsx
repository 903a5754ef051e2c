'use client'

import { type ReactNode, useEffect } from 'react'
import { Field } from './field.tsx'
import { useSaveable } from './save-area.tsx'
import { type SaveForm, useSection } from './use-section.ts'
import type { FieldView, FormView } from './view.ts'

/** The fields of one section, saved by its own action from the bar of the page. */
export function SectionForm(props: {
  title: string
  form: FormView
  action: SaveForm
  companyId?: string
  /** the heading in the catalogue, where the page gives it another title */
  section?: string
  /** what a member without the right sees: the values, and nothing to change */
  readOnly?: boolean
  /** a fix link leads to one field */
  focusKey?: string
  /** before each field's id, where a page has two forms with the same fields */
  prefix?: string
  /** what follows from the fields as they stand now, saved or not */
  below?: (fields: readonly FieldView[]) => ReactNode
}) {
  const { title, companyId = '', prefix = '', readOnly = false, focusKey = '' } = props
  const section = useSection(props.form, { companyId, prefix, section: props.section ?? title }, props.action)
  const { fields, save, discard } = section
  useSaveable(`${prefix}${title}`, { title, count: section.changed.length, save, discard })
  useFieldOf(focusKey === '' || !fields.some(({ key }) => key === focusKey) ? '' : `${prefix}${focusKey}`)
  return (
    <fieldset className="contents" disabled={readOnly}>
      <legend className="sr-only">{title}</legend>
      {fields
        .filter(field => isShown(field, fields))
        .map(field => (
          <Field
            key={field.key}
            id={`${prefix}${field.key}`}
            field={field}
            choices={field.list ? (section.lists[field.list] ?? []) : field.choices}
            error={section.errors[field.key] ?? ''}
            theirs={section.theirs[field.key] ?? ''}
            onChange={value => section.change(field.key, value)}
          />
        ))}
      {props.below?.(fields)}
    </fieldset>
  )
}

function isShown(field: FieldView, fields: FieldView[]): boolean {
  const { dependsOn } = field
  if (dependsOn === null) return true
  const other = fields.find(one => one.key === dependsOn.key)
  // A field of another section decides there; here it is always shown.
  return other === undefined || dependsOn.values.some(value => value === other.value)
}

function useFieldOf(id: string): void {
  useEffect(() => {
    const row = id === '' ? null : document.getElementById(id)
    row?.scrollIntoView({ block: 'center' })
    row?.querySelector<HTMLElement>('input, select')?.focus()
  }, [id])
}
