import { within } from '@/app/_session/within.ts'
import type { OpenPage } from '@/app/_ui/open-page.ts'
import { SettingsSection } from '@/app/_ui/settings/section.tsx'
import { detailsView } from '@/lib/accounts/details/details.ts'
import { DetailsForm } from './form.tsx'

/** Which ConnectWise this account works with, and how it signs in there. */
export async function DetailsSection({ page }: { page: OpenPage }) {
  const view = await within(page.member, detailsView)
  return (
    <SettingsSection
      id="details"
      title="Account Details"
      about="Which ConnectWise this account works with and how Evenbook signs in there. Everything is tried before it is saved; what stands goes on working until then."
    >
      <DetailsForm start={view} />
    </SettingsSection>
  )
}
