import Link from 'next/link'
import { within } from '@/app/_session/within.ts'
import { dayText, pageNumber } from '@/app/_ui/address.ts'
import { formatMoney, plural } from '@/app/_ui/format.ts'
import { type OpenPage, openPage, type PageAddress } from '@/app/_ui/open-page.ts'
import { Empty, Shell } from '@/app/_ui/shell.tsx'
import { TimeText } from '@/app/_ui/time-text.tsx'
import { Watch } from '@/app/_ui/watch.tsx'
import { connectionOf } from '@/lib/accounts/connections.ts'
import { type SyncList, syncList } from '@/lib/sync/views/list.ts'
import { lastRun } from '@/lib/sync/views/run.ts'
import { CheckRows } from './check-rows.tsx'
import { Filter } from './filter.tsx'
import { ListActions } from './list-actions.tsx'
import { offersSyncAll } from './offer.ts'
import { SyncTable } from './sync-table.tsx'
import { Why } from './why.tsx'

/** What ConnectWise still offers: look, choose, send. */
export default async function SyncPage(address: PageAddress) {
  const page = await openPage(address)
  const { member, company, text } = page
  if (!company)
    return (
      <Shell page={page} current="sync" title="Sync">
        <Empty heading="No company is set up yet" />
      </Shell>
    )
  const filter = { companyId: company.id, search: text('search'), to: dayText(text('to')) }
  const { list, last, connected, offersAll } = await within(member, async tx => {
    const connection = await connectionOf(tx, company.id)
    return {
      list: await syncList(tx, filter, pageNumber(text('page'))),
      last: await lastRun(tx, company.id),
      connected: connection?.reconnectNeeded === null ? connection.organisationName : null,
      offersAll: await offersSyncAll(tx, member.accountId),
    }
  })
  return (
    <Shell
      page={page}
      current="sync"
      title="Sync"
      actions={
        <>
          <ListActions
            install={member.installKey}
            companyId={company.id}
            ledger={connected ?? ''}
            maySyncAll={page.viewer.maySend && connected !== null && offersAll}
            all={list.all}
          />
          {page.viewer.mayApprove && (
            <Link
              className="button"
              href={`/${member.installKey}/sync/already${page.companies.length > 1 ? `?${new URLSearchParams({ company: company.id })}` : ''}`}
            >
              Already in the books
            </Link>
          )}
        </>
      }
    >
      <Watch
        stream=""
        moving={false}
        version={list.version}
        question={`/${member.installKey}/sync/state?${new URLSearchParams({ company: company.id })}`}
      />
      {connected !== null && list.toCheck.length > 0 && (
        <CheckRows companyId={company.id} recordIds={list.toCheck} />
      )}
      <Freshness {...{ list, last, install: member.installKey }} />
      <Filter search={filter.search} to={filter.to} company={page.companies.length > 1 ? company.id : ''} />
      <List {...{ page, list, filtered: filter.search !== '' || filter.to !== '', connected }} />
      <Why page={page} companyId={company.id} number={text('why')} />
    </Shell>
  )
}

function Freshness(props: { list: SyncList; last: Awaited<ReturnType<typeof lastRun>>; install: string }) {
  const { list, last } = props
  return (
    <p className="muted">
      {list.readAt && (
        <>
          List of <TimeText at={list.readAt} />.{' '}
        </>
      )}
      {last && (
        <>
          Last run <TimeText at={last.startedAt} />:{' '}
          <Link href={`/${props.install}/sync/${last.id}`}>
            ✓ {last.progress.data.done} · ! {last.progress.data.check} · ✕ {last.progress.data.fix}
          </Link>
        </>
      )}
    </p>
  )
}

function List(props: { page: OpenPage; list: SyncList; filtered: boolean; connected: string | null }) {
  const { page, list, filtered } = props
  const { company, viewer, text } = page
  if (!company) return null
  if (list.rows.length === 0) {
    return filtered ? (
      <Empty heading="No invoice fits this filter">
        <Link className="button" href={`/${viewer.install}/sync`}>
          Clear
        </Link>
      </Empty>
    ) : (
      <Empty heading={`Everything closed in ConnectWise is in ${viewer.ledger}`}>
        <p>Invoices show here when they are closed and not sent yet. Refresh asks ConnectWise again.</p>
      </Empty>
    )
  }
  const at = (to: number) => {
    const query = { search: text('search'), to: text('to'), company: text('company'), page: String(to) }
    return `/${viewer.install}/sync?${new URLSearchParams(Object.entries(query).filter(([, value]) => value !== ''))}`
  }
  return (
    <>
      <SyncTable
        key={list.rows.map(row => row.recordId).join()}
        install={viewer.install}
        companyId={company.id}
        rows={list.rows}
        maySend={viewer.maySend && props.connected !== null}
        mayApprove={viewer.mayApprove}
        ledger={props.connected ?? viewer.ledger}
      />
      <p>
        {plural(list.count, 'invoice')}:{' '}
        {list.totals.map(one => formatMoney(one.total, one.currency, true)).join(' · ')}
      </p>
      {list.pages > 1 && (
        <nav className="row" aria-label="Pages">
          {list.page > 1 && <Link href={at(list.page - 1)}>Back</Link>}
          <span>
            Page {list.page} of {list.pages}
          </span>
          {list.page < list.pages && <Link href={at(list.page + 1)}>Next</Link>}
        </nav>
      )}
    </>
  )
}
