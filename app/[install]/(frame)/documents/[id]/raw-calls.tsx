import Link from 'next/link'
import { within } from '@/app/_session/within.ts'
import type { OpenPage } from '@/app/_ui/open-page.ts'
import { callsOfRecord } from '@/lib/activity/calls/calls.ts'
import { catalog } from '@/lib/settings/catalog.ts'
import { readSetting } from '@/lib/settings/settings.ts'
import { CallsTable } from '../../logs/calls-table.tsx'

/** What was said to ConnectWise and the ledger about one record, as it was kept; for whoever may see the Logs. */
export async function RawCalls({ page, record }: { page: OpenPage; record: string }) {
  const { member, viewer } = page
  if (!viewer.mayConfigure) return null
  const { found, on } = await within(member, async tx => ({
    found: await callsOfRecord(tx, record),
    on: await readSetting(tx, catalog['api-logging'], member.accountId),
  }))
  const logs = `/${viewer.install}/logs`
  return (
    <section aria-label="Calls about it">
      <h2 className="section-head">API calls</h2>
      {found.rows.length > 0 ? (
        <>
          <CallsTable install={viewer.install} rows={found.rows} />
          {found.next !== null && (
            <p>
              <Link href={`${logs}?${new URLSearchParams({ record })}`}>All calls about it</Link>
            </p>
          )}
        </>
      ) : (
        <p>
          {on ? (
            'No call about it was made since detailed logging was turned on.'
          ) : (
            <>
              No calls are kept: detailed logging is off. <Link href={logs}>Turn it on under Logs</Link>
            </>
          )}
        </p>
      )}
    </section>
  )
}
