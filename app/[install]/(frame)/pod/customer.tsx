import Link from 'next/link'
import { Money } from '@/app/_ui/formats.tsx'
import { StatusPill } from '@/app/_ui/status-pill.tsx'
import type { PodContent } from './read.ts'
import { RecordView } from './states.tsx'

type Content = Extract<PodContent, { kind: 'customer' }>

/** A customer's invoices, newest first; the chosen one opens in place with the same panel as on an Invoice screen. */
export function CustomerPanels({ list, customerId, open, viewer, screen }: Content & { screen: string }) {
  const at = (record: string) =>
    `/${viewer.install}/pod?${new URLSearchParams({ screen, id: customerId, ...(record && { record }) })}`
  if (list.outOfTouch !== '' && list.rows.length === 0)
    return <RecordView view={{ kind: 'out-of-touch', message: list.outOfTouch }} viewer={viewer} />
  if (list.rows.length === 0)
    return (
      <>
        <h1 className="headline">No invoices yet</h1>
        <p>This customer’s invoices show here once there are some.</p>
      </>
    )
  return (
    <>
      <h1 className="headline">Invoices of {list.rows[0]?.customer}</h1>
      {list.outOfTouch !== '' && (
        <p className="message" data-tone="warn">
          {list.outOfTouch} This is what was last known.
        </p>
      )}
      <ul className="grid gap-1">
        {list.rows.map(row => {
          const isOpen = open?.recordId === row.recordId
          return (
            <li key={row.recordId} className={isOpen ? 'card' : ''}>
              <Link
                className="row"
                href={at(isOpen ? '' : row.recordId)}
                replace
                scroll={false}
                aria-expanded={isOpen}
              >
                <StatusPill pill={row.pill} />
                <span>{row.number}</span>
                <span className="ml-auto">
                  <Money amount={row.total} currency={row.currency} withCode />
                </span>
              </Link>
              {isOpen && <RecordView view={open.view} viewer={viewer} />}
            </li>
          )
        })}
      </ul>
    </>
  )
}
