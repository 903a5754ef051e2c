'use client'

import { useRouter } from 'next/navigation'
import { useId, useState } from 'react'
import { useAct } from '@/app/_bridge/provider.tsx'
import { troubleText } from '@/app/_ui/act-button.tsx'
import { exactSum } from '@/app/_ui/exact-sum.ts'
import { formatMoney, plural } from '@/app/_ui/format.ts'
import { Day, Money } from '@/app/_ui/formats.tsx'
import { useHydrated } from '@/app/_ui/hydrated.ts'
import { ScrollBox } from '@/app/_ui/scroll-box.tsx'
import type { AlreadyRow } from '@/lib/sync/views/already.ts'
import { markAlready } from './actions.ts'
import type { Filter } from './filter-of.ts'

interface Props {
  install: string
  companyId: string
  filter: Filter
  runId: string
  count: number
  totals: string
  rows: AlreadyRow[]
}

/** Nothing ticked: all of the filter, on every page. The button says how many, how much and what happens. */
export function MarkForm(props: Props) {
  const { rows } = props
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set())
  const chosen = rows.filter(row => ticked.has(row.recordId))
  const toggle = (ids: string[], on: boolean) => {
    const next = new Set(ticked)
    for (const id of ids) on ? next.add(id) : next.delete(id)
    setTicked(next)
  }
  return (
    <>
      <ReasonAndButton {...props} chosen={chosen} />
      <ScrollBox label="Invoices to mark">
        <table className="table">
          <Head rows={rows} chosen={chosen.length} toggle={toggle} />
          <tbody>
            {rows.map(row => (
              <tr key={row.recordId}>
                <td>
                  <input
                    type="checkbox"
                    className="size-6"
                    aria-label={`Tick ${row.number}`}
                    checked={ticked.has(row.recordId)}
                    onChange={event => toggle([row.recordId], event.target.checked)}
                  />
                </td>
                <td>
                  {row.number}
                  {row.kind === 'credit-memo' && <div className="muted">Credit memo</div>}
                </td>
                <td>{row.customer}</td>
                <td className="whitespace-nowrap">
                  <Day day={row.date} />
                </td>
                <td className="number">
                  <Money amount={row.total} currency={row.currency} withCode />
                </td>
                <td>
                  <code>{row.batch}</code>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
    </>
  )
}

function Head(props: { rows: AlreadyRow[]; chosen: number; toggle(ids: string[], on: boolean): void }) {
  const { rows, chosen, toggle } = props
  const all = () => rows.map(row => row.recordId)
  return (
    <thead>
      <tr>
        <th scope="col">
          <input
            type="checkbox"
            className="size-6"
            aria-label="Tick all on this page"
            checked={rows.length > 0 && chosen === rows.length}
            onChange={event => toggle(all(), event.target.checked)}
          />
        </th>
        <th scope="col">Record</th>
        <th scope="col">Customer</th>
        <th scope="col">Date</th>
        <th scope="col" className="number">
          Total
        </th>
        <th scope="col">Its batch will be</th>
      </tr>
    </thead>
  )
}

function ReasonAndButton(props: Props & { chosen: AlreadyRow[] }) {
  const { chosen, count, totals } = props
  const hydrated = useHydrated()
  const some = chosen.length > 0
  const many = some ? chosen.length : count
  const { id, reason, setReason, state, mark } = useMarking(props, many)
  return (
    <form
      className="grid gap-2"
      aria-label="Mark them"
      noValidate
      onSubmit={event => {
        event.preventDefault()
        void mark()
      }}
    >
      <Reason {...{ id, reason, setReason }} trouble={state.field} />
      <div className="actions">
        <button type="submit" className="button primary" disabled={!hydrated || state.busy}>
          {state.busy
            ? 'Starting…'
            : `Mark ${plural(many, 'invoice')}, ${some ? sums(chosen) : totals}, without sending`}
        </button>
        <span className="muted">
          {some ? 'Only those ticked.' : 'All of them; tick some to mark only those.'}
        </span>
      </div>
      {state.trouble !== '' && (
        <p className="error" role="alert">
          {state.trouble}
        </p>
      )}
    </form>
  )
}

function Reason(props: { id: string; reason: string; trouble: string; setReason(text: string): void }) {
  const { id, reason, trouble } = props
  return (
    <>
      <label htmlFor={id}>Reason</label>
      <input
        id={id}
        className="input"
        maxLength={200}
        aria-required
        aria-invalid={trouble !== ''}
        aria-describedby={trouble === '' ? undefined : `${id}error`}
        placeholder="Entered by hand before the change to Evenbook"
        value={reason}
        onChange={event => props.setReason(event.target.value)}
      />
      {trouble !== '' && (
        <p id={`${id}error`} className="error" role="alert">
          {trouble}
        </p>
      )}
    </>
  )
}

/** What was typed survives every refusal; only the list is drawn anew where it has changed. */
function useMarking(
  { install, companyId, runId, filter, chosen }: Props & { chosen: AlreadyRow[] },
  count: number,
) {
  const id = useId()
  const router = useRouter()
  const act = useAct()
  const [reason, setReason] = useState('')
  const [state, setState] = useState(idle)
  const mark = async () => {
    if (reason.trim() === '') {
      setState({ ...idle, field: 'Say why they are not sent.' })
      document.getElementById(id)?.focus()
      return
    }
    setState({ ...idle, busy: true })
    const ticked = chosen.map(row => row.recordId)
    const result = await act(markAlready, { companyId, runId, filter, ticked, count, reason })
    if (result.ok) return router.push(`/${install}/sync/${result.value.runId}`)
    const field = result.error.fields?.reason ?? ''
    setState({ busy: false, field, trouble: field === '' ? troubleText(result.error) : '' })
    if (result.error.code === 'changed') router.refresh()
  }
  return { id, reason, setReason, state, mark }
}

const idle = { busy: false, field: '', trouble: '' }

function sums(rows: AlreadyRow[]): string {
  return [...Map.groupBy(rows, row => row.currency)]
    .map(([currency, group]) => formatMoney(exactSum(group.map(row => row.total)), currency, true))
    .join(' and ')
}
