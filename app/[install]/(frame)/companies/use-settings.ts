'use client'

import { useRouter } from 'next/navigation'
import { useCallback, useState } from 'react'
import { useAct } from '@/app/_bridge/provider.tsx'
import { troubleText } from '@/app/_ui/act-button.tsx'
import { saveSettings } from './actions.ts'
import type { FieldValue, FieldView, FormView } from './fields.ts'

/** What was typed lives here and nowhere else, so that no error and no newer version takes it away. */
export function useSettings(companyId: string, start: FormView) {
  const act = useAct()
  const router = useRouter()
  const [base, setBase] = useState(start)
  const [typed, setTyped] = useState<Readonly<Record<string, FieldValue>>>({})
  const [state, setState] = useState<{
    busy: boolean
    saved: boolean
    trouble: string
    errors: Readonly<Record<string, string>>
    theirs: Readonly<Record<string, string>>
  }>(calm)
  const [refusals, setRefusals] = useState(0)
  const fields = base.fields.map(field => ({ ...field, value: typedOr(field, typed) }))
  const changed = fields.filter(
    field => field.value !== base.fields.find(before => before.key === field.key)?.value,
  )

  const save = useCallback(async () => {
    setState({ ...calm, busy: true })
    const result = await act(saveSettings, { companyId, versions: base.versions, ...valuesOf(changed) })
    if (!result.ok) return setState({ ...calm, trouble: troubleText(result.error) })
    const { kind, errors, form } = result.value
    if (kind === 'saved') {
      setTyped({})
      setState({ ...calm, saved: true })
      router.refresh()
    } else {
      const trouble = kind === 'conflict' ? conflictText : 'Some values cannot be used; nothing was saved.'
      setState({ ...calm, trouble, errors, theirs: kind === 'conflict' ? theirsOf(changed, base, form) : {} })
    }
    if (kind === 'invalid') setRefusals(times => times + 1)
    else setBase(form)
  }, [act, base, changed, companyId, router])

  return {
    fields,
    changed,
    ...state,
    refusals,
    save,
    change: (key: string, value: FieldValue) => {
      setTyped(before => ({ ...before, [key]: value }))
      setState(before => ({ ...before, saved: false, errors: { ...before.errors, [key]: '' } }))
    },
    discard: () => {
      setTyped({})
      setState(calm)
    },
  }
}

const calm = { busy: false, saved: false, trouble: '', errors: {}, theirs: {} }

const conflictText =
  'Somebody else saved since you opened this page. Their values stand beside yours: Save takes yours, Discard theirs.'

function typedOr(field: FieldView, typed: Readonly<Record<string, FieldValue>>): FieldValue {
  const value = typed[field.key]
  return value === undefined ? field.value : value
}

function valuesOf(changed: FieldView[]) {
  const of = (scope: FieldView['scope']) =>
    Object.fromEntries(changed.filter(field => field.scope === scope).map(field => [field.key, field.value]))
  return { account: of('account'), company: of('company') }
}

/** What stands now in fields that both of us changed. */
function theirsOf(changed: FieldView[], before: FormView, now: FormView): Record<string, string> {
  return Object.fromEntries(
    changed.flatMap(field => {
      const old = before.fields.find(one => one.key === field.key)
      const current = now.fields.find(one => one.key === field.key)
      return current && current.value !== old?.value ? [[field.key, wordsOf(current)]] : []
    }),
  )
}

function wordsOf(field: FieldView): string {
  if (typeof field.value === 'boolean') return field.value ? 'On' : 'Off'
  return field.choices.find(choice => choice.value === field.value)?.label ?? String(field.value ?? 'None')
}
