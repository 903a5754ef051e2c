import { Suspense } from 'react'
import { openPage, type PageAddress } from '@/app/_ui/open-page.ts'
import { Shell } from '@/app/_ui/shell.tsx'
import { Waiting } from '@/app/_ui/waiting.tsx'
import { installUrls } from '@/lib/accounts/install.ts'
import { type ManageReport, readManage, readReports } from '@/lib/accounts/manage-install.ts'
import { env } from '@/lib/env.ts'
import { ByHand } from './by-hand.tsx'
import { Installer } from './installer.tsx'

/** What stands of Evenbook in Manage, when Manage has answered, the button that puts it there, and how it is done by hand. */
export default async function ManagePage(address: PageAddress) {
  const page = await openPage(address, 'configure')
  const { accountId } = page.member
  const { frameUrl, menuUrl } = await installUrls(accountId)
  return (
    <Shell page={page} current="setup" title="Evenbook in Manage">
      <Suspense
        fallback={
          <section className="card" aria-label="Evenbook in Manage">
            <Waiting>Asking ConnectWise what stands in Manage…</Waiting>
          </section>
        }
      >
        <Standing accountId={accountId} />
      </Suspense>
      <section className="card" aria-label="What stays by hand">
        <h2 className="section-head">What each member does once</h2>
        <p>
          Manage lets every member lay out their own screens. Open an invoice, click <strong>+</strong>, and
          drag <strong>Evenbook</strong> from <em>Not Displayed</em> to <em>Displayed</em>. Tabs and the menu
          entry show by themselves.
        </p>
      </section>
      <ByHand {...{ frameUrl, menuUrl }} origin={env().EVENBOOK_URL} />
    </Shell>
  )
}

async function Standing({ accountId }: { accountId: string }) {
  const [report, reports] = await Promise.all([readManage(accountId), readReports(accountId)])
  return <Installer now={{ rows: [...report.rows, ...reports] }} anything={stands(report)} />
}

function stands({ rows }: ManageReport): boolean {
  return rows.some(row => row.outcome === 'there' || row.outcome === 'drifted')
}
