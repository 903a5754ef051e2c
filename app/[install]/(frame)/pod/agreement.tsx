import { Day, Money } from '@/app/_ui/formats.tsx'
import { ProblemCard } from '@/app/_ui/problem-card.tsx'
import type { Viewer } from '@/app/_ui/viewer.ts'
import type { AgreementView, NextInvoice } from '@/lib/sync/views/agreement.ts'
import type { OneOfSeveral } from '@/lib/sync/views/several.ts'
import type { PodContent } from './read.ts'
import { RecordRow, rowAddress } from './record-row.tsx'
import { RecordView } from './states.tsx'

type Props = Extract<PodContent, { kind: 'agreement' }> & { screen: string }

/** Before the monthly run: what its next invoices would run into, and what became of the last ones. */
export function AgreementPanel(props: Props) {
  const { view, viewer } = props
  if (view.outOfTouch !== '')
    return <RecordView view={{ kind: 'out-of-touch', message: view.outOfTouch }} viewer={viewer} />
  return (
    <>
      <h1 className="headline">{titleOf(view)}</h1>
      {view.unread !== '' && (
        <p className="message" data-tone="warn">
          {view.unread} With Finance › Agreements, Inquire, its next invoice is checked before it is made.
        </p>
      )}
      {view.next && <Next next={view.next} viewer={viewer} />}
      <Ahead {...props} />
      {view.behind.length > 0 && (
        <>
          <h2 className="section-head">Sent and settled</h2>
          <ul className="grid gap-1">
            {view.behind.map(row => (
              <Row key={row.recordId} {...props} row={row} />
            ))}
          </ul>
        </>
      )}
    </>
  )
}

function titleOf({ name, party }: AgreementView): string {
  const parts = [name, party].filter(part => part !== '')
  return parts.length === 0 ? 'Agreement' : parts.join(' · ')
}

function Next({ next, viewer }: { next: NextInvoice; viewer: Viewer }) {
  return (
    <section className="grid grid-cols-1 gap-1" aria-labelledby="next-invoice">
      <h2 id="next-invoice" className="section-head">
        Next invoice{next.on && ' · '}
        {next.on && <Day day={next.on} />} · <Money amount={next.amount} currency={next.currency} withCode />
      </h2>
      {next.problems.length === 0 && (
        <p>
          Customer, tax, currency and date are in order. Its accounts are checked once ConnectWise has written
          its entries.
        </p>
      )}
      {next.problems.map((problem, place) => (
        <ProblemCard
          key={`${problem.code}${problem.message}`}
          {...{ problem, companyId: next.companyId, install: viewer.install, inPod: true }}
          ledgerUrl={viewer.ledgerUrl}
          primary={place === 0 && problem.severity === 'needs-fix'}
        />
      ))}
    </section>
  )
}

function Ahead(props: Props) {
  const { ahead } = props.view
  if (ahead.length === 0) return <p>No invoice of it is open or waits to be sent.</p>
  return (
    <>
      <h2 className="section-head">Open and waiting</h2>
      <ul className="grid gap-1">
        {ahead.map(row => (
          <Row key={row.recordId} {...props} row={row} findings />
        ))}
      </ul>
    </>
  )
}

function Row({ row, findings = false, ...props }: Props & { row: OneOfSeveral; findings?: boolean }) {
  const { viewer, open, screen, id } = props
  return (
    <RecordRow
      {...{ row, open, viewer }}
      at={record => rowAddress(viewer, screen, id, record)}
      beside={
        <span className="muted">
          <Day day={row.date} />
        </span>
      }
    >
      {!findings && row.remoteUrl !== '' && (
        <a className="out" href={row.remoteUrl} target="_blank" rel="noopener noreferrer">
          {row.number} in {viewer.ledger} <span aria-hidden="true">↗</span>
        </a>
      )}
      {findings &&
        row.problems.map(problem => (
          <ProblemCard
            key={`${problem.code}${problem.message}`}
            {...{ problem, companyId: row.companyId, install: viewer.install, inPod: true }}
            ledgerUrl={viewer.ledgerUrl}
          />
        ))}
    </RecordRow>
  )
}
