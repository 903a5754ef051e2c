'use client'

import Link from 'next/link'
import { useState } from 'react'
import { Day, Money } from '@/app/_ui/formats.tsx'
import { HeldNote, mayRelease, Release } from '@/app/_ui/held-note.tsx'
import { placeHref } from '@/app/_ui/places.ts'
import { kindWords } from '@/app/_ui/posting-cells.ts'
import { recordWords } from '@/app/_ui/record-words.ts'
import { ScrollBox } from '@/app/_ui/scroll-box.tsx'
import { SendAnyway } from '@/app/_ui/send-anyway.tsx'
import { StatusPill } from '@/app/_ui/status-pill.tsx'
import type { Viewer } from '@/app/_ui/viewer.ts'
import type { SyncRow } from '@/lib/sync/views/list.ts'
import { BulkBar, type Listed } from './bulk-bar.tsx'

interface Props extends Listed {
  rows: SyncRow[]
  viewer: Pick<Viewer, 'userId' | 'maySend' | 'mayApprove'>
}

/** One page of the list with ticks: to send or hold what can go, to release what is held. */
export function SyncTable({ rows, viewer, ...listed }: Props) {
  const { install, companyId, ledger, maySend } = listed
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set())
  const [whole, setWhole] = useState(false)
  const canTick = (row: SyncRow) => (maySend && row.sendable) || mayRelease(row.hold, viewer)
  const open = rows.filter(canTick)
  const chosen = open.filter(row => ticked.has(row.recordId))
  const full = chosen.length > 0 && chosen.length === open.length
  const mayTick = maySend || open.length > 0
  const words = recordWords[listed.filter.source || 'invoice']
  const toggle = (ids: string[], on: boolean) => {
    const next = new Set(ticked)
    for (const id of ids) on ? next.add(id) : next.delete(id)
    setTicked(next)
    setWhole(false)
  }
  return (
    <>
      {mayTick && <BulkBar {...listed} {...{ chosen, full, whole, setWhole }} />}
      <ScrollBox label={words.list}>
        <table className="table">
          <Head {...{ mayTick, open, full, toggle }} party={words.party} />
          <tbody>
            {rows.map(row => (
              <tr key={row.recordId}>
                {mayTick && (
                  <td>
                    <input
                      type="checkbox"
                      className="size-6"
                      aria-label={`Tick ${row.number}${row.sendable ? '' : `: ${row.pill.word}`}`}
                      disabled={!canTick(row)}
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
  mayTick: boolean
  open: SyncRow[]
  full: boolean
  party: string
  toggle(ids: string[], on: boolean): void
}) {
  const { open, full } = props
  return (
    <thead>
      <tr>
        {props.mayTick && (
          <th scope="col">
            <input
              type="checkbox"
              aria-label="Tick all on this page"
              className="size-6"
              disabled={open.length === 0}
              checked={full}
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
        <th scope="col">{props.party}</th>
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
        <Link href={`/${install}/documents/${row.recordId}`}>{row.number}</Link>
        {row.kind !== 'invoice' && row.kind !== 'bill' && <div className="muted">{kindWords[row.kind]}</div>}
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
