import { within } from '@/app/_session/within.ts'
import type { OpenPage } from '@/app/_ui/open-page.ts'
import { SettingsSection } from '@/app/_ui/settings/section.tsx'
import { formView } from '@/app/_ui/settings/view.ts'
import { psaOf } from '@/lib/accounts/psa.ts'
import { accountToday } from '@/lib/accounts/zone.ts'
import { catalog } from '@/lib/settings/catalog.ts'
import { readSetting } from '@/lib/settings/settings.ts'
import { expensesView } from '@/lib/sync/views/expenses.ts'
import { ExpensesForm } from './expenses-form.tsx'

/**
 * Which payment types are the company's own money, and what that makes of the last ninety days' expenses. The choice is drawn
 * at once; what ConnectWise has to be asked for follows by itself when it is here.
 */
export async function ExpensesSection({ page }: { page: OpenPage }) {
  const { member, company } = page
  const { form, types, today } = await within(member, async tx => ({
    form: await formView(tx, member, {
      scope: 'account',
      section: 'Expenses',
      companyId: company?.id ?? null,
    }),
    today: await accountToday(tx, new Date()),
    types: await readSetting(tx, catalog['company-paid-types'], member.accountId),
  }))
  const view = psaOf(member.accountId).then(psa => expensesView(psa, types, today))
  return (
    <SettingsSection
      id="expenses"
      title="Expenses"
      about="The payment types with which the company itself pays. They are picked from ConnectWise’s own list; the table shows at once what a choice makes of the last 90 days."
    >
      <ExpensesForm form={form} view={view} focusKey={page.text('field')} />
    </SettingsSection>
  )
}
