import Link from 'next/link'
import { within } from '@/app/_session/within.ts'
import { type OpenPage, openPage, type PageAddress } from '@/app/_ui/open-page.ts'
import { SaveArea } from '@/app/_ui/settings/save-area.tsx'
import { SettingsPage, SettingsSection } from '@/app/_ui/settings/section.tsx'
import { SectionForm } from '@/app/_ui/settings/section-form.tsx'
import { type FormView, formView } from '@/app/_ui/settings/view.ts'
import { Empty, Shell } from '@/app/_ui/shell.tsx'
import { saveOptions, saveRevenueDefaults, saveTracking } from './actions.ts'
import { DetailsSection } from './details/section.tsx'
import { ExpensesSection } from './expenses/section.tsx'
import { LoggingSection } from './logging/section.tsx'
import { StatisticsSection } from './statistics/section.tsx'

const anchors = [
  { id: 'details', title: 'Account Details' },
  { id: 'tracking', title: 'Tracking Categories' },
  { id: 'expenses', title: 'Expenses' },
  { id: 'options', title: 'Options' },
  { id: 'logging', title: 'Logging data' },
  { id: 'revenue', title: 'Revenue Defaults' },
  { id: 'statistics', title: 'Sync Statistics' },
] as const

/** What holds for the whole account, in the order of account-screen.txt. Account admins only, here and in every action. */
export default async function AccountPage(address: PageAddress) {
  const page = await openPage(address, 'configure')
  const { member, company } = page
  const companyId = company?.id ?? null
  const { tracking, options, revenue } = await within(member, async tx => ({
    tracking: companyId && (await formView(tx, member, { scope: 'company', section: 'Tracking', companyId })),
    options: await formView(tx, member, { scope: 'account', section: 'Options', companyId }),
    revenue: await formView(tx, member, { scope: 'account', section: 'Revenue Defaults', companyId }),
  }))
  const focusKey = page.text('field')
  return (
    <Shell page={page} current="account" title="Account">
      <SaveArea>
        <SettingsPage anchors={anchors}>
          <DetailsSection page={page} />
          <SettingsSection
            id="tracking"
            title="Tracking Categories"
            about="Which of the ledger’s categories the second and third segment of ConnectWise’s GL accounts feed. They are picked from the ledger’s own list."
          >
            <Tracking page={page} form={tracking} focusKey={focusKey} />
          </SettingsSection>
          <ExpensesSection page={page} />
          <SettingsSection
            id="options"
            title="Options"
            about="How Evenbook works for everybody in this account."
          >
            <SectionForm title="Options" form={options} action={saveOptions} focusKey={focusKey} />
          </SettingsSection>
          <LoggingSection page={page} />
          <SettingsSection
            id="revenue"
            title="Revenue Defaults"
            about="The Non-Product ID of a line that comes without one. What the mapping gives always goes first."
          >
            <SectionForm
              title="Revenue Defaults"
              form={revenue}
              action={saveRevenueDefaults}
              focusKey={focusKey}
            />
          </SettingsSection>
          <StatisticsSection page={page} />
        </SettingsPage>
      </SaveArea>
    </Shell>
  )
}

function Tracking(props: { page: OpenPage; form: FormView | null | ''; focusKey: string }) {
  const { page, form, focusKey } = props
  const { company, companies, viewer } = page
  if (!company || !form) return <Empty heading="No company is set up yet" />
  return (
    <>
      {companies.length > 1 && (
        <nav className="tabs" aria-label="Company">
          {companies.map(({ id, name }) => (
            <Link
              key={id}
              href={`/${viewer.install}/account?${new URLSearchParams({ company: id })}#tracking`}
              aria-current={id === company.id ? 'page' : undefined}
            >
              {name}
            </Link>
          ))}
        </nav>
      )}
      <SectionForm
        key={company.id}
        title="Tracking Categories"
        form={form}
        action={saveTracking}
        companyId={company.id}
        focusKey={focusKey}
      />
    </>
  )
}
