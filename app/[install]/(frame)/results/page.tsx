import Link from 'next/link'
import type { ReactNode } from 'react'
import { within } from '@/app/_session/within.ts'
import { pageNumber } from '@/app/_ui/address.ts'
import { type OpenPage, openPage, type PageAddress } from '@/app/_ui/open-page.ts'
import { PostingTable } from '@/app/_ui/posting-table.tsx'
import { Empty, Shell } from '@/app/_ui/shell.tsx'
import { railCounts } from '@/lib/sync/views/list.ts'
import { failedResults, results } from '@/lib/sync/views/results.ts'
import { filterOf } from './filter-of.ts'
import { RetryAll, RetryOne } from './retry.tsx'

const views = [
  ['fix', 'Needs a fix'],
  ['check', 'Check'],
  ['changed', 'Changed since sent'],
  ['today', 'Today'],
  ['all', 'All'],
] as const

/** What was asked for and what became of it. */
export default async function ResultsPage(address: PageAddress) {
  const page = await openPage(address)
  const { member, company, text, viewer } = page
  if (!company)
    return (
      <Shell page={page} current="results" title="Results">
        <Empty heading="No company is set up yet" />
      </Shell>
    )
  const at = pageNumber(text('page'))
  const { found, filter, failed } = await within(member, async tx => {
    const { fix } = await railCounts(tx, company.id)
    const wanted = filterOf(company.id, text, fix)
    const tries = wanted.view === 'fix' && viewer.maySend ? await failedResults(tx, wanted) : []
    return { filter: wanted, found: await results(tx, wanted, at), failed: tries.length }
  })
  const link = linkOf(page, filter)
  return (
    <Shell
      page={page}
      current="results"
      title="Results"
      actions={
        <Exits
          retry={failed > 0 && <RetryAll install={viewer.install} count={failed} filter={filter} />}
          payments={`/${viewer.install}/payments?company=${company.id}`}
          csv={link('results/csv', { company: company.id })}
        />
      }
    >
      <Tabs counts={found.counts} current={filter.view} link={link} />
      <Filter page={page} filter={filter} />
      {found.rows.length === 0 ? (
        <Nothing
          filtered={filter.search !== '' || filter.from !== '' || filter.to !== ''}
          {...{ link, filter }}
        />
      ) : (
        <PostingTable
          install={viewer.install}
          rows={found.rows}
          label="Results"
          retry={viewer.maySend ? RetryOne : undefined}
        />
      )}
      <nav className="row" aria-label="Pages">
        {at > 1 && <Link href={link('results', { page: String(at - 1) })}>Back</Link>}
        {found.more && <Link href={link('results', { page: String(at + 1) })}>Next</Link>}
      </nav>
    </Shell>
  )
}

function Tabs(props: { counts: Counts; current: Filter['view']; link: LinkTo }) {
  return (
    <nav className="tabs" aria-label="Views">
      {views.map(([view, word]) => {
        const count = view === 'today' || view === 'all' ? 0 : props.counts[view]
        return (
          <Link
            key={view}
            href={props.link('results', { view, page: '' })}
            aria-current={view === props.current ? 'page' : undefined}
          >
            {word}
            {count > 0 && ` (${count.toLocaleString('en')})`}
          </Link>
        )
      })}
    </nav>
  )
}

function Exits({ retry, payments, csv }: { retry: ReactNode; payments: string; csv: string }) {
  return (
    <>
      {retry}
      <Link className="button" href={payments}>
        Payments
      </Link>
      <a className="button" href={csv}>
        CSV
      </a>
    </>
  )
}

type Counts = Awaited<ReturnType<typeof results>>['counts']
type Filter = ReturnType<typeof filterOf>
type LinkTo = ReturnType<typeof linkOf>

/** The same filter with something else in it. */
function linkOf(page: OpenPage, filter: Filter) {
  const { companyId: _company, ...rest } = filter
  const company = page.companies.length > 1 ? filter.companyId : ''
  return (path: string, change: Record<string, string>) => {
    const query = Object.entries({ company, ...rest, ...change }).filter(([, value]) => value !== '')
    return `/${page.viewer.install}/${path}?${new URLSearchParams(query)}`
  }
}

function Nothing({ filtered, link, filter }: { filtered: boolean; link: LinkTo; filter: Filter }) {
  if (filtered)
    return (
      <Empty heading={filter.search === '' ? 'Nothing in these days' : `No results for “${filter.search}”`}>
        <Link className="button" href={link('results', { search: '', from: '', to: '', page: '' })}>
          Clear
        </Link>
      </Empty>
    )
  return <Empty heading={filter.view === 'all' ? 'Nothing was sent yet' : 'Nothing here: all is well'} />
}

function Filter({ page, filter }: { page: OpenPage; filter: Filter }) {
  return (
    <form className="row" method="get">
      <input type="hidden" name="view" value={filter.view} />
      {page.companies.length > 1 && <input type="hidden" name="company" value={filter.companyId} />}
      <label className="field">
        <span className="muted">Number or customer</span>
        <input className="input" type="search" name="search" defaultValue={filter.search} />
      </label>
      <label className="field">
        <span className="muted">From</span>
        <input className="input" type="date" name="from" defaultValue={filter.from} />
      </label>
      <label className="field">
        <span className="muted">To</span>
        <input className="input" type="date" name="to" defaultValue={filter.to} />
      </label>
      <button type="submit" className="button self-end">
        Filter
      </button>
    </form>
  )
}
