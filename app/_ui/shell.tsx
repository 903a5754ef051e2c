import './kit.css'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { within } from '@/app/_session/within.ts'
import { connectionOf } from '@/lib/accounts/connections.ts'
import { formatsOf } from '@/lib/settings/preferences.ts'
import { standingAlerts } from '@/lib/sync/alerts/shown.ts'
import { railCounts } from '@/lib/sync/views/list.ts'
import { FormatsProvider } from './formats.tsx'
import { KeepFocus } from './keep-focus.tsx'
import type { OpenPage } from './open-page.ts'
import { openQuestions } from './open-questions.ts'
import { StandingAlerts } from './standing-alerts.tsx'

type Place =
  | 'setup'
  | 'sync'
  | 'results'
  | 'mappings'
  | 'companies'
  | 'profile'
  | 'users'
  | 'account'
  | 'statistics'
  | 'logs'

/** Rail, heading, banner, content. Counts in the rail lead to what they count. */
export async function Shell(props: {
  page: OpenPage
  current: Place
  title: string
  actions?: ReactNode
  children: ReactNode
}) {
  const { page, current } = props
  const facts = await railFacts(page)
  const formats = await within(page.member, tx => formatsOf(tx, page.member.userId, page.company?.id ?? null))
  return (
    <FormatsProvider formats={formats}>
      <KeepFocus />
      <div className="page">
        <Rail {...{ page, current, facts }} />
        <main className="content">
          <header className="page-head">
            <h1>{props.title}</h1>
            <div className="row">{props.actions}</div>
          </header>
          {!['companies', 'users', 'setup'].includes(current) && !isWithoutCompany(page) && (
            <Banner page={page} connection={facts.connection} />
          )}
          {facts.alerts && <StandingAlerts page={page} alerts={facts.alerts} />}
          {props.children}
        </main>
      </div>
    </FormatsProvider>
  )
}

/** Only their own things are shown to them: what a ledger would be needed for is not. */
function isWithoutCompany({ member, company }: OpenPage): boolean {
  return company === null && member.companies !== 'all'
}

async function railFacts({ member, company }: OpenPage) {
  if (!company) return { connection: null, unposted: 0, fix: 0, missing: 0, alerts: null }
  return within(member, async tx => {
    const { unposted, fix } = await railCounts(tx, company.id)
    const missing = [...(await openQuestions(tx, company.id)).values()].reduce((all, one) => all + one, 0)
    const alerts = await standingAlerts(tx, company.id)
    return { connection: await connectionOf(tx, company.id), unposted, fix, missing, alerts }
  })
}

type Facts = Awaited<ReturnType<typeof railFacts>>

function Rail({ page, current, facts }: { page: OpenPage; current: Place; facts: Facts }) {
  const { viewer, company, companies } = page
  const base = `/${viewer.install}`
  const query = companies.length > 1 && company ? `?${new URLSearchParams({ company: company.id })}` : ''
  const setup = viewer.mayConfigure ? ([['setup', 'Setup', 0, '']] as const) : []
  const { live } = page.member.psa
  const entries = [
    ...(live ? [] : setup),
    ['sync', 'Sync', facts.unposted, ''],
    ['results', 'Results', facts.fix, '✕'],
    ['mappings', 'Mappings', facts.missing, '!'],
    ['companies', 'Companies', 0, ''],
    ...(viewer.mayManageUsers ? [['users', 'Users', 0, ''] as const] : []),
    ...(viewer.mayConfigure ? [['account', 'Account', 0, ''] as const] : []),
    ['statistics', 'Statistics', 0, ''],
    ...(viewer.mayConfigure ? [['logs', 'Logs', 0, ''] as const] : []),
    ...(live ? setup : []),
    ['profile', 'My profile', 0, ''],
  ] as const
  return (
    <div className="rail">
      <div className="org">
        <Switcher page={page} current={current} />
        <span className="muted">
          {facts.connection
            ? `${viewer.ledger} ${facts.connection.reconnectNeeded === null ? '✓' : '!'}`
            : 'Not connected'}
        </span>
      </div>
      <nav aria-label="Evenbook">
        {entries.map(([place, word, count, sign]) => (
          <Link
            key={place}
            href={`${base}/${place}${query}`}
            aria-current={place === current ? 'page' : undefined}
          >
            <span>{word}</span>
            {count > 0 && (
              <span className="muted">
                {count.toLocaleString('en')} {sign}
              </span>
            )}
          </Link>
        ))}
      </nav>
    </div>
  )
}

/** The company whose records are shown; with several, the others a click away, on the same screen. */
function Switcher({ page, current }: { page: OpenPage; current: Place }) {
  const { viewer, company, companies } = page
  const name = company?.name ?? 'No company yet'
  if (companies.length < 2) return <strong className="block">{name}</strong>
  return (
    <details className="switcher">
      <summary>
        <span className="sr-only">Company: </span>
        {name}
      </summary>
      <ul aria-label="Companies">
        {companies.map(one => (
          <li key={one.id}>
            <a
              href={pageOf(viewer.install, current, one.id)}
              aria-current={one.id === company?.id ? 'true' : undefined}
            >
              {one.name}
            </a>
          </li>
        ))}
      </ul>
    </details>
  )
}

function pageOf(install: string, current: Place, company: string): string {
  if (current === 'companies') return `/${install}/companies/${company}`
  return `/${install}/${current}?${new URLSearchParams({ company })}`
}

function Banner({ page, connection }: { page: OpenPage; connection: Facts['connection'] }) {
  const { viewer, company } = page
  if (connection && connection.reconnectNeeded === null) return null
  const what = connection
    ? `${viewer.ledger} no longer accepts the connection to ${connection.organisationName}. Records wait until it is renewed.`
    : 'No ledger is connected. Records can be looked at and checked, but nothing is sent.'
  return (
    <div className="message" data-tone="warn" role="note">
      <p>{what}</p>
      {viewer.mayConfigure && (
        <div className="actions">
          <Link
            className="button"
            href={`/${viewer.install}/companies?${new URLSearchParams({ at: 'connection', ...(company && { company: company.id }) })}`}
          >
            {connection ? 'Reconnect' : 'Connect a ledger'}
          </Link>
        </div>
      )}
    </div>
  )
}

/** What to do where there is nothing to show. */
export function Empty({ heading, children }: { heading: string; children?: ReactNode }) {
  return (
    <div className="empty">
      <h2 className="headline">{heading}</h2>
      {children}
    </div>
  )
}
