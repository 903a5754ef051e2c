'use client'

import { type ReactNode, Suspense, use, useEffect, useState } from 'react'
import { useAct } from '@/app/_bridge/provider.tsx'
import { ActButton, troubleText } from '@/app/_ui/act-button.tsx'
import { SectionForm } from '@/app/_ui/settings/section-form.tsx'
import type { FormView } from '@/app/_ui/settings/view.ts'
import { Waiting } from '@/app/_ui/waiting.tsx'
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
  view: Promise<ExpensesView>
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

/** `types` as one text, so that an equal choice is no change. Until something is asked here, it is what came with the page. */
function Preview({ types, start }: { types: string; start: Promise<ExpensesView> }) {
  const act = useAct()
  const [asked, setAsked] = useState(types)
  // Not the one of a later drawing: to wait for that would take away what stands here.
  const [first] = useState(start)
  const [shown, setShown] = useState<{ view: ExpensesView | null; trouble: string }>({
    view: null,
    trouble: '',
  })

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

  const again = (
    <ActButton
      action={previewExpenses}
      input={{ types: types.split('\n').filter(Boolean) }}
      busy="Asking ConnectWise…"
      onDone={view => setShown({ view, trouble: '' })}
    >
      Ask again
    </ActButton>
  )
  return (
    <div className="grid gap-2" aria-busy={types !== asked}>
      {shown.trouble !== '' && (
        <p className="error" role="alert">
          {shown.trouble}
        </p>
      )}
      {shown.view ? (
        <ExpensesTable view={shown.view} again={again} />
      ) : (
        <Suspense fallback={<Waiting>Asking ConnectWise for the last expenses…</Waiting>}>
          <First view={first} again={again} />
        </Suspense>
      )}
    </div>
  )
}

function First({ view, again }: { view: Promise<ExpensesView>; again: ReactNode }) {
  return <ExpensesTable view={use(view)} again={again} />
}
