import Link from 'next/link'
import { plural } from '@/app/_ui/format.ts'
import { StandingAlerts } from '@/app/_ui/standing-alerts.tsx'
import { TimeText } from '@/app/_ui/time-text.tsx'
import type { Viewer } from '@/app/_ui/viewer.ts'
import { Watch } from '@/app/_ui/watch.tsx'
import type { OneOfSeveral } from '@/lib/sync/views/several.ts'
import type { TodayCompany, TodayView } from '@/lib/sync/views/today.ts'
import type { PodContent } from './read.ts'
import { RecordRow, rowAddress } from './record-row.tsx'

type Props = Extract<PodContent, { kind: 'today' }> & { screen: string }

/** What waits for the member who looks, and how each of their companies stands. */
export function TodayPanel(props: Props) {
  const { view, viewer } = props
  return (
    <>
      <Items {...props} />
      {view.companies.map(company => (
        <Company key={company.id} company={company} viewer={viewer} />
      ))}
      <p>
        <Link href={`/${viewer.install}/home`}>Open all of Evenbook</Link>
      </p>
    </>
  )
}

function Items({ view, viewer, open, screen }: Props) {
  if (view.items.length === 0)
    return (
      <>
        <h1 className="headline">Nothing waits for you</h1>
        <p>Records that you sent or closed show here when they need a fix or a look.</p>
      </>
    )
  return (
    <>
      <h1 className="headline">My items</h1>
      {!view.mine && <p>Nothing that you sent or closed waits. These are of all your companies.</p>}
      <ul className="grid gap-1">
        {view.items.map(row => (
          <RecordRow
            key={row.recordId}
            {...{ row, open, viewer }}
            at={record => rowAddress(viewer, screen, '0', record)}
            beside={<span className="muted">{row.party}</span>}
          >
            <p className="foot">{whyOf(view, row)}</p>
          </RecordRow>
        ))}
      </ul>
      {view.more && <p className="foot">There are more: Results below has all of them.</p>}
    </>
  )
}

/** The first finding, and of several companies which one it is. */
function whyOf({ companies }: TodayView, row: OneOfSeveral): string {
  const [first, ...more] = row.problems
  const company = companies.find(one => one.id === row.companyId)?.name ?? ''
  const parts = [
    ...(companies.length > 1 ? [company] : []),
    ...(first ? [first.message] : []),
    ...(more.length > 0 ? [`And ${plural(more.length, 'more finding')}.`] : []),
  ]
  return parts.join(' ')
}

function Company({ company, viewer }: { company: TodayCompany; viewer: Viewer }) {
  const { id, name, ledger, counts, connection, alerts, last } = company
  const base = `/${viewer.install}`
  const results = (view: string) => `${base}/results?${new URLSearchParams({ company: id, view })}`
  const shown = [
    ['◷', 'Waiting', counts.waiting, `${base}/sync?${new URLSearchParams({ company: id })}`],
    ['✕', 'Needs a fix', counts.fix, results('fix')],
    ['!', 'Check', counts.check, results('check')],
    ['≠', 'Changed', counts.changed, results('changed')],
  ] as const
  return (
    <section className="card" aria-label={name}>
      <Watch
        stream=""
        moving={false}
        version={company.version}
        question={`${base}/sync/state?${new URLSearchParams({ company: id })}`}
      />
      <h2 className="section-head">
        {name} {connection.kind !== 'none' && <span className="muted">· {ledger}</span>}
      </h2>
      <Connection {...{ company, viewer }} />
      {alerts && <StandingAlerts page={{ viewer, company }} alerts={alerts} />}
      <ul className="row">
        {shown.map(([icon, word, count, href]) => (
          <li key={word}>
            <Link className="button" href={href}>
              <span aria-hidden="true">{icon}</span>
              {word}: {count.toLocaleString('en')}
            </Link>
          </li>
        ))}
      </ul>
      <p className="muted">
        {last ? (
          <>
            Last run <TimeText at={last.startedAt} />:{' '}
            <Link href={`${base}/sync/${last.id}`}>
              ✓ {last.progress.data.done} · ! {last.progress.data.check} · ✕ {last.progress.data.fix}
            </Link>
            {last.trouble !== '' && ` ${last.trouble}`}
          </>
        ) : (
          'Nothing was sent yet.'
        )}
      </p>
    </section>
  )
}

function Connection({ company, viewer }: { company: TodayCompany; viewer: Viewer }) {
  const { id, ledger, connection } = company
  if (connection.kind === 'connected') return null
  const at = new URLSearchParams({ at: 'connection', company: id })
  return (
    <div className="message" data-tone="warn" role="note">
      <p>
        {connection.kind === 'none'
          ? 'No ledger is connected, so nothing is sent.'
          : `${ledger} no longer accepts the connection to ${connection.name}. Records wait until it is renewed.`}
      </p>
      {viewer.mayConfigure && (
        <div className="actions">
          <Link className="button" href={`/${viewer.install}/companies?${at}`}>
            {connection.kind === 'none' ? 'Connect a ledger' : 'Reconnect'}
          </Link>
        </div>
      )}
    </div>
  )
}
