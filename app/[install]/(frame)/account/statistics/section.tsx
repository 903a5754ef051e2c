import Link from 'next/link'
import type { OpenPage } from '@/app/_ui/open-page.ts'
import { SettingsSection } from '@/app/_ui/settings/section.tsx'
import { series, seriesNames } from '@/lib/statistics/kinds.ts'
import { monthName } from '@/lib/statistics/months.ts'
import { percent, readStatistics } from '../../statistics/read.ts'

/** This month and the one before, of every company; the whole stands on its own page. */
export async function StatisticsSection({ page }: { page: OpenPage }) {
  const found = await readStatistics(page.member, null)
  const recent = found.months.slice(-2).toReversed()
  return (
    <SettingsSection
      id="statistics"
      title="Sync Statistics"
      about="How many records came to stand in the ledgers."
    >
      <dl className="facts">
        {recent.map(line => (
          <div key={line.month} className="contents">
            <dt>{monthName(line.month)}</dt>
            <dd>
              {line.total.toLocaleString('en')} synced
              {line.total > 0 &&
                ` (${series
                  .filter(name => line.counts[name] > 0)
                  .map(name => `${seriesNames[name]} ${line.counts[name].toLocaleString('en')}`)
                  .join(', ')})`}
            </dd>
          </div>
        ))}
        <dt>13 months</dt>
        <dd>
          {found.total.toLocaleString('en')} synced
          {found.success !== null && `, ${percent(found.success)} in the ledger`}
        </dd>
      </dl>
      <p>
        <Link href={`/${page.viewer.install}/statistics`}>All months by kind</Link>
      </p>
    </SettingsSection>
  )
}
