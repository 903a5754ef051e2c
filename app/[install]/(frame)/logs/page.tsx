import Link from 'next/link'
import { within } from '@/app/_session/within.ts'
import { ActButton } from '@/app/_ui/act-button.tsx'
import { openPage, type PageAddress } from '@/app/_ui/open-page.ts'
import { Empty, Shell } from '@/app/_ui/shell.tsx'
import { Watch } from '@/app/_ui/watch.tsx'
import { accountZone } from '@/lib/accounts/zone.ts'
import { type CallFilter, calls, callsVersion } from '@/lib/activity/calls/calls.ts'
import { catalog } from '@/lib/settings/catalog.ts'
import { readSetting } from '@/lib/settings/settings.ts'
import { LoggingSection } from '../account/logging/section.tsx'
import { turnOnLogging } from './actions.ts'
import { CallsFilter } from './calls-filter.tsx'
import { CallsTable } from './calls-table.tsx'
import { filterOf, idOf } from './filter-of.ts'
import { LiveSwitch } from './live-switch.tsx'
import { LogTabs } from './tabs.tsx'

/** Calls to and from ConnectWise and the ledgers, newest first; their secrets were masked before they were kept. */
export default async function LogsPage(address: PageAddress) {
  const page = await openPage(address, 'configure')
  const { member, text, viewer } = page
  const { filter, found, on, version } = await within(member, async tx => {
    const wanted = filterOf(text, await accountZone(tx))
    return {
      filter: wanted,
      found: await calls(tx, wanted, idOf(text('before'))),
      on: await readSetting(tx, catalog['api-logging'], member.accountId),
      version: await callsVersion(tx),
    }
  })
  const live = text('live') === '1'
  const link = linkOf(viewer.install, filter, live)
  const question = `/${viewer.install}/logs/state?after=${version}`
  return (
    <Shell page={page} current="logs" title="Logs" actions={<Exports link={link} />}>
      <LogTabs install={viewer.install} current="logs" />
      {!on && <Off />}
      <CallsFilter filter={filter} live={live} />
      <LiveSwitch on={live} address={link('logs', { live: live ? '' : '1' })} />
      {live && <Watch stream="" moving={false} question={question} version={version} />}
      {found.rows.length === 0 ? (
        <Nothing filter={filter} on={on} clear={`/${viewer.install}/logs`} />
      ) : (
        <CallsTable install={viewer.install} rows={found.rows} />
      )}
      <nav className="row" aria-label="Pages">
        {text('before') !== '' && <Link href={link('logs', {})}>Newest</Link>}
        {found.next !== null && (
          <Link href={link('logs', { before: String(found.next), live: '' })}>Older</Link>
        )}
      </nav>
      <LoggingSection page={page} />
    </Shell>
  )
}

type LinkTo = (path: string, change: Record<string, string>) => string

/** The same filter with something else beside it. */
function linkOf(install: string, { zone: _zone, ...filter }: CallFilter, live: boolean): LinkTo {
  return (path, change) => {
    const all = { ...filter, live: live ? '1' : '', ...change }
    const query = new URLSearchParams(Object.entries(all).filter(([, value]) => value !== ''))
    return `/${install}/${path}${query.size > 0 ? `?${query}` : ''}`
  }
}

function Exports({ link }: { link: LinkTo }) {
  return (
    <>
      <a className="button" href={link('logs/export', { format: 'csv', live: '' })}>
        CSV
      </a>
      <a className="button" href={link('logs/export', { format: 'json', live: '' })}>
        JSON
      </a>
    </>
  )
}

function Off() {
  return (
    <section className="message row" data-tone="info" aria-label="Detailed logging">
      <p>Detailed logging is off: no calls are kept. Passwords, keys and tokens are never kept.</p>
      <ActButton action={turnOnLogging} input={{}} busy="Turning on…">
        Turn on
      </ActButton>
    </section>
  )
}

function Nothing({ filter, on, clear }: { filter: CallFilter; on: boolean; clear: string }) {
  const { zone: _zone, ...given } = filter
  if (Object.values(given).some(value => value !== ''))
    return (
      <Empty heading="No call fits this filter">
        <Link className="button" href={clear}>
          Clear
        </Link>
      </Empty>
    )
  return <Empty heading={on ? 'No call was made since logging was turned on' : 'Detailed logging is off'} />
}
