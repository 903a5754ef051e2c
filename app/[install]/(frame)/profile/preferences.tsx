import { within } from '@/app/_session/within.ts'
import type { OpenPage } from '@/app/_ui/open-page.ts'
import { SaveArea } from '@/app/_ui/settings/save-area.tsx'
import { SettingsSection } from '@/app/_ui/settings/section.tsx'
import { SectionForm } from '@/app/_ui/settings/section-form.tsx'
import { formView } from '@/app/_ui/settings/view.ts'
import { TimeText } from '@/app/_ui/time-text.tsx'
import { type MailWay, mailWayOf } from '@/lib/sync/alerts/shown.ts'
import { saveAlerts, savePreferences } from './save-preferences.ts'

/** Each person's own, kept on the server, as a frame in another site keeps nothing. */
export async function Choices({ page }: { page: OpenPage }) {
  return (
    <SaveArea>
      <Preferences page={page} />
      <Alerts page={page} />
    </SaveArea>
  )
}

/** How Evenbook looks and writes for one person. */
async function Preferences({ page }: { page: OpenPage }) {
  const ask = { scope: 'user', section: 'Preferences', companyId: null } as const
  const form = await within(page.member, tx => formView(tx, page.member, ask))
  return (
    <SettingsSection id="preferences" title="Preferences" about="For you alone, wherever you open Evenbook.">
      <SectionForm title="Preferences" form={form} action={savePreferences} />
    </SettingsSection>
  )
}

/** Whether this person is told by mail, and whether a mail reaches them at all. */
async function Alerts({ page }: { page: OpenPage }) {
  const { member } = page
  const ask = { scope: 'user', section: 'Alerts', companyId: null } as const
  const [form, way] = await within(member, async tx => [
    await formView(tx, member, ask),
    await mailWayOf(tx, member.userId),
  ])
  return (
    <SettingsSection id="alerts" title="Alerts" about={<Way way={way} />}>
      <SectionForm title="Alerts" form={form} action={saveAlerts} focusKey={page.text('field')} />
    </SettingsSection>
  )
}

function Way({ way }: { way: MailWay }) {
  if (way.email === '')
    return (
      <p>No mail can reach you: ConnectWise has no e-mail address of yours. Alerts are shown here only.</p>
    )
  if (!way.server) return <p>This installation has no mail server yet. Alerts are shown here only.</p>
  return (
    <>
      <p>
        Sent to {way.email}. Your role has them {way.byRole ? 'on' : 'off'}.
      </p>
      {way.last && (
        <p>
          {way.last.state === 'sent' ? 'The last one was sent ' : 'The last one could not be delivered '}
          <TimeText at={way.last.at.toISOString()} />.
        </p>
      )}
    </>
  )
}
