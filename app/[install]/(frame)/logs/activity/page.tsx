import Link from 'next/link'
import { within } from '@/app/_session/within.ts'
import { openPage, type PageAddress } from '@/app/_ui/open-page.ts'
import { ScrollBox } from '@/app/_ui/scroll-box.tsx'
import { Empty, Shell } from '@/app/_ui/shell.tsx'
import { TimeText } from '@/app/_ui/time-text.tsx'
import { accountZone } from '@/lib/accounts/zone.ts'
import {
  type ActivityFilter,
  type ActivityLine,
  activityKinds,
  activityPage,
} from '@/lib/activity/history.ts'
import { isId } from '@/lib/std/id.ts'
import { FilterForm, FilterList, FilterSpan, FilterText } from '../filter-fields.tsx'
import { LogTabs } from '../tabs.tsx'
import { filterOf } from './filter-of.ts'

/** Who changed or sent what. For account admins: it tells of settings, roles and every company. */
export default async function ActivityPage(address: PageAddress) {
  const page = await openPage(address, 'configure')
  const { member, text, viewer } = page
  const { filter, found } = await within(member, async tx => {
    const wanted = filterOf(text, await accountZone(tx))
    return {
      filter: wanted,
      found: await activityPage(tx, wanted, isId(text('before')) ? text('before') : null),
    }
  })
  const link = linkOf(viewer.install, filter)
  return (
    <Shell
      page={page}
      current="logs"
      title="Logs"
      actions={
        <a className="button" href={link('logs/activity/csv', {})}>
          CSV
        </a>
      }
    >
      <LogTabs install={viewer.install} current="logs/activity" />
      <Filter filter={filter} />
      {found.rows.length === 0 ? (
        <Empty heading="Nothing fits this filter">
          <Link className="button" href={`/${viewer.install}/logs/activity`}>
            Clear
          </Link>
        </Empty>
      ) : (
        <Rows rows={found.rows} />
      )}
      <nav className="row" aria-label="Pages">
        {text('before') !== '' && <Link href={link('logs/activity', {})}>Newest</Link>}
        {found.next !== null && <Link href={link('logs/activity', { before: found.next })}>Older</Link>}
      </nav>
    </Shell>
  )
}

function linkOf(install: string, { zone: _zone, ...filter }: ActivityFilter) {
  return (path: string, change: Record<string, string>) => {
    const all = Object.entries({ ...filter, ...change }).filter(([, value]) => value !== '')
    const query = new URLSearchParams(all)
    return `/${install}/${path}${query.size > 0 ? `?${query}` : ''}`
  }
}

function Filter({ filter }: { filter: ActivityFilter }) {
  return (
    <FilterForm>
      <FilterList name="kind" label="Kind" value={filter.kind} words={activityKinds} />
      <FilterText name="who" label="Who" value={filter.who} />
      <FilterText name="text" label="Contains" value={filter.text} />
      <FilterSpan filter={filter} />
    </FilterForm>
  )
}

function Rows({ rows }: { rows: ActivityLine[] }) {
  const heads = ['Time', 'Who', 'What', 'Subject', 'Before', 'After', 'More']
  return (
    <ScrollBox label="Activity">
      <table className="table">
        <thead>
          <tr>
            {heads.map(head => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(row => (
            <tr key={row.id}>
              <td className="whitespace-nowrap">
                <TimeText at={row.at.toISOString()} seconds />
              </td>
              <td>{row.who}</td>
              <td>{row.what}</td>
              <td>{row.subject}</td>
              <td>{row.before}</td>
              <td>{row.after}</td>
              <td className="wrap-anywhere">{row.more}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  )
}
