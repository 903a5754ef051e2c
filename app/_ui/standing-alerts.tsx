import Link from 'next/link'
import type { Standing } from '@/lib/sync/alerts/shown.ts'
import type { OpenPage } from './open-page.ts'

/** What was told by mail and is not over, for who looks at the screens instead. */
export function StandingAlerts({ page, alerts }: { page: OpenPage; alerts: Standing }) {
  const { viewer, company } = page
  const all = new URLSearchParams({ view: 'all', ...(company && { company: company.id }) })
  return (
    <>
      {alerts.stuck > 0 && (
        <div className="message" data-tone="warn" role="note">
          <p>
            {alerts.stuck === 1 ? '1 record has' : `${alerts.stuck.toLocaleString('en')} records have`} waited
            for more than {alerts.hours} hours. Nothing is lost and nothing is sent twice.
          </p>
          <div className="actions">
            <Link className="button" href={`/${viewer.install}/results?${all}`}>
              Show them
            </Link>
          </div>
        </div>
      )}
      {alerts.callbacks && (
        <div className="message" data-tone="warn" role="note">
          <p>
            ConnectWise does not report all changes just now. Evenbook asks for them every five minutes
            instead, and tries to have them reported again.
          </p>
        </div>
      )}
    </>
  )
}
