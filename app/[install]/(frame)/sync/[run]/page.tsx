import { notFound } from 'next/navigation'
import { within } from '@/app/_session/within.ts'
import { openPage, type PageAddress } from '@/app/_ui/open-page.ts'
import { PostingTable } from '@/app/_ui/posting-table.tsx'
import { Shell } from '@/app/_ui/shell.tsx'
import { TimeText } from '@/app/_ui/time-text.tsx'
import { isId } from '@/lib/std/id.ts'
import { rowsMost, runPage } from '@/lib/sync/views/run.ts'
import { RunLive } from './run-live.tsx'

const titles: Readonly<Record<string, string>> = {
  'sync-all': 'Sync all',
  selected: 'Selected invoices',
  record: 'One invoice',
  'real-time': 'Real-time sync',
  release: 'Sent after a release',
  fix: 'Sent after a fix',
  mark: 'Marked, not sent',
  unmark: 'Marks taken back',
}

/** A run at the point where it stands: the same after a reload, in another tab, for another member. */
export default async function RunPage(
  address: PageAddress & { params: Promise<{ install: string; run: string }> },
) {
  const { run: id } = await address.params
  const page = await openPage(address)
  const run = isId(id) ? await within(page.member, tx => runPage(tx, id)) : null
  if (!run) notFound()
  const { install, ledger, maySend, mayApprove } = page.viewer
  const marks = run.kind === 'mark' || run.kind === 'unmark'
  const { progress } = run
  return (
    <Shell
      page={page}
      current="sync"
      title={titles[run.kind] ?? 'Run'}
      actions={
        <a className="button" href={`/${install}/sync/${id}/csv`}>
          CSV
        </a>
      }
    >
      <p className="muted">
        Started <TimeText at={run.startedAt} /> by {run.startedBy}
        {run.stopped && ' · stopped: what had not begun was not sent'}
      </p>
      {run.trouble !== '' && (
        <p className="message" data-tone="warn">
          {run.trouble} The list could not be read to its end, so this run has only part of it.
        </p>
      )}
      <RunLive
        install={install}
        runId={id}
        ledger={ledger}
        maySend={marks ? mayApprove : maySend}
        kind={run.kind}
        stopped={run.stopped}
        start={{ ...progress.data, settled: progress.settled }}
      />
      {run.groups.map(group => (
        <section key={group.name} aria-label={group.name}>
          <h2 className="section-head">
            {group.name} ({group.rows.length.toLocaleString('en')})
          </h2>
          <PostingTable install={install} rows={group.rows} label={group.name} />
        </section>
      ))}
      {progress.data.total > rowsMost && (
        <p className="muted">
          The last {rowsMost} are shown; the CSV has all {progress.data.total}.
        </p>
      )}
    </Shell>
  )
}
