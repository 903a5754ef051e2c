import { notFound } from 'next/navigation'
import { asking, within } from '@/app/_session/within.ts'
import { openPage, type PageAddress } from '@/app/_ui/open-page.ts'
import { Panel } from '@/app/_ui/record-panel.tsx'
import { Empty, Shell } from '@/app/_ui/shell.tsx'
import { viewerOf } from '@/app/_ui/viewer.ts'
import { psaOf } from '@/lib/accounts/psa.ts'
import { isId } from '@/lib/std/id.ts'
import { companyOfRecord } from '@/lib/sync/views/asked.ts'
import { recordPanel } from '@/lib/sync/views/panel.ts'
import { timelineOf } from '@/lib/sync/views/timeline.ts'
import { Timeline } from './timeline.tsx'

/** One record: where it stands, the exact entry beside ConnectWise's lines, and all that happened to it. */
export default async function DocumentPage(
  address: PageAddress & { params: Promise<{ install: string; id: string }> },
) {
  const { id } = await address.params
  const page = await openPage(address)
  const { member } = page
  const { accountId } = member
  const found = isId(id) ? await within(member, tx => timelineOf(tx, id)) : null
  if (!found) notFound()
  const companyId = await within(member, tx => companyOfRecord(tx, found.recordId))
  if (companyId === null) notFound()
  const view = await recordPanel(
    { ...asking(member), companyId, psa: await psaOf(accountId) },
    found.recordId,
  )
  const viewer = await viewerOf(member, companyId, false)
  const company = page.companies.find(one => one.id === companyId) ?? page.company
  return (
    <Shell
      page={{ ...page, company }}
      current="results"
      title={view.kind === 'record' ? view.number : 'Record'}
    >
      {view.kind === 'record' ? (
        <section className="card" aria-label="State">
          <Panel panel={view} viewer={viewer} />
        </section>
      ) : (
        <Empty heading="ConnectWise does not have this invoice any more">
          {view.kind === 'out-of-touch' && <p>{view.message}</p>}
        </Empty>
      )}
      <Timeline events={found.events} />
    </Shell>
  )
}
