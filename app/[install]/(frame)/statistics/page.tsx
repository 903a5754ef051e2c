import './statistics.css'
import { openPage, type PageAddress } from '@/app/_ui/open-page.ts'
import { ScrollBox } from '@/app/_ui/scroll-box.tsx'
import { Empty, Shell } from '@/app/_ui/shell.tsx'
import { series, seriesNames } from '@/lib/statistics/kinds.ts'
import { monthName } from '@/lib/statistics/months.ts'
import type { Statistics } from '@/lib/statistics/statistics.ts'
import { Chart, Legend } from './chart.tsx'
import { duration, percent, readStatistics } from './read.ts'

/** Records synced per month by kind. A person sees the companies they have. */
export default async function StatisticsPage(address: PageAddress) {
  const page = await openPage(address)
  const { member, companies, text, viewer } = page
  const company = companies.find(one => one.id === text('company')) ?? null
  const found = await readStatistics(member, company?.id ?? null)
  const query = company ? `?${new URLSearchParams({ company: company.id })}` : ''
  return (
    <Shell
      page={page}
      current="statistics"
      title="Sync Statistics"
      actions={
        <a className="button" href={`/${viewer.install}/statistics/csv${query}`}>
          CSV
        </a>
      }
    >
      {companies.length > 1 && (
        <form className="row items-end" method="get" aria-label="Filter">
          <label className="field">
            <span className="muted">Company</span>
            <select className="input" name="company" defaultValue={company?.id ?? ''}>
              <option value="">All</option>
              {companies.map(one => (
                <option key={one.id} value={one.id}>
                  {one.name}
                </option>
              ))}
            </select>
          </label>
          <button type="submit" className="button">
            Show
          </button>
        </form>
      )}
      {found.total === 0 ? (
        <Empty heading="Nothing was synced in the last 13 months" />
      ) : (
        <Drawn found={found} />
      )}
      <Numbers found={found} />
      <p className="foot">
        Months begin on the clock of {found.zone}. Success is what stands in the ledger among that and what
        waits for a person; the time runs from closed in ConnectWise to the ledger, half of the records were
        faster.
      </p>
    </Shell>
  )
}

function Drawn({ found }: { found: Statistics }) {
  return (
    <>
      <p>
        <strong>{found.total.toLocaleString('en')}</strong> records in 13 months
        {found.success !== null && `, ${percent(found.success)} of what was sent stands in the ledger`}.
      </p>
      <Legend />
      <ScrollBox label="Chart">
        <Chart months={found.months} />
      </ScrollBox>
    </>
  )
}

function Numbers({ found }: { found: Statistics }) {
  const heads = [...series.map(name => seriesNames[name]), 'Total', 'Success', 'Median time']
  return (
    <ScrollBox label="Records synced per month">
      <table className="table">
        <caption className="sr-only">Records synced per month by kind</caption>
        <thead>
          <tr>
            <th scope="col">Month</th>
            {heads.map(head => (
              <th key={head} scope="col" className="number">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {found.months.toReversed().map(line => (
            <tr key={line.month}>
              <th scope="row">{monthName(line.month)}</th>
              {series.map(name => (
                <td key={name} className="number">
                  {line.counts[name].toLocaleString('en')}
                </td>
              ))}
              <td className="number">{line.total.toLocaleString('en')}</td>
              <td className="number">{percent(line.success) || '–'}</td>
              <td className="number">{duration(line.medianSeconds) || '–'}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">13 months</th>
            {series.map(name => (
              <td key={name} className="number">
                {found.totals[name].toLocaleString('en')}
              </td>
            ))}
            <td className="number">{found.total.toLocaleString('en')}</td>
            <td className="number">{percent(found.success) || '–'}</td>
            <td />
          </tr>
        </tfoot>
      </table>
    </ScrollBox>
  )
}
