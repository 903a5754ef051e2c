'use client'

import { useEffect, useState } from 'react'
import { useAct } from '@/app/_bridge/provider.tsx'
import { troubleText } from '@/app/_ui/act-button.tsx'
import { SectionForm } from '@/app/_ui/settings/section-form.tsx'
import type { FormView } from '@/app/_ui/settings/view.ts'
import type { ExpensesView } from '@/lib/sync/views/expenses.ts'
import { previewExpenses, saveExpenses } from './actions.ts'
import { ExpensesTable } from './expenses-table.tsx'

const calmMs = 300

/** The choice, and beside it what it would do before it is saved. */
export function ExpensesForm({
  form,
  view,
  focusKey,
}: {
  form: FormView
  view: ExpensesView
  focusKey: string
}) {
  return (
    <SectionForm
      title="Expenses"
      form={form}
      action={saveExpenses}
      focusKey={focusKey}
      below={fields => {
        const value = fields.find(field => field.key === 'company-paid-types')?.value
        return <Preview types={Array.isArray(value) ? value.join('\n') : ''} start={view} />
      }}
    />
  )
}

/** `types` as one text, so that an equal choice is no change. */
function Preview({ types, start }: { types: string; start: ExpensesView }) {
  const act = useAct()
  const [asked, setAsked] = useState(types)
  const [shown, setShown] = useState({ view: start, trouble: '' })

  useEffect(() => {
    if (types === asked) return
    const timer = setTimeout(async () => {
      const result = await act(previewExpenses, { types: types.split('\n').filter(Boolean) })
      setAsked(types)
      setShown(before =>
        result.ok ? { view: result.value, trouble: '' } : { ...before, trouble: troubleText(result.error) },
      )
    }, calmMs)
    return () => clearTimeout(timer)
  }, [types, asked, act])

  return (
    <div className="grid gap-2" aria-busy={types !== asked}>
      {shown.trouble !== '' && (
        <p className="error" role="alert">
          {shown.trouble}
        </p>
      )}
      <ExpensesTable view={shown.view} />
    </div>
  )
}
