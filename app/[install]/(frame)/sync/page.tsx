import Link from 'next/link'
import { within } from '@/app/_session/within.ts'
import { pageNumber } from '@/app/_ui/address.ts'
import { documentsText, formatMoney } from '@/app/_ui/format.ts'
import { type OpenPage, openPage, type PageAddress } from '@/app/_ui/open-page.ts'
import { recordWords } from '@/app/_ui/record-words.ts'
import { ReleaseMany } from '@/app/_ui/release-many.tsx'
import { Empty, Shell } from '@/app/_ui/shell.tsx'
import { TimeText } from '@/app/_ui/time-text.tsx'
import { Watch } from '@/app/_ui/watch.tsx'
import { connectionOf } from '@/lib/accounts/connections.ts'
import { type ListFilter, listPlaces, type SyncList, syncList, wholeList } from '@/lib/sync/views/list.ts'
import { lastRun } from '@/lib/sync/views/run.ts'
import { CheckRows } from './check-rows.tsx'
import { Filter } from './filter.tsx'
import { addressOf, filterOf, isFiltered } from './filter-of.ts'
import { releaseDue } from './hold/actions.ts'
import { ListActions } from './list-actions.tsx'
import { offersSyncAll } from './offer.ts'
import { SyncTable } from './sync-table.tsx'
import { Tabs } from './tabs.tsx'
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
  const filter = filterOf(company.id, text)
  const { list, places, last, connected, offersAll } = await within(member, async tx => {
    const connection = await connectionOf(tx, company.id)
    return {
      list: await syncList(tx, filter, pageNumber(text('page'))),
      places: await listPlaces(tx, company.id),
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
        <Actions
          {...{ page, list, connected }}
          maySyncAll={offersAll}
          query={addressOf(filter, { company: company.id })}
        />
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
      <Tabs {...{ list, filter, install: member.installKey, company: text('company') }} />
      <Filter {...{ filter, places }} company={page.companies.length > 1 ? company.id : ''} />
      <List {...{ page, list, filter, connected }} />
      <Why page={page} companyId={company.id} number={text('why')} />
    </Shell>
  )
}

function Actions(props: {
  page: OpenPage
  list: SyncList
  connected: string | null
  maySyncAll: boolean
  query: string
}) {
  const { page, list, connected, query } = props
  const { viewer, company, companies } = page
  const named = companies.length > 1 ? `?${new URLSearchParams({ company: company?.id ?? '' })}` : ''
  return (
    <>
      <ListActions
        install={viewer.install}
        companyId={company?.id ?? ''}
        ledger={connected ?? ''}
        maySyncAll={viewer.maySend && connected !== null && props.maySyncAll}
        query={query}
        all={list.all}
      />
      {list.due > 0 && viewer.maySend && company && (
        <ReleaseMany
          action={releaseDue}
          input={{ companyId: company.id }}
          label={`Release ${list.due} due`}
        />
      )}
      {viewer.mayApprove && (
        <Link className="button" href={`/${viewer.install}/sync/already${named}`}>
          Already in the books
        </Link>
      )}
    </>
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

function List(props: { page: OpenPage; list: SyncList; filter: ListFilter; connected: string | null }) {
  const { page, list, filter } = props
  const { company, viewer, text } = page
  if (!company) return null
  const words = recordWords[filter.source || 'invoice']
  if (list.rows.length === 0) {
    return isFiltered(filter) ? (
      <Empty heading={words.none}>
        <Link
          className="button"
          href={`/${viewer.install}/sync?${addressOf({ ...wholeList(company.id), source: filter.source }, { company: text('company') })}`}
        >
          Clear
        </Link>
      </Empty>
    ) : (
      <Empty heading={`Everything closed in ConnectWise is in ${viewer.ledger}`}>
        <p>{words.shows} Refresh asks ConnectWise again.</p>
      </Empty>
    )
  }
  const at = (to: number) =>
    `/${viewer.install}/sync?${addressOf(filter, { company: text('company'), page: String(to) })}`
  return (
    <>
      <SyncTable
        key={list.rows.map(row => row.recordId).join()}
        install={viewer.install}
        companyId={company.id}
        rows={list.rows}
        filter={filter}
        count={list.count}
        totals={list.totals}
        maySend={viewer.maySend && props.connected !== null}
        viewer={viewer}
        ledger={props.connected ?? viewer.ledger}
      />
      <p>
        {documentsText(list.totals)}:{' '}
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
