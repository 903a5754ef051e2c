import { within } from '@/app/_session/within.ts'
import type { OpenPage } from '@/app/_ui/open-page.ts'
import { SaveArea } from '@/app/_ui/settings/save-area.tsx'
import { SettingsSection } from '@/app/_ui/settings/section.tsx'
import { SectionForm } from '@/app/_ui/settings/section-form.tsx'
import { formView } from '@/app/_ui/settings/view.ts'
import { savePreferences } from './save-preferences.ts'

/** How Evenbook looks and writes for one person; kept on the server, as a frame in another site keeps nothing. */
export async function Preferences({ page }: { page: OpenPage }) {
  const ask = { scope: 'user', section: 'Preferences', companyId: null } as const
  const form = await within(page.member, tx => formView(tx, page.member, ask))
  return (
    <SaveArea>
      <SettingsSection
        id="preferences"
        title="Preferences"
        about="For you alone, wherever you open Evenbook."
      >
        <SectionForm title="Preferences" form={form} action={savePreferences} />
      </SettingsSection>
    </SaveArea>
  )
}
