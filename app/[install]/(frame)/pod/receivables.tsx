import Link from 'next/link'
import { Suspense } from 'react'
import type { Member } from '@/app/_session/member.ts'
import { asking } from '@/app/_session/within.ts'
import { plural } from '@/app/_ui/format.ts'
import { Amount, Day } from '@/app/_ui/formats.tsx'
import { ScrollBox } from '@/app/_ui/scroll-box.tsx'
import { StatusPill } from '@/app/_ui/status-pill.tsx'
import type { Viewer } from '@/app/_ui/viewer.ts'
import { Waiting } from '@/app/_ui/waiting.tsx'
import { psaOf } from '@/lib/accounts/psa.ts'
import {
  type Receivable,
  type ReceivablesHere,
  type ReceivablesView,
  receivablesHere,
  receivablesThere,
  receivablesUnasked,
} from '@/lib/sync/views/receivables.ts'
import { rowAddress } from './record-row.tsx'

interface Asked {
  member: Member
  screen: string
  id: string
  viewer: Viewer
}

/** What a customer owes by ConnectWise against what it owes by the ledger; each side comes when it has answered. */
export function Receivables(asked: Asked) {
  return (
    <section className="grid grid-cols-1 gap-2" aria-labelledby="receivables">
      <h2 id="receivables" className="section-head">
        Open receivables
      </h2>
      <Suspense fallback={<Waiting>Asking ConnectWise what is open…</Waiting>}>
        <Here {...asked} />
      </Suspense>
    </section>
  )
}

async function Here(asked: Asked) {
  const here = await receivablesHere(await askOf(asked), asked.id)
  if (here.outOfTouch !== '')
    return (
      <p className="message" data-tone="warn">
        {here.outOfTouch} What is owed cannot be compared now.
      </p>
    )
  return (
    <>
      <Suspense fallback={<Table view={receivablesUnasked(here)} {...asked} asking />}>
        <There here={here} {...asked} />
      </Suspense>
      {here.open > 0 && (
        <p className="foot">
          {plural(here.open, 'invoice')} not closed yet {here.open === 1 ? 'is' : 'are'} left out: no ledger
          can have {here.open === 1 ? 'it' : 'them'}.
        </p>
      )}
      {here.cut && <p className="foot">Only the customer’s newest 500 invoices are looked at.</p>}
    </>
  )
}

async function There({ here, ...asked }: Asked & { here: ReceivablesHere }) {
  return <Table view={await receivablesThere(await askOf(asked), here)} {...asked} />
}

async function askOf({ member }: Asked) {
  // Which company each record belongs to, its own row says.
  return { ...asking(member), companyId: '', psa: await psaOf(member.accountId) }
}

function Table({
  view,
  asking: waits = false,
  ...asked
}: Asked & { view: ReceivablesView; asking?: boolean }) {
  const { rows, trouble } = view
  return (
    <>
      {trouble !== '' && (
        <p className="message" data-tone="warn">
          {trouble}
        </p>
      )}
      {waits && (
        <p className="muted" role="status">
          Asking {view.ledger} what is due there…
        </p>
      )}
      {rows.length === 0 && !waits ? <p>{emptyWords(view)}</p> : <Rows view={view} {...asked} />}
      {rows.length > 0 && !waits && trouble === '' && (
        <p>
          {view.differing === 0
            ? `ConnectWise and ${view.ledger} say the same of each.`
            : `${plural(view.differing, 'record')} of which ConnectWise and ${view.ledger} do not say the same.`}
        </p>
      )}
    </>
  )
}

function Rows({ view, ...asked }: Asked & { view: ReceivablesView }) {
  const figures = ['ConnectWise', view.ledger, 'Difference']
  return (
    <ScrollBox label="Open receivables">
      <table className="table fitting stacking">
        <thead>
          <tr>
            {['Number', 'Date', 'Due'].map(word => (
              <th key={word} scope="col">
                {word}
              </th>
            ))}
            {figures.map(word => (
              <th key={word} scope="col" className="number">
                {word}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {view.rows.map(row => (
            <Row key={row.recordId} row={row} {...asked} />
          ))}
        </tbody>
        <tfoot>
          {view.totals.map(total => (
            <Total key={total.currency} total={total} />
          ))}
        </tfoot>
      </table>
    </ScrollBox>
  )
}

function Total({ total }: { total: ReceivablesView['totals'][number] }) {
  const { currency, here, there, difference } = total
  return (
    <tr className="font-semibold">
      <th scope="row" colSpan={3}>
        Total {currency}
      </th>
      <td className="number">
        <Amount amount={here} />
      </td>
      <td className="number">{there !== null && <Amount amount={there} />}</td>
      <td className="number">{difference !== null && <Amount amount={difference} />}</td>
    </tr>
  )
}

function emptyWords({ trouble, ledger }: ReceivablesView): string {
  return trouble === ''
    ? `Nothing is owed: no invoice of this customer is open in ConnectWise, and none that was sent is open in ${ledger}.`
    : 'No invoice of this customer is open in ConnectWise.'
}

function Row({ row, viewer, screen, id }: Asked & { row: Receivable }) {
  const open = `${rowAddress(viewer, screen, id, row.recordId)}#record-${row.recordId}`
  return (
    <tr data-differs={row.differs || undefined}>
      <th scope="row">
        <Link href={open} replace aria-label={`Open ${row.number}`}>
          {row.number}
        </Link>
        {row.remoteUrl !== '' && (
          <a
            className="out"
            href={row.remoteUrl}
            target="_blank"
            rel="noopener noreferrer"
            aria-label={`${row.number} in the ledger`}
          >
            ↗
          </a>
        )}
        {row.credit && <div className="muted">Credit memo</div>}
        <div>
          <StatusPill pill={row.pill} />
        </div>
      </th>
      <td>
        <Day day={row.date} />
      </td>
      <td>{row.dueDate !== null && <Day day={row.dueDate} />}</td>
      <td className="number">
        <Amount amount={row.here} /> {row.currency}
      </td>
      <td className="number">{row.there === null ? '–' : <Amount amount={row.there} />}</td>
      <td className="number">
        {row.difference !== null && <Amount amount={row.difference} />}
        {row.differs && <span aria-hidden="true"> ≠</span>}
      </td>
    </tr>
  )
}
