import Link from 'next/link'
import { redirect } from 'next/navigation'
import { within } from '@/app/_session/within.ts'
import { openPage, type PageAddress } from '@/app/_ui/open-page.ts'
import { ScrollBox } from '@/app/_ui/scroll-box.tsx'
import { Empty, Shell } from '@/app/_ui/shell.tsx'
import { TimeText } from '@/app/_ui/time-text.tsx'
import type { Viewer } from '@/app/_ui/viewer.ts'
import { psaItems } from '@/lib/reference/reference.ts'
import { type CompanyFacts, companyFacts } from './facts.ts'
import { AddCompany } from './name-form.tsx'
import { WhereWouldItGo } from './where.tsx'

/** Every ledger organisation of the account, with what needs a look. */
export default async function CompaniesPage(address: PageAddress) {
  const page = await openPage(address)
  const { member, companies, company, viewer, text } = page
  const base = `/${viewer.install}/companies`
  // A link that does not know which company it is about names only the field, or the part of the page.
  const at = text('field') || text('at')
  if (company && at !== '') {
    const query = text('field') === '' ? '' : `?${new URLSearchParams({ field: at })}`
    redirect(`${base}/${company.id}${query}#${encodeURIComponent(at)}`)
  }
  const { rows, locations } = await within(member, async tx => ({
    rows: await companyFacts(tx, companies),
    locations: viewer.mayConfigure ? await psaItems(tx, ['psa-location']) : [],
  }))
  return (
    <Shell page={page} current="companies" title="Companies">
      {rows.length === 0 ? (
        <Empty heading="No company is set up yet" />
      ) : (
        <ScrollBox label="Companies">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">Company</th>
                <th scope="col">Ledger</th>
                <th scope="col">Connection</th>
                <th scope="col">Last sync</th>
                <th scope="col" className="number">
                  Needs a fix
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map(row => (
                <Row key={row.id} row={row} viewer={viewer} />
              ))}
            </tbody>
          </table>
        </ScrollBox>
      )}
      {viewer.mayConfigure && <WhereWouldItGo install={viewer.install} locations={locations.map(place)} />}
      {viewer.mayConfigure && (
        <section className="card" aria-label="Add company">
          <AddCompany install={viewer.install} />
        </section>
      )}
    </Shell>
  )
}

function place({ id, name }: { id: string; name: string }) {
  return { id, name }
}

function Row({ row, viewer }: { row: CompanyFacts; viewer: Viewer }) {
  const { install, ledger } = viewer
  return (
    <tr>
      <th scope="row">
        <Link href={`/${install}/companies/${row.id}`}>{row.name}</Link>
      </th>
      <td>{row.organisation === '' ? '—' : `${ledger}: ${row.organisation}`}</td>
      <td>
        <span className="pill" data-tone={row.health.tone}>
          <span aria-hidden="true">{row.health.icon}</span>
          {row.health.word}
        </span>
      </td>
      <td>{row.lastSync === null ? 'Never' : <TimeText at={row.lastSync} />}</td>
      <td className="number">
        {row.fix === 0 ? (
          '0'
        ) : (
          <Link href={`/${install}/results?${new URLSearchParams({ company: row.id })}`}>
            {row.fix.toLocaleString('en')}
          </Link>
        )}
      </td>
    </tr>
  )
}
