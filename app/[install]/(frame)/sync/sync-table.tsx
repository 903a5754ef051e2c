'use client'

import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { ActButton } from '@/app/_ui/act-button.tsx'
import { ConfirmStrip } from '@/app/_ui/confirm-strip.tsx'
import { exactSum } from '@/app/_ui/exact-sum.ts'
import { documentsText, formatMoney } from '@/app/_ui/format.ts'
import { Day, Money } from '@/app/_ui/formats.tsx'
import { HeldNote, Release } from '@/app/_ui/held-note.tsx'
import { HoldRecords } from '@/app/_ui/hold.tsx'
import { placeHref } from '@/app/_ui/places.ts'
import { ScrollBox } from '@/app/_ui/scroll-box.tsx'
import { SendAnyway } from '@/app/_ui/send-anyway.tsx'
import { StatusPill } from '@/app/_ui/status-pill.tsx'
import type { Viewer } from '@/app/_ui/viewer.ts'
import type { SyncRow } from '@/lib/sync/views/list.ts'
import { sendSelected } from './actions.ts'

interface Props {
  install: string
  companyId: string
  rows: SyncRow[]
  maySend: boolean
  viewer: Pick<Viewer, 'userId' | 'maySend' | 'mayApprove'>
  ledger: string
}

const sendable = new Set(['ready', 'unchecked', 'undone'])

/** One page of the list with ticks; the bulk bar says what its button will do. */
export function SyncTable({ install, companyId, rows, maySend, viewer, ledger }: Props) {
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set())
  const open = rows.filter(row => sendable.has(row.standing))
  const chosen = open.filter(row => ticked.has(row.recordId))
  const toggle = (ids: string[], on: boolean) => {
    const next = new Set(ticked)
    for (const id of ids) on ? next.add(id) : next.delete(id)
    setTicked(next)
  }
  return (
    <>
      {maySend && <BulkBar {...{ install, companyId, ledger, chosen }} />}
      <ScrollBox label="Invoices to send">
        <table className="table">
          <Head {...{ maySend, open, chosen, toggle }} />
          <tbody>
            {rows.map(row => (
              <tr key={row.recordId}>
                {maySend && (
                  <td>
                    <input
                      type="checkbox"
                      className="size-6"
                      aria-label={`Tick ${row.number}${sendable.has(row.standing) ? '' : `: ${row.pill.word}`}`}
                      disabled={!sendable.has(row.standing)}
                      checked={ticked.has(row.recordId)}
                      onChange={event => toggle([row.recordId], event.target.checked)}
                    />
                  </td>
                )}
                <Cells
                  {...{ install, companyId, row, ledger, viewer }}
                  mayApprove={maySend && viewer.mayApprove}
                />
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
    </>
  )
}

function Head(props: {
  maySend: boolean
  open: SyncRow[]
  chosen: SyncRow[]
  toggle(ids: string[], on: boolean): void
}) {
  const { open, chosen } = props
  return (
    <thead>
      <tr>
        {props.maySend && (
          <th scope="col">
            <input
              type="checkbox"
              aria-label="Tick all on this page"
              className="size-6"
              disabled={open.length === 0}
              checked={open.length > 0 && chosen.length === open.length}
              onChange={event =>
                props.toggle(
                  open.map(row => row.recordId),
                  event.target.checked,
                )
              }
            />
          </th>
        )}
        <th scope="col">Record</th>
        <th scope="col">Customer</th>
        <th scope="col">Date</th>
        <th scope="col" className="number">
          Total
        </th>
        <th scope="col">Check</th>
      </tr>
    </thead>
  )
}

function Cells(props: {
  install: string
  companyId: string
  row: SyncRow
  ledger: string
  viewer: Props['viewer']
  mayApprove: boolean
}) {
  const { install, companyId, row } = props
  const place = row.problem && placeHref({ install, companyId }, row.problem.place, { ledgerUrl: '' })
  return (
    <>
      <td>
        {row.postingId ? (
          <Link href={`/${install}/documents/${row.postingId}`}>{row.number}</Link>
        ) : (
          row.number
        )}
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
        <StatusPill pill={row.pill} />
        {row.problem && (
          <div>
            {row.problem.title}
            {row.more > 0 && ` and ${row.more} more`}
            {place && (
              <>
                {' · '}
                <Link href={place.href}>{row.problem.fixLabel}</Link>
              </>
            )}
          </div>
        )}
        {row.hold && (
          <div>
            <HeldNote hold={row.hold} />{' '}
            <Release recordId={row.recordId} hold={row.hold} who={props.viewer} number={row.number} />
          </div>
        )}
        {props.mayApprove && row.anyway !== null && (
          <SendAnyway recordId={row.recordId} code={row.anyway} ledger={props.ledger} number={row.number} />
        )}
      </td>
    </>
  )
}

function BulkBar(props: { install: string; companyId: string; ledger: string; chosen: SyncRow[] }) {
  const { install, companyId, ledger, chosen } = props
  const router = useRouter()
  const byCurrency = Map.groupBy(chosen, row => row.currency)
  const totals = [...byCurrency]
    .map(([currency, rows]) => formatMoney(exactSum(rows.map(row => row.total)), currency, true))
    .join(' and ')
  return (
    <div className="sticky row">
      <span role="status">
        {chosen.length === 0 ? 'Tick invoices to send or hold them.' : `${chosen.length} ticked · ${totals}`}
      </span>
      {chosen.length > 0 && (
        <ConfirmStrip
          key={chosen.length}
          label={`Send ${chosen.length} selected`}
          kind="primary"
          question="Each is checked once more; what needs a fix stays here."
        >
          <ActButton
            action={sendSelected}
            input={{ companyId, recordIds: chosen.map(row => row.recordId) }}
            kind="primary"
            busy="Starting…"
            onDone={({ runId }) => router.push(`/${install}/sync/${runId}`)}
          >
            Send {documentsText([tallied(chosen)])}, {totals}, to {ledger}
          </ActButton>
        </ConfirmStrip>
      )}
      {chosen.length > 0 && (
        <HoldRecords
          key={`hold ${chosen.length}`}
          recordIds={chosen.map(row => row.recordId)}
          label={`Hold ${chosen.length} selected`}
        />
      )}
    </div>
  )
}

function tallied(rows: SyncRow[]) {
  return { count: rows.length, credits: rows.filter(row => row.kind === 'credit-memo').length }
}
