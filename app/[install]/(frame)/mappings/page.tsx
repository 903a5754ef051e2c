import Link from 'next/link'
import { within } from '@/app/_session/within.ts'
import { type OpenPage, openPage, type PageAddress } from '@/app/_ui/open-page.ts'
import { openQuestions } from '@/app/_ui/open-questions.ts'
import { Empty, Shell } from '@/app/_ui/shell.tsx'
import type { RecordKind } from '@/lib/accounting/options.ts'
import { type MappingLine, mappingList } from '@/lib/mappings/list.ts'
import { recentSets } from '@/lib/mappings/sets.ts'
import { catalog } from '@/lib/settings/catalog.ts'
import { readSetting } from '@/lib/settings/settings.ts'
import { type Kind, tabs } from './kinds.ts'
import { listAsk, zKind } from './list-ask.ts'
import { MappingRows } from './mapping-rows.tsx'
import { RecentSets } from './recent-sets.tsx'

const rowsMost = 200

/** ConnectWise's side to the ledger's, by id. Missing first; `?kind=&key=` leads to one row. */
export default async function MappingsPage(address: PageAddress) {
  const page = await openPage(address)
  const { member, company, text, viewer } = page
  const kind = zKind.catch('account').parse(text('kind'))
  if (!company)
    return (
      <Shell page={page} current="mappings" title="Mappings">
        <Empty heading="No company is set up yet" />
      </Shell>
    )
  const { ask, lines, missing, sets, kinds, paid } = await within(member, async tx => {
    const asked = await listAsk(tx, company.id, kind)
    return {
      ask: asked,
      lines: await mappingList(tx, asked, text('key') || null),
      missing: await openQuestions(tx, company.id),
      sets: await recentSets(tx, company.id, 5),
      kinds: await readSetting(tx, catalog['record-kinds'], company.id),
      paid: await readSetting(tx, catalog['company-paid-becomes'], company.id),
    }
  })
  const shown = narrowed(lines, text('search'), text('key'))
  return (
    <Shell page={page} current="mappings" title="Mappings" actions={<Actions page={page} kind={kind} />}>
      <Tabs {...{ page, kind, missing }} />
      <Search {...{ page, kind }} />
      <Note kind={kind} ledger={viewer.ledger} kinds={kinds} journals={paid === 'journal'} />
      <List {...{ page, kind, shown, categoryId: ask.categoryId }} />
      {shown.length > rowsMost && (
        <p className="muted">
          The first {rowsMost} of {shown.length} are shown. Search narrows the list.
        </p>
      )}
      <RecentSets companyId={company.id} mayMap={viewer.mayMap} sets={sets} />
    </Shell>
  )
}

function Actions({ page, kind }: { page: OpenPage; kind: Kind }) {
  const { viewer, company } = page
  const base = `/${viewer.install}/mappings`
  const query: Record<string, string> = company ? { company: company.id } : {}
  const at = new URLSearchParams(query)
  return (
    <>
      {viewer.mayMap && (
        <>
          <Link className="button" href={`${base}/moving?${at}`}>
            Moving from Wise-Sync
          </Link>
          <Link className="button" href={`${base}/import?${at}`}>
            Import CSV
          </Link>
        </>
      )}
      <a className="button" href={`${base}/csv?${new URLSearchParams({ ...query, kind })}`}>
        CSV
      </a>
    </>
  )
}

/** Asked for by records of these kinds only. */
const askedBy: Readonly<Partial<Record<Kind, readonly [switches: readonly RecordKind[], words: string]>>> = {
  vendor: [['procurement'], 'Procurement is off, so no purchase is posted'],
  'purchase-tax': [['procurement', 'expenses'], 'Procurement and expenses are off, so no purchase is posted'],
  employee: [['expenses'], 'Expenses are off, so none is posted'],
  'payment-account': [['expenses'], 'Expenses are off, so none is posted'],
}

/** What is peculiar to a kind. */
function Note(props: { kind: Kind; ledger: string; kinds: readonly RecordKind[]; journals: boolean }) {
  const { kind, ledger, kinds, journals } = props
  const [switches, off] = askedBy[kind] ?? []
  if (switches && !switches.some(one => kinds.includes(one)))
    return (
      <p className="message" data-tone="info">
        {off} and nothing of this is asked for yet. What is mapped here is ready for the day it is switched
        on.
      </p>
    )
  if (kind === 'payment-account')
    return journals ? (
      <p className="message" data-tone="info">
        Company-paid expenses become journals here, so no account is asked for. What is mapped here is ready
        for the day they become card or bank transactions.
      </p>
    ) : (
      <p className="muted">
        What the company pays with each of them is spent from this account of {ledger}, where its bank feed is
        matched with it.
      </p>
    )
  if (kind === 'term')
    return (
      <p className="muted">
        {ledger} has due dates and no terms: a term is mapped to the rule that its due date follows, such as
        30 days or the 20th of the next month. A term without a rule keeps ConnectWise’s own due date, else
        its cross reference.
      </p>
    )
  return null
}

/** A number or name of either side; the row that a link leads to always stays. */
function narrowed(lines: MappingLine[], search: string, key: string): MappingLine[] {
  const wanted = search.trim().toLowerCase()
  const fits = (line: MappingLine) =>
    [line.key, line.name, line.ledger?.name ?? ''].some(text => text.toLowerCase().includes(wanted))
  const found = wanted === '' ? lines : lines.filter(fits)
  return key === '' ? found : [...found].sort((a, b) => Number(b.key === key) - Number(a.key === key))
}

const feeds: ReadonlyMap<Kind, { word: string; field: string }> = new Map([
  ['tracking-2', { word: 'GL segment 2', field: 'segment-2-category' }],
  ['tracking-3', { word: 'GL segment 3', field: 'segment-3-category' }],
  ['sales-rep', { word: 'The sales rep', field: 'sales-rep-category' }],
])

const nothingYet: ReadonlyMap<Kind, string> = new Map([
  [
    'payment-account',
    'The company pays with none of ConnectWise’s payment types: they are chosen in the settings of the account, under Expenses.',
  ],
])

function List(props: { page: OpenPage; kind: Kind; shown: MappingLine[]; categoryId: string | null }) {
  const { page, kind, shown } = props
  const { company, viewer, text } = page
  const fed = feeds.get(kind)
  const chosen: Record<string, string> = company ? { company: company.id } : {}
  const chooseHref = `/${viewer.install}/companies?${new URLSearchParams({ field: fed?.field ?? '', ...chosen })}`
  if (fed && props.categoryId === null)
    return (
      <Empty heading={`${fed.word} feeds no tracking category`}>
        <p>
          Its values are not sent. Choose a category of {viewer.ledger}, then its options can be mapped here.
        </p>
        {viewer.mayConfigure && (
          <Link className="button" href={chooseHref}>
            Choose a category
          </Link>
        )}
      </Empty>
    )
  if (shown.length === 0 || !company)
    return (
      <Empty heading={text('search') === '' ? 'Nothing to map yet' : 'Nothing fits this search'}>
        {text('search') === '' ? (
          <p>{nothingYet.get(kind) ?? 'What invoices use shows here as soon as one has been checked.'}</p>
        ) : (
          <Link
            className="button"
            href={`/${viewer.install}/mappings?${new URLSearchParams({ kind, ...chosen })}`}
          >
            Clear
          </Link>
        )}
      </Empty>
    )
  return (
    <MappingRows
      key={kind}
      companyId={company.id}
      kind={kind}
      ledger={viewer.ledger}
      mayMap={viewer.mayMap}
      lines={shown.slice(0, rowsMost)}
      focusKey={text('key')}
    />
  )
}

function Tabs({ page, kind, missing }: { page: OpenPage; kind: Kind; missing: Map<string, number> }) {
  const company: Record<string, string> =
    page.companies.length > 1 && page.company ? { company: page.company.id } : {}
  return (
    <nav className="tabs" aria-label="Kinds of mapping">
      {tabs.map(([tab, word]) => {
        const open = missing.get(tab) ?? 0
        return (
          <Link
            key={tab}
            href={`/${page.viewer.install}/mappings?${new URLSearchParams({ kind: tab, ...company })}`}
            aria-current={tab === kind ? 'page' : undefined}
          >
            {word}
            {open > 0 && ` (${open} missing)`}
          </Link>
        )
      })}
    </nav>
  )
}

function Search({ page, kind }: { page: OpenPage; kind: Kind }) {
  return (
    <form className="row" method="get">
      <input type="hidden" name="kind" value={kind} />
      {page.companies.length > 1 && page.company && (
        <input type="hidden" name="company" value={page.company.id} />
      )}
      <label className="field">
        <span className="muted">Number or name</span>
        <input className="input" type="search" name="search" defaultValue={page.text('search')} />
      </label>
      <button type="submit" className="button self-end">
        Search
      </button>
    </form>
  )
}
