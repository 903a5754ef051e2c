import Link from 'next/link'
import { openPage, type PageAddress } from '@/app/_ui/open-page.ts'
import { Empty, Shell } from '@/app/_ui/shell.tsx'
import { ImportForm } from './import-form.tsx'

/** A file of mappings: what it would change comes first. */
export default async function ImportPage(address: PageAddress) {
  const page = await openPage(address, 'map')
  const { company, viewer, companies } = page
  const query = companies.length > 1 && company ? `?${new URLSearchParams({ company: company.id })}` : ''
  return (
    <Shell
      page={page}
      current="mappings"
      title="Import mappings"
      actions={
        <Link className="button" href={`/${viewer.install}/mappings${query}`}>
          Back
        </Link>
      }
    >
      {company ? (
        <>
          <p>
            Export a list as CSV, change its columns <em>Ledger id</em> or <em>Ledger</em>, and give it back
            here. An empty one takes the mapping away; what is not in the file stays as it is. Several kinds
            may stand in one file.
          </p>
          <ImportForm
            install={viewer.install}
            companyId={company.id}
            back={`/${viewer.install}/mappings${query}`}
          />
        </>
      ) : (
        <Empty heading="No company is set up yet" />
      )}
    </Shell>
  )
}
