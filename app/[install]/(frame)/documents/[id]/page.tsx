import { notFound } from 'next/navigation'
import { asking, within } from '@/app/_session/within.ts'
import { openPage, type PageAddress } from '@/app/_ui/open-page.ts'
import { Panel } from '@/app/_ui/record-panel.tsx'
import { Empty, Shell } from '@/app/_ui/shell.tsx'
import { viewerOf } from '@/app/_ui/viewer.ts'
import { psaOf } from '@/lib/accounts/psa.ts'
import { companyOfRecord, recordOfAddress } from '@/lib/sync/views/asked.ts'
import { type PanelView, recordPanel } from '@/lib/sync/views/panel.ts'
import { timelineOf } from '@/lib/sync/views/timeline.ts'
import { RawCalls } from './raw-calls.tsx'
import { Timeline } from './timeline.tsx'

/** One record, sent or not: where it stands, the exact entry beside ConnectWise's lines, and all that happened to it. */
export default async function DocumentPage(
  address: PageAddress & { params: Promise<{ install: string; id: string }> },
) {
  const { id } = await address.params
  const page = await openPage(address)
  const { member } = page
  const { accountId } = member
  const recordId = await within(member, tx => recordOfAddress(tx, id))
  if (recordId === null) notFound()
  const { companyId, events } = await within(member, async tx => ({
    companyId: await companyOfRecord(tx, recordId),
    events: await timelineOf(tx, recordId),
  }))
  if (companyId === null) notFound()
  const view = await recordPanel({ ...asking(member), companyId, psa: await psaOf(accountId) }, recordId)
  const viewer = await viewerOf(member, companyId, false)
  const company = page.companies.find(one => one.id === companyId) ?? page.company
  return (
    <Shell
      page={{ ...page, company }}
      current={events.length === 0 ? 'sync' : 'results'}
      title={view.kind === 'record' ? view.number : 'Record'}
    >
      {view.kind === 'record' ? (
        <section className="card grid-cols-1" aria-label="State">
          <Panel panel={view} viewer={viewer} />
        </section>
      ) : (
        <Other view={view} />
      )}
      <Timeline events={events} />
      <RawCalls page={page} record={`invoice:${recordId}`} />
    </Shell>
  )
}

function Other({ view }: { view: Exclude<PanelView, { kind: 'record' }> }) {
  switch (view.kind) {
    case 'missing':
      return <Empty heading="ConnectWise does not have this invoice any more" />
    case 'out-of-touch':
      return (
        <Empty heading="We can’t read this invoice now">
          <p>{view.message}</p>
        </Empty>
      )
    case 'not-yours':
      return (
        <Empty heading={`This invoice belongs to ${view.company}`}>
          <p>
            You have not been given this company. An account admin can give it to you:{' '}
            {view.admins.join(', ')}.
          </p>
        </Empty>
      )
  }
}
