import Link from 'next/link'
import { within } from '@/app/_session/within.ts'
import { type OpenPage, openPage, type PageAddress } from '@/app/_ui/open-page.ts'
import { Empty, Shell } from '@/app/_ui/shell.tsx'
import { Watch } from '@/app/_ui/watch.tsx'
import { connectionOf } from '@/lib/accounts/connections.ts'
import { listStates } from '@/lib/reference/reference.ts'
import { Connection } from './connection.tsx'
import { formOf } from './fields.ts'
import { Lists } from './lists.tsx'
import { SettingsForm } from './settings-form.tsx'
import { versionOf } from './version.ts'

/** One ledger organisation: its connection, the lists read from it, and how its documents are made. */
export default async function CompaniesPage(address: PageAddress) {
  const page = await openPage(address)
  const { member, company, viewer, text } = page
  if (!company)
    return (
      <Shell page={page} current="companies" title="Companies">
        <Empty heading="No company is set up yet" />
      </Shell>
    )
  const { connection, lists, form } = await within(member, async tx => ({
    connection: await connectionOf(tx, company.id),
    lists: await listStates(tx, company.id),
    form: await formOf(tx, member.accountId, company.id),
  }))
  const question = `/${viewer.install}/companies/state?${new URLSearchParams({ company: company.id })}`
  return (
    <Shell page={page} current="companies" title={company.name}>
      <Watch stream="" moving={false} question={question} version={versionOf(connection, lists)} />
      <Choice page={page} />
      <Connection
        companyId={company.id}
        viewer={viewer}
        question={question}
        connection={
          connection && {
            name: connection.organisationName,
            currency: connection.baseCurrency,
            since: connection.connectedAt.toISOString(),
            reconnectNeeded: connection.reconnectNeeded,
          }
        }
      />
      <Lists companyId={company.id} viewer={viewer} lists={lists} connected={connection !== null} />
      <SettingsForm
        key={company.id}
        companyId={company.id}
        form={form}
        mayConfigure={viewer.mayConfigure}
        focusKey={text('field')}
      />
    </Shell>
  )
}

function Choice({ page }: { page: OpenPage }) {
  if (page.companies.length < 2) return null
  return (
    <nav className="tabs" aria-label="Companies">
      {page.companies.map(one => (
        <Link
          key={one.id}
          href={`/${page.viewer.install}/companies?${new URLSearchParams({ company: one.id })}`}
          aria-current={one.id === page.company?.id ? 'page' : undefined}
        >
          {one.name}
        </Link>
      ))}
    </nav>
  )
}
