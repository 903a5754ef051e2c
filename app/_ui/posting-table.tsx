import Link from 'next/link'
import type { ComponentType } from 'react'
import { Money } from '@/app/_ui/formats.tsx'
import type { PostingLine } from '@/lib/sync/views/run.ts'
import { ScrollBox } from './scroll-box.tsx'
import { StatusPill } from './status-pill.tsx'
import { TimeText } from './time-text.tsx'

type Line = PostingLine & { customer?: string; by?: string; retryId?: string }

/** Documents in a table: each row leads to its record. */
export function PostingTable(props: {
  install: string
  rows: Line[]
  label: string
  /** a button for rows that can be tried again */
  retry?: ComponentType<{ recordId: string; number: string }> | undefined
}) {
  const { install, rows, label, retry: Retry } = props
  const retries = Retry !== undefined && rows.some(row => row.retryId)
  const named = rows.some(row => row.customer !== undefined)
  return (
    <ScrollBox label={label}>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">State</th>
            <th scope="col">Number</th>
            {named && <th scope="col">Customer</th>}
            <th scope="col" className="number">
              Total
            </th>
            <th scope="col">Finding</th>
            {named && <th scope="col">By</th>}
            <th scope="col">When</th>
            {retries && (
              <th scope="col">
                <span className="sr-only">Try again</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map(row => (
            <tr key={row.postingId}>
              <td>
                <StatusPill pill={row.pill} />
              </td>
              <td>
                <NumberCell install={install} row={row} />
              </td>
              {named && <td>{row.customer}</td>}
              <td className="number">
                {row.total !== '' && <Money amount={row.total} currency={row.currency} withCode />}
              </td>
              <td>{row.problem ? `${row.problem.title}. ${row.problem.message}` : row.reason}</td>
              {named && <td>{row.by}</td>}
              <td>
                <TimeText at={row.at} />
              </td>
              {retries && <td>{row.retryId && <Retry recordId={row.retryId} number={row.number} />}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  )
}

function NumberCell({ install, row }: { install: string; row: Line }) {
  return (
    <>
      <Link href={`/${install}/documents/${row.postingId}`}>{row.number}</Link>
      {row.remoteUrl !== '' && (
        <>
          {' '}
          <a
            className="out"
            href={row.remoteUrl}
            target="_blank"
            rel="noopener noreferrer"
            aria-label={`${row.number} in the ledger`}
          >
            ↗
          </a>
        </>
      )}
      {row.kind === 'credit-memo' && <div className="muted">Credit memo</div>}
    </>
  )
}
