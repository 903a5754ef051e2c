import Link from 'next/link'
import { within } from '@/app/_session/within.ts'
import { ActButton } from '@/app/_ui/act-button.tsx'
import { pageNumber } from '@/app/_ui/address.ts'
import { type OpenPage, openPage, type PageAddress } from '@/app/_ui/open-page.ts'
import { Empty, Shell } from '@/app/_ui/shell.tsx'
import { TimeText } from '@/app/_ui/time-text.tsx'
import { can } from '@/lib/accounts/permissions.ts'
import { unevenCreditRows } from '@/lib/sync/views/credits.ts'
import { loosePayments, type PaymentReadFacts, paymentReadFacts } from '@/lib/sync/views/payments.ts'
import { readNow } from './actions.ts'
import { CreditTable } from './credit-table.tsx'
import { LooseTable } from './loose-table.tsx'

const pageSize = 100

/** Money in the ledger that is on no invoice of ConnectWise, and what it may be for. */
export default async function PaymentsPage(address: PageAddress) {
  const page = await openPage(address)
  const { member, company, text, viewer } = page
  if (!company)
    return (
      <Shell page={page} current="results" title="Payments">
        <Empty heading="No company is set up yet" />
      </Shell>
    )
  const at = pageNumber(text('page'))
  const { rows, read, credits } = await within(member, async tx => ({
    rows: await loosePayments(tx, company.id, { offset: (at - 1) * pageSize, limit: pageSize + 1 }),
    read: await paymentReadFacts(tx, company.id),
    credits: at === 1 ? await unevenCreditRows(tx, company.id, viewer.ledger, pageSize) : [],
  }))
  const mayWork = can(member.role, 'send')
  return (
    <Shell
      page={page}
      current="results"
      title="Payments"
      actions={
        <>
          {mayWork && (
            <ActButton action={readNow} input={{ companyId: company.id }} busy="Asking…">
              Read payments now
            </ActButton>
          )}
          <a className="button" href={addressOf(page, company.id, 'payments/csv', {})}>
            CSV
          </a>
        </>
      }
    >
      <Read read={read} ledger={viewer.ledger} />
      {rows.length === 0 ? (
        <Empty heading="Every payment that was read is on its invoice" />
      ) : (
        <LooseTable rows={rows.slice(0, pageSize)} mayWork={mayWork} />
      )}
      <CreditTable rows={credits} ledger={viewer.ledger} />
      <nav className="row" aria-label="Pages">
        {at > 1 && <Link href={addressOf(page, company.id, 'payments', { page: String(at - 1) })}>Back</Link>}
        {rows.length > pageSize && (
          <Link href={addressOf(page, company.id, 'payments', { page: String(at + 1) })}>Next</Link>
        )}
      </nav>
    </Shell>
  )
}

function addressOf(page: OpenPage, company: string, path: string, query: Record<string, string>): string {
  return `/${page.viewer.install}/${path}?${new URLSearchParams({ company, ...query })}`
}

function Read({ read, ledger }: { read: PaymentReadFacts; ledger: string }) {
  return (
    <>
      <p className="muted">
        {read.readAt === null ? (
          `Payments in ${ledger} have not been read yet.`
        ) : (
          <>
            Payments in {ledger} were read <TimeText at={read.readAt} />. What is paid is written on its
            invoice in ConnectWise; what stands here is on none.
          </>
        )}
        {read.due && ' They are being read now.'}
      </p>
      {read.trouble !== '' && (
        <p className="message" data-tone="warn">
          They could not be read: {read.trouble}
        </p>
      )}
    </>
  )
}
