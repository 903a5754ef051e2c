import { notFound } from 'next/navigation'
import { within } from '@/app/_session/within.ts'
import { type OpenPage, openPage } from '@/app/_ui/open-page.ts'
import { SaveArea } from '@/app/_ui/settings/save-area.tsx'
import { SettingsPage, SettingsSection } from '@/app/_ui/settings/section.tsx'
import { SectionForm } from '@/app/_ui/settings/section-form.tsx'
import { type FormView, formView } from '@/app/_ui/settings/view.ts'
import { Shell } from '@/app/_ui/shell.tsx'
import { Watch } from '@/app/_ui/watch.tsx'
import { type Company, hadNoBooks } from '@/lib/accounts/companies.ts'
import { type CompanyConnection, connectionOf } from '@/lib/accounts/connections.ts'
import { asLedgerVendor, ledgerNames, ledgersOffered } from '@/lib/accounts/ledgers.ts'
import { listStates } from '@/lib/reference/reference.ts'
import { saveCompany } from '../actions.ts'
import { Connection } from '../connection.tsx'
import { DeleteCompany } from '../delete.tsx'
import { Lists } from '../lists.tsx'
import { RenameCompany } from '../name-form.tsx'
import { versionOf } from '../version.ts'
import { aboutSection, anchorOf, sectionsOf } from './sections.ts'

interface Address {
  params: Promise<{ install: string; id: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** One ledger organisation: its connection, the lists read from it, and how its documents are made. */
export default async function CompanyPage({ params, searchParams }: Address) {
  const { id } = await params
  const query = searchParams.then(values => ({ ...values, company: id }))
  const page = await openPage({ params, searchParams: query })
  const { member, company, viewer } = page
  if (company?.id !== id) notFound()
  const { connection, lists, forms, deletable } = await within(member, async tx => ({
    deletable: page.companies.length > 1 && (await hadNoBooks(tx, id)),
    connection: await connectionOf(tx, id),
    lists: await listStates(tx, id),
    forms: await formsOf(tx, member, id),
  }))
  const question = `/${viewer.install}/companies/state?${new URLSearchParams({ company: id })}`
  const anchors = [
    { id: 'connection', title: 'Connection' },
    ...[...forms.keys()].map(section => ({ id: anchorOf(section), title: section })),
    ...(viewer.mayConfigure ? [{ id: 'name', title: 'Name' }] : []),
  ]
  return (
    <Shell page={page} current="companies" title={company.name}>
      <Watch stream="" moving={false} question={question} version={versionOf(connection, lists)} />
      <SaveArea>
        <SettingsPage anchors={anchors}>
          <Connection
            companyId={id}
            viewer={viewer}
            question={question}
            offers={offersFor(connection)}
            connection={shown(connection)}
          />
          <Lists companyId={id} viewer={viewer} lists={lists} connected={connection !== null} />
          <Forms page={page} companyId={id} forms={forms} />
          {viewer.mayConfigure && <Name company={company} install={viewer.install} deletable={deletable} />}
        </SettingsPage>
      </SaveArea>
    </Shell>
  )
}

function offersFor(connection: CompanyConnection | null) {
  const own = connection && asLedgerVendor(connection.vendor)
  return (own ? [own] : ledgersOffered()).map(vendor => ({ vendor, name: ledgerNames[vendor] }))
}

function shown(connection: CompanyConnection | null) {
  return (
    connection && {
      name: connection.organisationName,
      currency: connection.baseCurrency,
      since: connection.connectedAt.toISOString(),
      reconnectNeeded: connection.reconnectNeeded,
    }
  )
}

function Name(props: { company: Company; install: string; deletable: boolean }) {
  const { company, install, deletable } = props
  return (
    <section className="card" id="name" aria-label="Name">
      <RenameCompany companyId={company.id} name={company.name} />
      {deletable && (
        <div className="actions">
          <DeleteCompany install={install} companyId={company.id} name={company.name} />
        </div>
      )}
    </section>
  )
}

async function formsOf(
  tx: Parameters<typeof formView>[0],
  member: Parameters<typeof formView>[1],
  companyId: string,
): Promise<Map<string, FormView>> {
  const forms = new Map<string, FormView>()
  for (const section of sectionsOf()) {
    forms.set(section, await formView(tx, member, { scope: 'company', section, companyId }))
  }
  return forms
}

function Forms(props: { page: OpenPage; companyId: string; forms: Map<string, FormView> }) {
  const { page, companyId, forms } = props
  const { mayConfigure } = page.viewer
  return (
    <>
      {!mayConfigure && <p className="muted">Only account admins change these settings.</p>}
      {[...forms].map(([section, form]) => (
        <SettingsSection
          key={section}
          id={anchorOf(section)}
          title={section}
          about={aboutSection[section] ?? ''}
        >
          <SectionForm
            title={section}
            form={form}
            action={saveCompany}
            companyId={companyId}
            readOnly={!mayConfigure}
            focusKey={page.text('field')}
          />
        </SettingsSection>
      ))}
    </>
  )
}
