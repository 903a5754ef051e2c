import Link from 'next/link'
import { within } from '@/app/_session/within.ts'
import { pageNumber } from '@/app/_ui/address.ts'
import { documentsText, formatMoney } from '@/app/_ui/format.ts'
import { type OpenPage, openPage, type PageAddress } from '@/app/_ui/open-page.ts'
import { Empty, Shell } from '@/app/_ui/shell.tsx'
import {
  type AlreadyPreview,
  alreadyMost,
  alreadyPageSize,
  alreadyPreview,
  lastMarked,
} from '@/lib/sync/views/already.ts'
import { type Filter, filterOf } from './filter-of.ts'
import { MarkForm } from './mark-form.tsx'
import { MarkedList } from './marked-list.tsx'

/** Records that stand in the books already: batched in ConnectWise without being sent. */
export default async function AlreadyPage(address: PageAddress) {
  const page = await openPage(address, 'approve')
  const { member, company, text } = page
  if (!company)
    return (
      <Shell page={page} current="sync" title="Already in the books">
        <Empty heading="No company is set up yet" />
      </Shell>
    )
  const filter = filterOf(text)
  const at = pageNumber(text('page'))
  const { preview, marked } = await within(member, async tx => ({
    preview: await alreadyPreview(tx, { companyId: company.id, ...filter }, at),
    marked: await lastMarked(tx, company.id, 20),
  }))
  return (
    <Shell page={page} current="sync" title="Already in the books">
      <p>
        What was entered in {page.viewer.ledger} before Evenbook must not go there again. Such records are
        batched in ConnectWise, one batch each, and nothing is sent. A batch that is still open can be taken
        back.
      </p>
      <FilterForm page={page} filter={filter} />
      <Found {...{ page, preview, filter, at }} />
      {marked.length > 0 && <MarkedList install={member.installKey} rows={marked} />}
    </Shell>
  )
}

function FilterForm({ page, filter }: { page: OpenPage; filter: Filter }) {
  const fields = [
    ['before', 'Dated before', 'date'],
    ['from', 'Number from', 'search'],
    ['to', 'Number to', 'search'],
    ['customer', 'Customer', 'search'],
  ] as const
  return (
    <form className="row" method="get" aria-label="Which records">
      {page.companies.length > 1 && page.company && (
        <input type="hidden" name="company" value={page.company.id} />
      )}
      {fields.map(([name, label, type]) => (
        <label key={name} className="field">
          <span className="muted">{label}</span>
          <input className="input" type={type} name={name} defaultValue={filter[name]} />
        </label>
      ))}
      <button type="submit" className="button self-end">
        Show
      </button>
    </form>
  )
}

interface FoundProps {
  page: OpenPage
  preview: AlreadyPreview
  filter: Filter
  at: number
}

function Found({ page, preview, filter, at }: FoundProps) {
  const { company, viewer } = page
  const narrowed = Object.values(filter).some(value => value !== '')
  if (preview.count === 0 || !company)
    return (
      <Empty heading={narrowed ? 'Nothing fits this filter' : 'Nothing closed is waiting'}>
        {narrowed && (
          <Link className="button" href={`/${viewer.install}/sync/already`}>
            Clear
          </Link>
        )}
      </Empty>
    )
  const totals = preview.totals.map(one => formatMoney(one.total, one.currency, true)).join(' and ')
  return (
    <>
      <p role="status">
        {narrowed ? 'This filter leaves' : 'All that is closed and not sent:'}{' '}
        <strong>{documentsText(preview.totals)}</strong>, {totals}.
        {preview.count > alreadyMost && ` Narrow the filter: at most ${alreadyMost} are marked at a time.`}
      </p>
      <MarkForm
        install={viewer.install}
        companyId={company.id}
        filter={filter}
        runId={preview.runId}
        count={Math.min(preview.count, alreadyMost)}
        totals={totals}
        rows={preview.rows}
      />
      <Pages {...{ page, preview, filter, at }} />
    </>
  )
}

function Pages({ page, preview, filter, at }: FoundProps) {
  const pages = Math.ceil(preview.count / alreadyPageSize)
  if (pages < 2) return null
  const to = (place: number) => {
    const query = { ...filter, company: page.text('company'), page: String(place) }
    return `/${page.viewer.install}/sync/already?${new URLSearchParams(Object.entries(query).filter(([, value]) => value !== ''))}`
  }
  return (
    <nav className="row" aria-label="Pages">
      {at > 1 && <Link href={to(at - 1)}>Back</Link>}
      <span>
        Page {at} of {pages}
      </span>
      {at < pages && <Link href={to(at + 1)}>Next</Link>}
    </nav>
  )
}
