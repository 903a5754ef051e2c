import Link from 'next/link'
import type { ReactNode } from 'react'
import { Money } from '@/app/_ui/formats.tsx'
import { StatusPill } from '@/app/_ui/status-pill.tsx'
import type { Viewer } from '@/app/_ui/viewer.ts'
import type { PanelView } from '@/lib/sync/views/panel.ts'
import type { OneOfSeveral } from '@/lib/sync/views/several.ts'
import { RecordView } from './states.tsx'

/** What is shown opened, in place. */
export interface Opened {
  recordId: string
  view: PanelView
}

/** Where a row of this screen opens; '' closes what is open. */
export function rowAddress({ install }: Viewer, screen: string, id: string, record: string): string {
  return `/${install}/pod?${new URLSearchParams({ screen, id, ...(record && { record }) })}`
}

/** One of several records: its state, number and total; opened, the same panel as on an Invoice screen. `children`: what is said of it while it is closed. */
export function RecordRow(props: {
  row: OneOfSeveral
  at: (record: string) => string
  open: Opened | null
  viewer: Viewer
  /** before the total */
  beside?: ReactNode
  children?: ReactNode
}) {
  const { row, at, open, viewer, beside, children } = props
  const isOpen = open?.recordId === row.recordId
  return (
    <li id={`record-${row.recordId}`} className={isOpen ? 'card' : ''}>
      <Link
        className="row"
        href={at(isOpen ? '' : row.recordId)}
        replace
        scroll={false}
        aria-expanded={isOpen}
      >
        <StatusPill pill={row.pill} />
        <span>{row.number}</span>
        {beside}
        <span className="ml-auto">
          <Money amount={row.total} currency={row.currency} withCode />
        </span>
      </Link>
      {isOpen ? <RecordView view={open.view} viewer={viewer} /> : children}
    </li>
  )
}
