import Link from 'next/link'
import { Money } from '@/app/_ui/formats.tsx'
import { StatusPill } from '@/app/_ui/status-pill.tsx'
import type { PodContent, Several } from './read.ts'
import { RecordView } from './states.tsx'
import { ThreeWay } from './three-way.tsx'

type Content = Extract<PodContent, { kind: 'several' }>

const words: Readonly<
  Record<Several, { heading: (party: string) => string; none: readonly [string, string] }>
> = {
  customer: {
    heading: party => `Invoices of ${party}`,
    none: ['No invoices yet', 'This customer’s invoices show here once there are some.'],
  },
  order: {
    heading: party => `Bills of ${party}`,
    none: ['Nothing to bill yet', 'Each packing slip shows here as a bill once it is received and closed.'],
  },
}

/** Several records of one screen, newest first; the chosen one opens in place with the same panel as on an Invoice screen. */
export function SeveralPanels(props: Content & { screen: string }) {
  const { of, list, id, open, viewer, screen } = props
  const compared = props.threeWay && <ThreeWay view={props.threeWay} viewer={viewer} />
  const { heading, none } = words[of]
  const at = (record: string) =>
    `/${viewer.install}/pod?${new URLSearchParams({ screen, id, ...(record && { record }) })}`
  if (list.outOfTouch !== '' && list.rows.length === 0)
    return <RecordView view={{ kind: 'out-of-touch', message: list.outOfTouch }} viewer={viewer} />
  if (list.rows.length === 0)
    return (
      <>
        <h1 className="headline">{none[0]}</h1>
        <p>{none[1]}</p>
        {compared}
      </>
    )
  return (
    <>
      <h1 className="headline">{heading(list.rows[0]?.party ?? '')}</h1>
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
      {compared}
    </>
  )
}
